import { Markup, html } from './markup';
import { portLink } from './port-link';
import { MapPort, PortState } from '../../core/map/port-map';
import { Scene } from '../scene';
import { styleOf } from '../states';
import { changeText, ownerDetail, rangeText, shortOwner } from '../words';

/** How many seats are in a row. */
const ROW = 10;
const COLUMNS = Array.from({ length: ROW }, (_, index) => index);

/** The static band as rows of ten seats, each a link to its port. */
export function seats(scene: Scene): Markup {
  const { first, staticLast } = scene.cluster;
  const rows = [];
  for (let start = first - (first % ROW); start <= staticLast; start += ROW) rows.push(row(scene, start));
  return html`<table class="seats" aria-label="Static band ${rangeText(first, staticLast)}">
<thead><tr><td></td>${COLUMNS.map((digit) => html`<th scope="col">${digit}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function row(scene: Scene, start: number): Markup {
  const cells = COLUMNS.map((digit) => seat(scene, start + digit));
  return html`<tr><th scope="row">${String(start).slice(0, -1)}<i>x</i></th>${cells}</tr>\n`;
}

function seat(scene: Scene, nodePort: number): Markup {
  const { cluster, ports } = scene;
  if (nodePort < cluster.first || nodePort > cluster.staticLast) return html`<td class="void"></td>`;
  const port = ports.get(nodePort);
  const state = html` <i>${styleOf(scene.stateOf(nodePort)).label}</i>`;
  const content = html`${numberOf(nodePort, port)}${port && owner(port)}${state}`;
  return html`<td class="${classesOf(scene, nodePort, port)}">${portLink(cluster.name, nodePort, content)}</td>`;
}

function numberOf(nodePort: number, port: MapPort | undefined): Markup {
  const change = port === undefined ? '' : changeText(port);
  return html`<b>${nodePort}${change !== '' && html` <s>${change}</s>`}</b>`;
}

function owner(port: MapPort): Markup {
  return html` <em>${shortOwner(port)}</em> <small>${ownerDetail(port)}</small>`;
}

function classesOf(scene: Scene, nodePort: number, port: MapPort | undefined): string {
  const isAvoided = port === undefined && scene.cluster.avoided.includes(nodePort);
  return [
    scene.stateOf(nodePort),
    port && scene.namespaceClass(port),
    port?.change?.kind,
    isAvoided && 'avoided',
    isJoined(scene, nodePort, nodePort - 1) && 'after',
    isJoined(scene, nodePort, nodePort + 1) && 'before',
    !scene.isLit(nodePort) && 'dim',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether two neighbors in a row belong to the same reservation, so that they are drawn as one. */
function isJoined({ ports }: Scene, a: number, b: number): boolean {
  const [one, other] = [ports.get(a), ports.get(b)];
  if (one?.reservation === undefined || one.reservation !== other?.reservation) return false;
  return Math.floor(a / ROW) === Math.floor(b / ROW) && [one, other].every(isSettled);
}

function isSettled({ change, state }: MapPort): boolean {
  return change === undefined && state !== PortState.CLASH;
}
