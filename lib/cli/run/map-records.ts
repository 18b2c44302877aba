import { resolve } from 'node:path';
import { Operands, Records, recordsAmong } from './records';
import { LOCK_FILE } from '../../core/lock/lock';
import { LockFile } from '../../io/records/lock-file';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

const EXAMPLE = 'cdk8s-nodeport map manifests/ --lock nodeports.lock.yaml';

/**
 * Reads the records that flags and operands name, or the default lock if nothing is named. Throws for an invalid one.
 */
export function readRecords({ manifests, locks, snapshots }: Operands, flags: Flags, world: World): Records {
  const named = {
    manifests,
    locks: [...flags.texts('lock'), ...locks],
    snapshots: [...flags.texts('live'), ...snapshots],
  };
  const isBare = [...Object.values(named).flat(), ...flags.texts('claims')].length === 0;
  if (!isBare) return recordsAmong(named, world);
  const lock = LockFile.read(LOCK_FILE, resolve(world.cwd, LOCK_FILE));
  if (!lock.exists) throw new UsageError(`Nothing to draw. Name manifests or records, as in ${EXAMPLE}`);
  return { locks: [lock], snapshots: [] };
}

/** The names of the clusters in the records, each once. */
export function clustersInRecords({ locks, snapshots }: Records): string[] {
  const live = snapshots.map(({ snapshot }) => snapshot.cluster);
  return [...new Set([...live, ...locks.flatMap(({ clusters }) => clusters)])];
}

/** The range of a cluster according to the records. */
export function recordedRange({ locks, snapshots }: Records, cluster: string): string | undefined {
  const live = snapshots.find(({ snapshot }) => snapshot.cluster === cluster)?.snapshot.portRange;
  return (live ?? locks.map((lock) => lock.section(cluster)?.range).find((range) => range !== undefined))?.toString();
}
