import { Markup, Value, html } from './markup';
import { portLink } from './port-link';
import { MapPort, PortState } from '../../core/map/port-map';
import { count } from '../../core/text/count';
import { fragmentOf } from '../address';
import { Scene } from '../scene';
import { styleOf } from '../states';
import { changeText, fullOwner } from '../words';

const HEADS = ['node port', 'owner', 'port', 'state', 'serves', 'since', 'where, or why'];

/** How many rows a browser can skip at a time while they are off screen. */
const CHUNK = 100;

/** Every port as a list, with runs of free static ports: all information of the page, even without a script. */
export function portTable(scene: Scene): Markup {
  // The roles are explicit, because some browsers no longer treat skippable rows as rows of a table.
  const heads = HEADS.map((head) => html`<th role="columnheader">${head}</th>`);
  const head = html`<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`;
  return html`<table class="list" role="table">${head}\n${chunksOf(rows(scene))}</table>`;
}

function chunksOf(all: readonly Markup[]): Markup[] {
  const starts = Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) => index * CHUNK);
  return starts.map((start) => html`<tbody role="rowgroup">${all.slice(start, start + CHUNK)}</tbody>`);
}

function rows(scene: Scene): Markup[] {
  const {
    cluster: { first, staticLast },
    ports,
  } = scene;
  const found: Markup[] = [];
  let next = first;
  for (const port of ports.values()) {
    found.push(...freeRows(scene, next, Math.min(port.nodePort - 1, staticLast)));
    if (scene.isLit(port.nodePort)) found.push(row(scene, port));
    next = Math.max(next, port.nodePort + 1);
  }
  return [...found, ...freeRows(scene, next, staticLast)];
}

/** A run of free ports in one row; if a search matches only some of them, each of those gets its own row. */
function freeRows(scene: Scene, from: number, to: number): Markup[] {
  if (from > to) return [];
  const run = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const lit = run.filter((port) => scene.isLit(port));
  return lit.length === run.length ? [freeRow(scene, from, to)] : lit.map((port) => freeRow(scene, port, port));
}

function freeRow(scene: Scene, from: number, to: number): Markup {
  const range = from === to ? `${from}` : `${from}–${to}`;
  const text = `${to - from + 1} free, static band`;
  const cells = html`<th role="rowheader">${range}</th><td role="cell" aria-colspan="6">${text}</td>`;
  return html`<tr role="row" class="gap"${anchor(scene, from)}>${cells}</tr>\n`;
}

/** The target of a port's link if no script shows its details. */
function anchor({ cluster: { name }, view: { isInteractive } }: Scene, nodePort: number): Value {
  return !isInteractive && html` id="${fragmentOf(name, nodePort)}"`;
}

function row(scene: Scene, port: MapPort): Markup {
  const { nodePort, state, port: portName, serves, since } = port;
  const link = portLink(scene.cluster.name, nodePort);
  return html`<tr role="row"${anchor(scene, nodePort)}><th role="rowheader">${link}</th>
<td role="cell">${fullOwner(port)}</td><td role="cell">${portName}</td>
<td role="cell"><span class="key ${state}"></span>${stateText(port)}</td><td role="cell">${serves}</td>
<td role="cell">${since}</td><td role="cell">${remark(port)}</td></tr>
`;
}

function stateText(port: MapPort): string {
  return [styleOf(port.state).label, changeText(port)].filter((text) => text !== '').join(' ');
}

function remark({ path, reason, service, rivals = [], state }: MapPort): string {
  const others = rivals.map((rival) => `${fullOwner(rival)}${rival.path ? ` (${rival.path})` : ''}`);
  if (state === PortState.CLASH) return [path, `also claimed by ${others.join(' and by ')}`].filter(Boolean).join('; ');
  return (service === undefined ? (reason ?? path) : (path ?? reason)) ?? '';
}

/** A summary of the list. */
export function tableSummary({ ports, isFiltered }: Scene): string {
  if (isFiltered) return 'what the search and the legend leave';
  return `${count(ports.size, 'port')} in use, and the free ones of the static band`;
}
