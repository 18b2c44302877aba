import { resolve } from 'node:path';
import { UsageError } from './command';
import { World } from './world';
import { Claim } from '../core/claim';
import { lockedClaims } from '../io/lock-claims';
import { LockFile } from '../io/lock-file';
import { liveClaims } from '../io/snapshot-claims';
import { SnapshotFile } from '../io/snapshot-file';

/** The operands of a command line: what holds manifests, and the records that it names. */
export interface Sorted {
  readonly manifests: readonly string[];
  readonly locks: readonly string[];
  readonly snapshots: readonly string[];
}

/** Tells records from manifests by their names; a record that is named twice counts once. */
export function sortOperands(operands: readonly string[]): Sorted {
  const named = (pattern: RegExp) => [...new Set(operands.filter((operand) => pattern.test(operand)))];
  return { manifests: operands.filter((operand) => !LOCK.test(operand) && !SNAPSHOT.test(operand)), locks: named(LOCK), snapshots: named(SNAPSHOT) };
}

const LOCK = /\.lock\.ya?ml$/;
const SNAPSHOT = /\.snapshot\.ya?ml$/;

/** The ports that records hold in a cluster. Throws where one cannot be read, or where a lock records several clusters and not this one. */
export function claimsOfRecords({ locks, snapshots }: Sorted, cluster: string, { cwd }: World): Claim[] {
  const locked = locks.flatMap((name) => claimsOfLock(LockFile.read(name, resolve(cwd, name)), cluster));
  const live = snapshots.flatMap((name) => liveClaims(SnapshotFile.read(name, resolve(cwd, name)), cluster));
  return [...locked, ...live];
}

function claimsOfLock(file: LockFile, cluster: string): Claim[] {
  if (!file.exists) throw new UsageError(`${file.path} is not there. Name a lock file that is`);
  const [only, ...others] = file.clusters;
  const section = file.clusters.includes(cluster) || only === undefined ? cluster : only;
  if (section === cluster || others.length === 0) return lockedClaims(file, section, cluster);
  throw new UsageError(`${file.path} records ${file.clusters.join(', ')}, and not ${cluster}. Add --cluster ${only}`);
}
