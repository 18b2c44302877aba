import { BRAILLE_ROWS, brailleLine } from './braille';
import { TextStyle } from './text-style';
import { FIELD_ROW } from '../field-layout';
import { Scene } from '../scene';
import { rangeText } from '../words';

/** How many ports a line represents. */
const STEP = FIELD_ROW * BRAILLE_ROWS;

/** The ports after the static band, as dots if the terminal supports them, else as counts. Skips empty lines. */
export function dynamicLines({ cluster, ports }: Scene, style: TextStyle): string[] {
  const { first, last, staticLast, unnumbered, knowsDynamic } = cluster;
  if (last <= staticLast) return [];
  const held = new Set([...ports.keys()].filter((port) => port > staticLast && port <= last));
  const taken = knowsDynamic ? 'taken' : 'known to be taken; a snapshot shows the rest';
  const unpicked = unnumbered > 0 ? `, ${unnumbered} more to be picked by the API server` : '';
  const band = rangeText(staticLast + 1, last);
  const title = ` dynamic band ${band}: ${held.size} of ${last - staticLast} ${taken}${unpicked}`;
  const lines = [];
  for (let base = first - (first % FIELD_ROW); base <= last; base += STEP) {
    const end = Math.min(base + STEP - 1, last);
    const number = [...held].filter((port) => port >= base && port <= end).length;
    if (number > 0) lines.push(` ${`${base / FIELD_ROW}xx`.padStart(5)}  ${content(held, base, number, style)}`);
  }
  const unit = style.charset === 'unicode' && lines.length > 0 ? '; one character is two ports of four hundreds' : '';
  return [title + unit, ...lines];
}

function content(held: ReadonlySet<number>, base: number, number: number, { charset }: TextStyle): string {
  if (charset === 'ascii') return `${number} of ${base}-${base + STEP - 1}`;
  return brailleLine(FIELD_ROW, (row, column) => held.has(base + row * FIELD_ROW + column));
}
