import { assignBlock } from './port-choice';
import { Reservation } from './reservation';
import { ClusterProfile } from '../cluster/cluster-profile';
import { portRow } from '../cluster/port-row';
import { LockRecord } from '../lock/lock-record';

/** What determines where a block may be placed. */
interface Ground {
  readonly profile: ClusterProfile;
  readonly record: LockRecord;
  /** Ports that are written or kept for an owner. */
  readonly held: ReadonlySet<number>;
}

/**
 * The ports of every reservation, by its key: as written, as locked, or a block of consecutive free ports. A
 * reservation without a free block is missing.
 */
export function settleBlocks(
  reservations: readonly Reservation[],
  { profile, record, held }: Ground,
): Map<string, readonly number[]> {
  const blocks = new Map<string, readonly number[]>();
  for (const { key, ports, given } of reservations) {
    const known = ports ?? given;
    if (known) blocks.set(key, known);
  }
  const sized = reservations.filter(({ key }) => !blocks.has(key)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const known = new Map(sized.map(({ key, formerly }) => [key, record.blockOf(key, formerly)]));
  const taken = new Set([...held, ...blocks.values(), ...known.values()].flat());

  for (const { key, formerly, size = 1 } of sized) {
    const old = known.get(key) ?? [];
    const block =
      old.length > 0
        ? resize(old, size, (port) => profile.assignable.includes(port) && !record.has(port) && !taken.has(port))
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
