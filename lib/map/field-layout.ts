import { ClusterMap } from '../core/map/port-map';

/** How many ports a row of the field has. */
export const FIELD_ROW = 100;
/** The side of one port and the width of a row label, in drawing units. */
export const CELL = 10;
export const LABEL = 36;
/** A range with fewer rows is drawn completely. */
const MAX_ROWS = 40;
/** Fewer consecutive empty rows than this are drawn. */
const MIN_GAP = 3;

/** The ends of the range and of its static band. */
type Bands = Pick<ClusterMap, 'first' | 'last' | 'staticLast'>;

/** A row of a hundred ports, or a gap of several empty rows. */
interface FieldRow {
  /** The first hundred of the row, such as 30000. */
  readonly base: number;
  /** How many rows of a hundred it represents. */
  readonly hundreds: number;
  readonly isGap: boolean;
}

/** Where each port of a range is drawn. */
export class FieldLayout {
  public readonly rows: readonly FieldRow[];
  private readonly indexOf: ReadonlyMap<number, number>;

  constructor(
    private readonly cluster: Bands,
    held: Iterable<number>,
  ) {
    this.rows = rowsOf(cluster, new Set([...held].map(hundredOf)));
    this.indexOf = new Map(this.rows.flatMap(({ base, isGap }, index) => (isGap ? [] : [[base, index] as const])));
  }

  public get height(): number {
    return this.rows.length * CELL;
  }

  /** The upper left corner of a port; undefined outside the range. */
  public at(port: number): { readonly x: number; readonly y: number } | undefined {
    const row = this.indexOf.get(hundredOf(port));
    if (row === undefined || port < this.cluster.first || port > this.cluster.last) return undefined;
    return { x: LABEL + (port % FIELD_ROW) * CELL, y: row * CELL };
  }

  /** The port that is drawn at a point; undefined if there is none. */
  public portAt(x: number, y: number): number | undefined {
    const row = this.rows[Math.floor(y / CELL)];
    const column = Math.floor((x - LABEL) / CELL);
    if (row === undefined || row.isGap || column < 0 || column >= FIELD_ROW) return undefined;
    const port = row.base + column;
    return port >= this.cluster.first && port <= this.cluster.last ? port : undefined;
  }
}

function rowsOf({ first, last, staticLast }: Bands, held: ReadonlySet<number>): FieldRow[] {
  const start = hundredOf(first);
  const length = (hundredOf(last) - start) / FIELD_ROW + 1;
  const bases = Array.from({ length }, (_, index) => start + index * FIELD_ROW);
  const whole = bases.map((base) => ({ base, hundreds: 1, isGap: false }));
  if (bases.length <= MAX_ROWS) return whole;
  const rows: FieldRow[] = [];
  for (let at = 0; at < bases.length;) {
    let end = at;
    while (end < bases.length && !held.has(bases[end]) && bases[end] > staticLast) end++;
    if (end - at >= MIN_GAP) rows.push({ base: bases[at], hundreds: end - at, isGap: true });
    else rows.push(...whole.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  }
  return rows;
}

function hundredOf(port: number): number {
  return port - (port % FIELD_ROW);
}
