import { assignBlock } from './port-choice';
import { Reservation } from './reservation';
import { ClusterProfile } from '../cluster/cluster-profile';
import { portRow } from '../cluster/port-row';
import { compareText } from '../findings/place';
import { LockState } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';

/** What determines where a block may be placed. */
interface BlockContext {
  readonly profile: ClusterProfile;
  readonly record: LockRecord;
  /** Ports that are written or kept for an owner. */
  readonly held: ReadonlySet<number>;
  /** Whether a number is written for a Service that draws from the reservation with a key. */
  readonly isDrawn: (key: string, port: number) => boolean;
}

/**
 * The ports of every reservation, by its key: as written, as locked, or a block of consecutive free ports. A
 * reservation without a free block is missing.
 */
export function settleBlocks(
  reservations: readonly Reservation[],
  context: BlockContext,
): Map<string, readonly number[]> {
  const { record, held } = context;
  const blocks = new Map<string, readonly number[]>();
  for (const { key, ports, given } of reservations) {
    const known = ports ?? given;
    if (known) blocks.set(key, known);
  }
  const sized = reservations
    .filter(({ key }) => !blocks.has(key))
    .map((reservation) => ({ reservation, old: record.blockOf(reservation.key, reservation.formerly) }))
    .sort((a, b) => compareText(a.reservation.key, b.reservation.key));
  const taken = new Set([...held, ...blocks.values(), ...sized.map(({ old }) => old)].flat());

  for (const { reservation, old } of sized) {
    const block =
      old.length > 0 ? resizedBlock(reservation, old, context, taken) : newBlock(reservation, context, taken);
    if (block === undefined) continue;
    blocks.set(reservation.key, block);
    for (const port of block) taken.add(port);
  }
  return blocks;
}

function newBlock(
  { key, formerly = key, size = 1 }: Reservation,
  { profile, record }: BlockContext,
  taken: ReadonlySet<number>,
): number[] | undefined {
  const demand = { key: `${profile.name}/reservation ${formerly}`, pool: profile.assignable };
  return assignBlock(demand, size, { taken, retired: record.withoutOwner(taken) });
}

/** A block keeps its first port and grows or shrinks at its end; undefined if something is in the way. */
function resizedBlock(
  reservation: Reservation,
  old: readonly number[],
  { profile, record, isDrawn }: BlockContext,
  taken: ReadonlySet<number>,
): number[] | undefined {
  const { key, size = 1 } = reservation;
  const isFree = (port: number) => isDrawn(key, port) || isFreeFor(reservation, port, record, taken);
  const block = portRow(old[0], size);
  return block.every((port) => old.includes(port) || (profile.assignable.includes(port) && isFree(port)))
    ? block
    : undefined;
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
