import { Markup, Value, html } from './markup';
import { portLink } from './port-link';
import { ClusterMap, MapPort, PortState } from '../../core/map/port-map';
import { Scene } from '../scene';
import { styleOf } from '../states';
import { changeText, fullOwner } from '../words';

/** How many other ports of the same Service are listed. */
const MAX_SIBLINGS = 8;

/** Everything known about the selected port. */
export function details(scene: Scene): Markup {
  const { selected, cluster, ports } = scene;
  if (selected === undefined) {
    return html`<p class="hint">Every static port is in use. Select one to see its owner.</p>`;
  }
  const port = ports.get(selected);
  const state = scene.stateOf(selected);
  const label = [styleOf(state).label, port && changeText(port)].filter(Boolean).join(' ');
  return html`<h3><span class="key ${state}"></span><span>${selected}</span></h3>
<p class="state">${label}, ${bandOf(selected, cluster)}</p>
${port === undefined ? freePort(scene, selected) : heldPort(scene, port)}
<dl>${elsewhere(scene, selected)}</dl>`;
}

function heldPort(scene: Scene, port: MapPort): Markup {
  const { reason, since, path, reservation, state, port: name, serves, holder } = port;
  const owner = fullOwner(port);
  return html`${clash(port)}${risk(port, scene.cluster)}${findingsOf(scene, port)}<dl>${[
    entry('owner', owner),
    entry('port', [name, serves].filter((text) => text !== undefined).join(' · ')),
    entry(state === PortState.RETIRED ? 'retired on' : 'since', since),
    entry('written at', path && html`<code>${path}</code>`),
    entry('held for', holder !== owner && holder),
    entry('because', reason !== owner && reason),
    entry('reservation', reservation && html`<code>${reservation}</code>`),
    entry('its other ports', siblings(scene, port)),
  ]}</dl>`;
}

function freePort({ cluster, view }: Scene, nodePort: number): Markup {
  const line = `nodePort: ${nodePort}`;
  const button = view.isInteractive && html`<button type="button" data-copy="${line}">Copy</button>`;
  return html`<p class="copy"><code>${line}</code>${button}</p>
<p class="hint">${adviceOn(nodePort, cluster)}</p>`;
}

function adviceOn(nodePort: number, { first, staticLast, unprotected, avoided }: ClusterMap): string {
  const isStatic = nodePort >= first && nodePort <= staticLast;
  if (!isStatic) return `The API server may pick it for somebody else. Pin in ${first}-${staticLast}.`;
  if (unprotected !== undefined) return `The static band is not kept clear: ${unprotected}.`;
  if (avoided.includes(nodePort)) return 'Free, but tutorials and charts use this number too: take another if you can.';
  return 'Nobody claims it, and the API server picks it last.';
}

function clash({ rivals = [] }: MapPort): Value {
  return rivals.map((rival) => {
    const port = rival.port !== undefined && html`, port ${rival.port}`;
    const path = rival.path !== undefined && html` <code>${rival.path}</code>`;
    const rule = 'The API server refuses whichever is applied second.';
    return html`<p class="alert">Also claimed by <b>${fullOwner(rival)}</b>${port}${path}. ${rule}</p>`;
  });
}

function risk({ isAtRisk }: MapPort, { staticLast, first }: ClusterMap): Value {
  const advice = `Written where the API server picks for others. Pin it in ${first}-${staticLast}.`;
  return isAtRisk && html`<p class="alert mild">${advice}</p>`;
}

/** The findings about a port, as they are printed. */
function findingsOf({ findings }: Scene, { nodePort }: MapPort): Value {
  return findings
    .filter((finding) => finding.nodePort === nodePort)
    .map(({ message, severity }) => html`<p class="alert ${severity === 'error' ? '' : 'mild'}">${message}</p>`);
}

function siblings({ ports, cluster: { name } }: Scene, { service, namespace, nodePort }: MapPort): Value {
  if (service === undefined) return undefined;
  const own = [...ports.values()].filter((port) => port.service === service && port.namespace === namespace);
  const others = own.filter((port) => port.nodePort !== nodePort).slice(0, MAX_SIBLINGS);
  return others.length > 0 && others.map((port) => html`${portLink(name, port.nodePort)} `);
}

/** What the same number is used for in the other clusters of the page. */
function elsewhere({ others }: Scene, nodePort: number): Value {
  return others.map((cluster) => entry(`on ${cluster.name}`, ownerIn(cluster, nodePort)));
}

function ownerIn({ first, last, ports }: ClusterMap, nodePort: number): string {
  if (nodePort < first || nodePort > last) return 'outside the range';
  const port = ports.find((each) => each.nodePort === nodePort);
  return port === undefined ? 'free' : [fullOwner(port), port.port].filter(Boolean).join(' ');
}

function entry(term: string, value: Value): Value {
  return value !== undefined && value !== false && value !== '' && html`<dt>${term}</dt><dd>${value}</dd>`;
}

function bandOf(port: number, { first, last, staticLast }: ClusterMap): string {
  if (port < first || port > last) return 'outside the range';
  return port <= staticLast ? 'static band' : 'dynamic band';
}
