import { CELL } from './field-layout';
import { PortState } from '../core/map/port-map';

/** A shape as path data, drawn into the cell whose upper left corner is given. */
type Shape = (x: number, y: number) => string;

const square: Shape = (x, y) => `M${x + 1} ${y + 1}h8v8h-8z`;
const inset: Shape = (x, y) => `M${x + 1.5} ${y + 1.5}h7v7h-7z`;
const circle: Shape = (x, y) => `M${x + 1.5} ${y + 5}a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0z`;
const plus: Shape = (x, y) => `M${x + 3.5} ${y + 1}h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5v-3h2.5z`;
const cross: Shape = (x, y) => `M${x} ${y}h10v10h-10zM${x + 2} ${y + 2}l6 6m0-6l-6 6`;
const diamond: Shape = (x, y) => `M${x + 5} ${y + 0.5}l4.5 4.5l-4.5 4.5l-4.5-4.5z`;
const slash: Shape = (x, y) => `${inset(x, y)}M${x + 2} ${y + 8}l6-6`;

/** Each state has its own shape, so that color is never the only difference. */
export const SHAPES: Readonly<Record<PortState, Shape>> = {
  [PortState.PINNED]: square,
  [PortState.ASSIGNED]: inset,
  [PortState.RESERVED]: slash,
  [PortState.RETIRED]: inset,
  [PortState.TAKEN]: diamond,
  [PortState.HEALTH_CHECK]: plus,
  [PortState.LIVE]: circle,
  [PortState.CLASH]: cross,
  [PortState.LEAVING]: circle,
  [PortState.FREE]: inset,
};

/** The upper left corner of a port. */
interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A frame around a run of ports, which may start and end in the middle of a row. */
export function frameRound(from: Corner, to: Corner, left: number, right: number): string {
  const [end, below] = [to.x + CELL, to.y + CELL];
  if (from.y === to.y) return `M${from.x} ${from.y}H${end}V${below}H${from.x}z`;
  const middle = from.y + CELL;
  return `M${from.x} ${from.y}H${right}V${to.y}H${end}V${below}H${left}V${middle}H${from.x}z`;
}
