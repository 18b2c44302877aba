import { assignBlock } from './port-choice';
import { Reservation } from './reservation';
import { ClusterProfile } from '../cluster/cluster-profile';
import { portRow } from '../cluster/port-row';
import { LockState } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';

/** What determines where a block may be placed. */
interface Ground {
  readonly profile: ClusterProfile;
  readonly record: LockRecord;
  /** Ports that are written or kept for an owner. */
  readonly held: ReadonlySet<number>;
  /** The numbers that are written for Services which draw from a reservation, by its key. */
  readonly drawn: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * The ports of every reservation, by its key: as written, as locked, or a block of consecutive free ports. A
 * reservation without a free block is missing.
 */
export function settleBlocks(
  reservations: readonly Reservation[],
  { profile, record, held, drawn }: Ground,
): Map<string, readonly number[]> {
  const blocks = new Map<string, readonly number[]>();
  for (const { key, ports, given } of reservations) {
    const known = ports ?? given;
    if (known) blocks.set(key, known);
  }
  const sized = reservations.filter(({ key }) => !blocks.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const known = new Map(sized.map(({ key, formerly }) => [key, record.blockOf(key, formerly)]));
  const taken = new Set([...held, ...blocks.values(), ...known.values()].flat());

  for (const reservation of sized) {
    const { key, formerly, size = 1 } = reservation;
    const old = known.get(key) ?? [];
    const isOwn = (port: number) => drawn.get(key)?.has(port) ?? false;
    const isFree = (port: number) => isOwn(port) || isFreeFor(reservation, port, record, taken);
    const block =
      old.length > 0
        ? resize(old, size, (port) => profile.assignable.includes(port) && isFree(port))
        : assignBlock({ key: `${profile.name}/reservation ${formerly ?? key}`, pool: profile.assignable }, size, {
            taken,
            retired: record.withoutOwner(taken),
          });
    if (block === undefined) continue;
    blocks.set(key, block);
    for (const port of block) taken.add(port);
  }
  return blocks;
}

/** A block keeps its first port and grows or shrinks at its end; undefined if something is in the way. */
function resize(old: readonly number[], size: number, isFree: (port: number) => boolean): number[] | undefined {
  const block = portRow(old[0], size);
  return block.every((port) => old.includes(port) || isFree(port)) ? block : undefined;
}

/** A block may grow over ports that it had before: those that Services still draw from it, and those of nobody else. */
function isFreeFor(
  { key, formerly = key }: Reservation,
  port: number,
  record: LockRecord,
  taken: ReadonlySet<number>,
): boolean {
  const state = record.stateIn(key, port) ?? record.stateIn(formerly, port);
  if (state === undefined && record.has(port)) return false;
  return !taken.has(port) || (state !== undefined && state !== LockState.RETIRED);
}
