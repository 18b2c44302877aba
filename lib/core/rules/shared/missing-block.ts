import { RuleResult } from '../rule';
import { largerStaticBands, widenTo } from './wider-range';
import { Reservation, printPortList } from '../../assign/reservation';
import { NodePortBands } from '../../cluster/bands';
import { nameCluster } from '../../cluster/cluster-profile';
import { PortRange } from '../../cluster/port-range';
import { portRow } from '../../cluster/port-row';
import { Ledger } from '../../ledger/ledger';
import { LockEntry, LockState, nameEntry } from '../../lock/lock';
import { LockRecord } from '../../lock/lock-record';
import { shellFlag } from '../../text/shell';

/** A block without enough consecutive free ports, or one that cannot grow in place. */
export function missingBlock(reservation: Reservation, ledger: Ledger): RuleResult {
  const { key, size = 1, formerly } = reservation;
  const known = new LockRecord(ledger.record.lock, new Set()).blockOf(key, formerly);
  if (known.length > 0) return cannotGrow(reservation, known, ledger);
  const { bands } = ledger.profile;
  const what =
    `there is no block of ${size} free ports in the static band ${bands.staticBand} of ` +
    `${nameCluster(ledger.profile)}`;
  const range = rangeWithRoom(size, ledger);
  const wayOut = range
    ? `${widenTo(`${range}`)}, or reserve fewer`
    : 'Reserve fewer, or remove a Service or a reservation that is not needed any more';
  return { path: key, what, wayOut };
}

/** A range whose static band has room for a block; undefined if there is none. */
function rangeWithRoom(size: number, { profile, byPort, locked }: Ledger): PortRange | undefined {
  const hasRoom = (range: PortRange): boolean => {
    const ports = profile.assignableIn(NodePortBands.of(range));
    const free = new Set(ports.filter((port) => !byPort.has(port) && !locked.has(port)));
    return ports.some((first) => portRow(first, size).every((port) => free.has(port)));
  };
  return largerStaticBands(profile.bands, size).find(hasRoom);
}

function cannotGrow(reservation: Reservation, known: readonly number[], ledger: Ledger): RuleResult {
  const { key, size = 1 } = reservation;
  const added = portRow(known[0], size).filter((port) => !known.includes(port));
  const [obstacle] = added.flatMap((port) => obstacleAt(port, reservation, ledger) ?? []);
  const instead = `size: ${known.length} and add a second reservation`;
  return {
    path: key,
    what: `it holds ${printPortList(known)} and cannot grow to ${size} ports in a row: ${obstacle?.what}`,
    wayOut:
      `${obstacle?.wayOut ? `${obstacle.wayOut}, or keep` : 'Keep'} ${instead}, or delete its lines, such as ` +
      `${known[0]}: {…}, of ${ledger.lockFile}, but not their comments, to let the whole block move`,
  };
}

/** What is in the way of a block, and how to remove it if that is one command. */
interface Obstacle {
  readonly what: string;
  readonly wayOut?: string;
}

/** What keeps a block from growing over a port; undefined if nothing does. */
export function obstacleAt(port: number, reservation: Reservation, ledger: Ledger): Obstacle | undefined {
  const { byPort, locked, profile } = ledger;
  const { staticBand } = profile.bands;
  if (!staticBand.contains(port)) return { what: `${port} is outside the static band ${staticBand}` };
  const claims = byPort.get(port) ?? [];
  if (claims.some((claim) => ledger.draws(claim, reservation))) return undefined;
  const rival = claims.find(({ owner }) => owner.reservation !== reservation.key);
  if (rival) return { what: `${port} is held by ${rival.owner.path || 'the app'}` };
  const entry = locked.get(port);
  if (entry && entry.reservation !== reservation.key) return obstacleOf(entry, ledger);
  return profile.assignable.includes(port)
    ? undefined
    : { what: `${port} is one of the ports that are never assigned` };
}

function obstacleOf(entry: LockEntry, { lockFile, profile }: Ledger): Obstacle {
  const { nodePort, state } = entry;
  if (state !== LockState.RETIRED) return { what: `${nodePort} is locked to ${nameEntry(entry)}` };
  const flags = `${shellFlag('lock', lockFile)} ${shellFlag('cluster', profile.name)}`;
  return {
    what: `${nodePort} is retired, and belonged to ${nameEntry(entry)}`,
    wayOut: `Release it: npx cdk8s-nodeport lock release ${flags} ${nodePort}`,
  };
}
