import { MAX_OFFSET } from '../cluster/bands';
import { HIGHEST_PORT } from '../cluster/port-range';
import { usageError } from '../findings/finding';
import { Claim, ClaimKind, ClaimOwner, serviceKey } from '../service/claim';

/** A block lies in the static band, so it cannot be larger than the largest one. */
export const MAX_BLOCK_SIZE = MAX_OFFSET;

/** Ports of one cluster that are held for an owner. */
export interface Reservation {
  /** Stable across runs: the path of its construct. */
  readonly key: string;
  /** The previous path of its construct. */
  readonly formerly?: string;
  readonly owner: string;
  readonly reason: string;
  /** The ports that were written; undefined if a block is to be assigned. */
  readonly ports?: readonly number[];
  /** The ports of a block that was handed out while the app was still being built. */
  readonly given?: readonly number[];
  /** How many consecutive ports to assign. */
  readonly size?: number;
  /** The Services that may use them: namespace and name. */
  readonly services: readonly string[];
  /** Whether only the lock knows it, so that its lines are for another writer to change. */
  readonly isForeign?: boolean;
}

/** The claims of a reservation, one for each of its ports. */
export function reservedClaims(
  cluster: string,
  reservation: Reservation,
  ports: readonly number[],
  admits: string[],
): Claim[] {
  const { key, owner: holder, reason, size } = reservation;
  const owner = { cluster, path: key, reason, reservation: key, holder };
  return ports.map((nodePort) => ({
    kind: ClaimKind.RESERVATION,
    nodePort,
    owner,
    demandsStatic: true,
    assigned: size !== undefined,
    admits,
  }));
}

/** The key of the reservation that a Service draws from: the one that it refers to, or the first that lists it. */
export function drawnFrom(
  owner: ClaimOwner,
  wished: string | undefined,
  reservations: readonly Reservation[],
): string | undefined {
  return (
    wished ??
    reservations
      .filter(({ services }) => services.includes(serviceKey(owner)))
      .map(({ key }) => key)
      .sort()[0]
  );
}

/** Reads `30040`, `30040-30044` or `30040, 30042-30044`, in ascending order. Throws `reservation-invalid`. */
export function parsePortList(text: string, who: string): number[] {
  const ports = new Set<number>();
  for (const part of String(text).split(',')) {
    const match = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part);
    if (!match) throw invalid(who, `ports: ${JSON.stringify(text)} is not a list of ports`);
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (Math.min(first, last) < 1 || Math.max(first, last) > HIGHEST_PORT) {
      throw invalid(who, `ports: '${part.trim()}' is not between 1 and ${HIGHEST_PORT}`);
    }
    if (last < first) throw invalid(who, `ports: '${part.trim()}' is reversed`, `Write '${last}-${first}'`);
    for (let port = first; port <= last; port++) ports.add(port);
  }
  return [...ports].sort((a, b) => a - b);
}

const PORT_LISTS = "Write it as '30040', '30040-30044' or '30040,30042-30044'";

function invalid(who: string, what: string, wayOut = PORT_LISTS): Error {
  return usageError('reservation-invalid', { who, what, wayOut });
}

/** Ports as a person writes them: `30040-30044, 30050`. */
export function printPortList(ports: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const port of ports) {
    const run = runs[runs.length - 1];
    if (run && run[1] === port - 1) run[1] = port;
    else runs.push([port, port]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
