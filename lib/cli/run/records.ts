import { resolve } from 'node:path';
import { PortRange } from '../../core/cluster/port-range';
import { LockSection } from '../../core/lock/lock';
import { Claim } from '../../core/service/claim';
import { shellFlag } from '../../core/text/shell';
import { lockedClaims } from '../../io/records/lock-claims';
import { LockFile } from '../../io/records/lock-file';
import { howToRestore } from '../../io/records/lock-input';
import { liveClaims } from '../../io/records/snapshot-claims';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { UsageError } from '../args/command';
import { World } from '../world';

/** The operands of a command line, separated into manifests and records. */
export interface Operands {
  readonly manifests: readonly string[];
  readonly locks: readonly string[];
  readonly snapshots: readonly string[];
}

/** Separates records from manifests by their names; a record that is named twice counts once. */
export function sortOperands(operands: readonly string[]): Operands {
  const named = (pattern: RegExp) => [...new Set(operands.filter((operand) => pattern.test(operand)))];
  return {
    manifests: operands.filter((operand) => !LOCK.test(operand) && !SNAPSHOT.test(operand)),
    locks: named(LOCK),
    snapshots: named(SNAPSHOT),
  };
}

const LOCK = /\.lock\.ya?ml$/;
const SNAPSHOT = /\.snapshot\.ya?ml$/;

/** The records that a command line names, as they were read. */
export interface Records {
  readonly locks: readonly LockFile[];
  readonly snapshots: readonly SnapshotFile[];
}

/** Reads the records among the operands. Throws if one does not exist or cannot be read. */
export function recordsAmong(sorted: Operands, world: World): Records {
  return { locks: sorted.locks.map((name) => existingLock(name, world)), snapshots: snapshotsOf(sorted, world) };
}

/** The ports that records hold in a cluster. Throws if one of them is of another cluster. */
export function claimsOfRecords({ locks, snapshots }: Records, cluster: string): Claim[] {
  const locked = locks.flatMap((file) => claimsOfLock(file, cluster));
  return [...locked, ...snapshots.flatMap((file) => claimsOfSnapshot(file, cluster))];
}

/** The range of a cluster according to records. Throws if two of them have different ranges for it. */
export function rangeOfRecords({ locks, snapshots }: Records, cluster: string): string | undefined {
  const [first, ...others] = [
    ...snapshots
      .filter((file) => mayBeOf(file, cluster))
      .map(({ path, snapshot }) => rangeIn(path, snapshot.portRange)),
    ...locks.map((file) => rangeIn(file.path, sectionOf(file, cluster)?.range)),
  ].flatMap((recorded) => recorded ?? []);
  const other = others.find(({ range }) => range !== first.range);
  if (other === undefined) return first?.range;
  throw new UsageError(
    `${first.path} has range ${first.range} for cluster ${cluster}, but ${other.path} has ${other.range}. Name the ` +
      `actual one: ${shellFlag('range', first.range)}`,
  );
}

function rangeIn(path: string, range: PortRange | undefined): { path: string; range: string } | undefined {
  return range && { path, range: range.toString() };
}

/** What a lock records for a cluster; undefined if it does not record the cluster. */
export function sectionOf(file: LockFile, cluster: string): LockSection | undefined {
  const own = sectionNameOf(file, cluster);
  return own === undefined ? undefined : file.section(own);
}

/** The snapshots among the operands. Throws `snapshot-invalid`. */
export function snapshotsOf({ snapshots }: Operands, { cwd }: World): SnapshotFile[] {
  return snapshots.map((name) => SnapshotFile.read(name, resolve(cwd, name)));
}

/** A default name does not identify a cluster. */
const UNNAMED = 'default';

/** The ports of a snapshot. Throws if it is known to be of another cluster. */
export function claimsOfSnapshot(file: SnapshotFile, cluster: string): Claim[] {
  if (mayBeOf(file, cluster)) return liveClaims(file, cluster);
  const { cluster: name } = file.snapshot;
  throw new UsageError(
    `${file.path} is for cluster ${name}, not ${cluster}. Remove it, or add ${shellFlag('cluster', name)}`,
  );
}

function mayBeOf({ snapshot }: SnapshotFile, cluster: string): boolean {
  return [snapshot.cluster, UNNAMED].includes(cluster) || snapshot.cluster === UNNAMED;
}

/** A lock that a command line names. Throws if it does not exist or cannot be read. */
export function existingLock(name: string, { cwd }: World): LockFile {
  const file = LockFile.read(name, resolve(cwd, name));
  if (file.exists) return file;
  throw new UsageError(`${file.path} does not exist. Name an existing lock file`);
}

/**
 * The ports in a lock. Throws if it records none of this cluster.
 *
 * @param howToName what to type if it is of another cluster, which is given
 */
export function claimsOfLock(
  file: LockFile,
  cluster: string,
  howToName = (other: string) =>
    `${cluster === UNNAMED ? 'Add' : 'Leave it out, or add'} ${shellFlag('cluster', other)}`,
): Claim[] {
  const { clusters } = file;
  const [only] = clusters;
  if (only === undefined) throw new UsageError(`${file.path} records no cluster. ${howToRestore(file.path)}`);
  const own = sectionNameOf(file, cluster);
  if (own !== undefined) return lockedClaims(file, own, cluster);
  throw new UsageError(`${file.path} records ${clusters.join(', ')}, but not ${cluster}. ${howToName(only)}`);
}

/** The name under which a lock records a cluster: its own, or that of the only section where either is unnamed. */
function sectionNameOf({ clusters }: LockFile, cluster: string): string | undefined {
  if (clusters.includes(cluster)) return cluster;
  const [only, ...others] = clusters;
  return others.length === 0 && [only, cluster].includes(UNNAMED) ? only : undefined;
}
