import { resolve } from 'node:path';
import { Operands } from './records';
import { LOCK_FILE } from '../../core/lock/lock';
import { LockFile } from '../../io/records/lock-file';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

const EXAMPLE = 'cdk8s-nodeport map manifests/ --lock nodeports.lock.yaml';

/** The records that a map is drawn from. */
export interface MapRecords {
  readonly locks: readonly LockFile[];
  readonly snapshots: readonly SnapshotFile[];
}

/**
 * Reads the records that flags and operands name, or the default lock if nothing is named. Throws for an invalid one.
 */
export function readRecords({ manifests, locks, snapshots }: Operands, flags: Flags, { cwd }: World): MapRecords {
  const [lockNames, liveNames] = [
    [...flags.texts('lock'), ...locks],
    [...flags.texts('live'), ...snapshots],
  ];
  const isBare = manifests.length + lockNames.length + liveNames.length + flags.texts('claims').length === 0;
  const read = (isBare ? [LOCK_FILE] : lockNames).map((name) => LockFile.read(name, resolve(cwd, name)));
  const missing = read.find(({ exists }) => !exists);
  if (missing && isBare) throw new UsageError(`Nothing to draw. Name manifests or records, as in ${EXAMPLE}`);
  if (missing) throw new UsageError(`${missing.path} does not exist. Name an existing lock file`);
  return { locks: read, snapshots: liveNames.map((name) => SnapshotFile.read(name, resolve(cwd, name))) };
}

/** The names of the clusters in the records, each once. */
export function clustersInRecords({ locks, snapshots }: MapRecords): string[] {
  const live = snapshots.map(({ snapshot }) => snapshot.cluster);
  return [...new Set([...live, ...locks.flatMap(({ clusters }) => clusters)])];
}

/** The range of a cluster according to the records. */
export function recordedRange({ locks, snapshots }: MapRecords, cluster: string): string | undefined {
  const live = snapshots.find(({ snapshot }) => snapshot.cluster === cluster)?.snapshot.portRange;
  return (live ?? locks.map((lock) => lock.section(cluster)?.range).find((range) => range !== undefined))?.toString();
}
