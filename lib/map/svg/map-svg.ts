import { seatAt, seatRows, SEAT, SEATS, LEFT, TOP } from './seat-grid';
import { seat } from './seat-picture';
import { SVG_STYLE } from './svg-style';
import { ClusterMap, PortMap } from '../../core/map/port-map';
import { arrow } from '../arrow';
import { Markup, html } from '../html/markup';
import { FIRST_VIEW, Scene } from '../scene';
import { STATES } from '../states';
import { freeSentence } from '../words';

const WIDTH = LEFT + SEATS * SEAT.stepX + 8;
const LEGEND = 34;
/** The width of one character of the legend, of its key, and of the gap after its text. */
const [CHARACTER, KEY, SPACE] = [6, 17, 16];

/** The static band of each cluster as one picture, for a README; after the plan if there is one. */
export function mapSvg({ clusters }: PortMap): string {
  let height = 0;
  const bands = clusters.map((cluster) => {
    const part = html`<g transform="translate(0 ${height})">${band(sceneOf(cluster))}</g>`;
    height += TOP + seatRows(cluster).length * SEAT.stepY + LEGEND;
    return part;
  });
  const title = clusters.map((cluster) => titleOf(sceneOf(cluster))).join('; ');
  const box = html`viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`;
  return String(html`<svg xmlns="http://www.w3.org/2000/svg" ${box} role="img" aria-label="${title}">
<style>${new Markup(SVG_STYLE)}</style><rect class="paper" width="${WIDTH}" height="${height}" rx="10"/>
${bands}</svg>
`);
}

function sceneOf(cluster: ClusterMap): Scene {
  return new Scene(cluster, { ...FIRST_VIEW, moment: cluster.plan ? 'planned' : 'today' });
}

function titleOf({ cluster, census, view }: Scene): string {
  return `${cluster.name}: ${census.free.length} ${freeSentence(cluster, census, view.moment)}`;
}

function band(scene: Scene): Markup {
  const { cluster } = scene;
  const ports = Array.from({ length: cluster.staticLast - cluster.first + 1 }, (_, index) => cluster.first + index);
  const bottom = TOP + seatRows(cluster).length * SEAT.stepY;
  return html`${head(scene)}${columnLabels()}${rowLabels(cluster)}
${ports.map((port) => seat(scene, port))}${arrows(cluster)}
${legend(scene, bottom + 18)}`;
}

function head({ cluster, census, view }: Scene): Markup {
  const [next] = census.free;
  const rest = next !== undefined && html`, <tspan class="next">${next}</tspan> is next`;
  const number = html`<tspan class="strong">${census.free.length}</tspan>`;
  return html`<text class="head" x="${LEFT}" y="30">${number} ${freeSentence(cluster, census, view.moment)}${rest}
<tspan class="cluster" dx="8">${cluster.name}</tspan></text>`;
}

function columnLabels(): Markup[] {
  return Array.from(
    { length: SEATS },
    (_, digit) => html`<text class="mono" x="${LEFT + digit * SEAT.stepX + 7}" y="${TOP - 8}">${digit}</text>`,
  );
}

function rowLabels(cluster: ClusterMap): Markup[] {
  return seatRows(cluster).map((start, row) => {
    const label = `${String(start).slice(0, -1)}x`;
    const y = TOP + row * SEAT.stepY + 23;
    return html`<text class="mono" x="${LEFT - 8}" y="${y}" text-anchor="end">${label}</text>`;
  });
}

function arrows(cluster: ClusterMap): Markup[] {
  const moves = cluster.plan?.moves ?? [];
  return moves
    .filter(({ from, to }) => Math.max(from, to) <= cluster.staticLast)
    .map(({ from, to }) => {
      const { shaft, head: tip } = arrow(seatAt(cluster, from), seatAt(cluster, to));
      return html`<path class="shaft" d="${shaft}"/><path class="tip" d="${tip}"/>`;
    });
}

/** The states of the static band; the rest of the range is not in the picture. */
function legend(scene: Scene, y: number): Markup {
  let x = LEFT;
  return html`${STATES.map(({ state, label }) => {
    const number = scene.staticCounts.get(state);
    if (number === undefined) return false;
    const text = `${label} ${number}`;
    const key = html`<g class="seat ${state}"><rect x="${x + 0.5}" y="${y - 9.5}" width="11" height="11" rx="3"/></g>`;
    const item = html`${key}<text class="legend" x="${x + KEY}" y="${y}">${text}</text>`;
    x += KEY + text.length * CHARACTER + SPACE;
    return item;
  })}`;
}
