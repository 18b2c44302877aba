import { Markup, Value, html } from './markup';
import { MapPort } from '../../core/map/port-map';
import { count } from '../../core/text/count';
import { CELL, FIELD_ROW, FieldLayout, LABEL } from '../field-layout';
import { SHAPES, frameRound } from '../field-shapes';
import { Scene } from '../scene';
import { rangeText } from '../words';

const WIDTH = LABEL + FIELD_ROW * CELL;

/** A longer field has labels on every second row only. */
const MAX_LABELS = 6;

/** The height of the column numbers above the first row. */
export const FIELD_HEAD = 12;

/** The whole range, one row per hundred, with a frame around the static band; ports of one kind form one path. */
export function field(scene: Scene): Markup {
  const layout = layoutOf(scene);
  const box = `0 ${-FIELD_HEAD} ${WIDTH} ${layout.height + FIELD_HEAD + 2}`;
  const step = layout.rows.length > MAX_LABELS ? 2 : 1;
  const labels = layout.rows.map((row, index) => (row.isGap || index % step === 0) && rowLabel(scene, row, index));
  const dots = layout.rows.map((row, index) => rowOfDots(scene, row, index)).join('');
  return html`<svg class="field" viewBox="${box}" fill="none" stroke="currentColor" role="img"
aria-label="${describe(scene)}">
${columnLabels()}${labels}<path class="dots" d="${dots}"/>
${frame(scene, layout)}${shapes(scene, layout)}${cursor(scene, layout)}</svg>`;
}

/** Where the field of a scene draws each port. */
export function layoutOf({ cluster, ports }: Scene): FieldLayout {
  return new FieldLayout(cluster, ports.keys());
}

function describe({ cluster: { first, last, ports } }: Scene): string {
  return `${rangeText(first, last)}: ${count(ports.length, 'port')} in use. The list below has every one of them.`;
}

function columnLabels(): Markup[] {
  return Array.from(
    { length: FIELD_ROW / 10 },
    (_, ten) => html`<text x="${LABEL + ten * 10 * CELL + 5}" y="-4" text-anchor="middle">${ten}0</text>`,
  );
}

type Row = FieldLayout['rows'][number];

function rowLabel({ cluster: { last } }: Scene, { base, hundreds, isGap }: Row, index: number): Markup {
  const y = index * CELL + 8;
  const end = Math.min(base + hundreds * FIELD_ROW - 1, last);
  if (isGap) return html`<text class="gap" x="${LABEL + 5}" y="${y}">${rangeText(base, end)}: nobody</text>`;
  const label = html`${base / FIELD_ROW}<tspan class="faint">xx</tspan>`;
  return html`<text x="${LABEL - 6}" y="${y}" text-anchor="end">${label}</text>`;
}

/** A line of zero-length dashes, whose round caps are the dots. */
function rowOfDots({ cluster: { first, last } }: Scene, { base, isGap }: Row, index: number): string {
  if (isGap) return '';
  const [from, to] = [Math.max(first, base), Math.min(last, base + FIELD_ROW - 1)];
  return `M${LABEL + (from - base) * CELL + 5} ${index * CELL + 5}h${(to - from) * CELL + 0.1}`;
}

function frame({ cluster: { first, staticLast } }: Scene, layout: FieldLayout): Value {
  const [from, to] = [layout.at(first), layout.at(staticLast)];
  return from && to && html`<path class="frame" d="${frameRound(from, to, LABEL, WIDTH)}"/>`;
}

function shapes(scene: Scene, layout: FieldLayout): Markup[] {
  const groups = new Map<string, string[]>();
  for (const port of scene.ports.values()) {
    const corner = layout.at(port.nodePort);
    if (corner === undefined) continue;
    const key = classOf(scene, port);
    const shape = SHAPES[port.state](corner.x, corner.y);
    const group = groups.get(key);
    if (group) group.push(shape);
    else groups.set(key, [shape]);
  }
  return [...groups].map(([classes, paths]) => html`<path class="${classes}" d="${paths.join('')}"/>`);
}

function classOf(scene: Scene, port: MapPort): string {
  const color = scene.view.colors === 'namespace' ? scene.namespaceClass(port) : port.state;
  const isLit = scene.isLit(port.nodePort);
  return ['fill', color, port.isAtRisk && 'risk', !isLit && 'dim'].filter(Boolean).join(' ');
}

/** The frame of the selected port; the script moves it, so it exists even if no port of the range is selected. */
function cursor({ selected = NaN }: Scene, layout: FieldLayout): Markup {
  const { x, y } = layout.at(selected) ?? { x: -WIDTH, y: 0 };
  return html`<rect class="cursor" x="${x - 1}" y="${y - 1}" width="${CELL + 2}" height="${CELL + 2}" rx="2"/>`;
}
