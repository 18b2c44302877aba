import { TextStyle, DEFAULT_WIDTH, glyphOf, shortened } from './text-style';
import { Scene } from '../scene';
import { shortOwner } from '../words';

const SEATS = 10;
/** The minimum width for the owners of a row, however narrow the terminal. */
const MIN_OWNERS_WIDTH = 20;

/** The static band, ten ports per line, and their owners. */
export function seatLines(scene: Scene, style: TextStyle): string[] {
  const { first, staticLast } = scene.cluster;
  const label = String(staticLast).length;
  const head = `${' '.repeat(label + 3)}${[...Array(SEATS).keys()].join(' ')}`;
  const lines = [];
  for (let start = first - (first % SEATS); start <= staticLast; start += SEATS) {
    lines.push(seatLine(scene, start, style, label));
  }
  return [head, ...lines];
}

function seatLine(scene: Scene, start: number, style: TextStyle, label: number): string {
  const {
    cluster: { first, staticLast },
    ports,
  } = scene;
  const isInBand = (port: number): boolean => port >= first && port <= staticLast;
  const row = Array.from({ length: SEATS }, (_, index) => start + index);
  const glyphs = row.map((port) => (isInBand(port) ? glyphOf(scene.stateOf(port), style) : ' ')).join(' ');
  const owners = row.filter(isInBand).flatMap((port) => ports.get(port) ?? []);
  const names = owners.map((port) => `${port.nodePort % SEATS} ${shortOwner(port)}`).join(', ');
  const lead = ` ${`${Math.floor(start / SEATS)}x`.padStart(label)}  ${glyphs}   `;
  return lead + shortened(names, Math.max((style.width ?? DEFAULT_WIDTH) - lead.length, MIN_OWNERS_WIDTH), style);
}
