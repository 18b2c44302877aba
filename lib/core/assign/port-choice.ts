import { portRow } from '../cluster/port-row';

/** A port that needs a number. */
export interface Demand {
  /** Who asks, stable across runs: cluster, namespace, Service and port name. */
  readonly key: string;
  /** The ports to choose from, in ascending order. */
  readonly pool: readonly number[];
}

/** What must not be chosen, or only as a last resort. */
export interface Occupied {
  readonly taken: ReadonlySet<number>;
  /** Ports whose owner is gone, longest gone first. */
  readonly retired: readonly number[];
}

/**
 * Chooses a port for every demand, by key. A demand for which no port is free is missing from the result.
 *
 * The hash of a key gives the starting point, and each step tries the next port of the pool. All demands try their
 * first port before any tries its second, so a demand that gets its first port keeps it whatever others are added: only
 * a demand with the same first port can move it. The order of the demands does not matter.
 */
export function assignPorts(demands: readonly Demand[], { taken, retired }: Occupied): Map<string, number> {
  const chosen = new Map<string, number>();
  const used = new Set([...taken, ...retired]);
  let waiting = distinct(demands);
  const longest = Math.max(0, ...waiting.map(({ pool }) => pool.length));
  for (let step = 0; step < longest; step++) {
    waiting = waiting.filter(({ key, pool }) => {
      const port = pool[(hashOf(key) + step) % pool.length];
      if (port === undefined || used.has(port)) return true;
      used.add(port);
      chosen.set(key, port);
      return false;
    });
  }
  const lastResort = retired.filter((port) => !taken.has(port));
  for (const { key, pool } of waiting) {
    const index = lastResort.findIndex((port) => pool.includes(port));
    if (index >= 0) chosen.set(key, lastResort.splice(index, 1)[0]);
  }
  return chosen;
}

/** Chooses `size` consecutive ports for a key; undefined if no such block is free. */
export function assignBlock(demand: Demand, size: number, { taken, retired }: Occupied): number[] | undefined {
  return rowIn(demand, size, new Set([...taken, ...retired])) ?? rowIn(demand, size, taken);
}

function rowIn({ key, pool }: Demand, size: number, taken: ReadonlySet<number>): number[] | undefined {
  const free = new Set(pool.filter((port) => !taken.has(port)));
  for (let step = 0; step < pool.length; step++) {
    const first = pool[(hashOf(key) + step) % pool.length];
    const row = portRow(first, size);
    if (row.every((port) => free.has(port))) return row;
  }
  return undefined;
}

/** Each key once, in an order that does not depend on the order of the demands. */
function distinct(demands: readonly Demand[]): Demand[] {
  const byKey = new Map(demands.map((demand) => [demand.key, demand]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as Demand);
}

/** The largest prime below 2^32: multiplied by the base, plus a code unit, it is still an exact number. */
const MODULUS = 4_294_967_291;
const BASE = 1_000_003;

/**
 * A number from 0 to `MODULUS - 1` that spreads keys evenly: their UTF-16 code units as the digits of one large number.
 */
export function hashOf(key: string): number {
  let hash = key.length;
  for (let index = 0; index < key.length; index++) hash = (hash * BASE + key.charCodeAt(index)) % MODULUS;
  return hash;
}
