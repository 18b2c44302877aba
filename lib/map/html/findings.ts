import { Markup, html } from './markup';
import { MapFinding } from '../../core/map/port-map';
import { fragmentOf } from '../address';
import { Scene } from '../scene';

/** The findings of a cluster, each a link to its port; while the plan is shown, those of the plan. */
export function findingList(scene: Scene): Markup {
  const findings = scene.findings.filter(({ severity }) => severity !== 'accepted').sort(errorsFirst);
  if (findings.length === 0) return html`<p class="clean">No findings.</p>`;
  return html`<ul aria-label="Findings">${findings.map((finding) => item(finding, scene.cluster.name))}</ul>`;
}

function item({ code, severity, message, nodePort }: MapFinding, cluster: string): Markup {
  const text = headOf(message);
  const address = nodePort !== undefined && html`href="#${fragmentOf(cluster, nodePort)}" data-port="${nodePort}"`;
  const link = html`<a ${address} title="${message}">${text}</a>`;
  const shown = address ? link : html`<span title="${message}">${text}</span>`;
  return html`<li class="${severity}"><i>${severity}: </i>${shown} <code>${code}</code></li>\n`;
}

function errorsFirst(a: MapFinding, b: MapFinding): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}

/** A shortened message: what is wrong, without the rule and the way out, and with short names. */
function headOf(message: string): string {
  const [head] = message.replace(/ \([a-z-]+\)$/, '').split(/; |, from which |\. (?=[A-Z])/);
  return head
    .replace(/^Service (\S+?)(?:, port "[^"]*")?: node port (\d+) /, '$2 of $1 ')
    .replace(/ \S+ \(Service ([^\s,)]+)[^)]*\)/, ' $1');
}
