import { resolve } from 'node:path';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { hasUnread } from '../../core/findings/problem';
import { LOCK_FILE, LockSection } from '../../core/lock/lock';
import { importPorts } from '../../core/lock/lock-edits';
import { Claim } from '../../core/service/claim';
import { shellFlag } from '../../core/text/shell';
import { LockFile } from '../../io/records/lock-file';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { tellProblems } from '../run/conclude';
import { inputSettings } from '../run/input-settings';
import { readInputs } from '../run/intake';
import { writeEdit } from '../run/lock-edit';
import { Operands, claimsOfSnapshot, snapshotsOf, sortOperands } from '../run/records';
import { World } from '../world';

/**
 * Records the static ports that manifests and snapshots have already, so that an app which takes the Services over
 * keeps them.
 */
export async function importIntoLock({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  const sorted = sortOperands(operands);
  if (sorted.locks.length > 0) {
    throw new UsageError(
      `${sorted.locks[0]} is a lock file, but only manifests and snapshots can be imported. Name the lock to be ` +
        `written with --lock FILE`,
    );
  }
  const name = flags.text('lock') ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(world.cwd, name));
  const snapshots = snapshotsOf(sorted, world);
  const cluster = flags.text('cluster') ?? clusterOf(file, snapshots[0]);
  const range = rangeOf(flags, file.section(cluster), snapshots[0], `${name}, cluster ${cluster},`);
  const written = await writtenClaims(sorted, cluster, flags, world);
  if (written === undefined) return ExitCode.COULD_NOT_RUN;
  const namespaces = flags.texts('namespace');
  const claims = [...snapshots.flatMap((each) => claimsOfSnapshot(each, cluster)), ...written].filter(
    ({ owner }) => namespaces.length === 0 || namespaces.includes(owner.namespace ?? 'default'),
  );
  return writeEdit(file, cluster, importPorts(file.section(cluster), claims, range), 'recorded', world);
}

/** The cluster in the lock, else the cluster of the snapshot. */
function clusterOf({ path, clusters }: LockFile, snapshot: SnapshotFile | undefined): string {
  const named = snapshot?.snapshot.cluster;
  if (named !== undefined && (clusters.length === 0 || clusters.includes(named))) return named;
  const [only = 'default', ...others] = clusters;
  if (others.length === 0) return only;
  throw new UsageError(
    `${path} records ${clusters.join(', ')}, but lock import works on one cluster at a time. ` +
      `Add ${shellFlag('cluster', only)}`,
  );
}

/** The range of the lock or the snapshot; a flag cannot change it, since ports were chosen in it. */
function rangeOf(
  flags: Flags,
  section: LockSection | undefined,
  snapshot: SnapshotFile | undefined,
  who: string,
): PortRange {
  const given = flags.text('range');
  const stated = given === undefined ? undefined : PortRange.parse(given);
  const ranges = [stated, section?.range, snapshot?.snapshot.portRange].filter((range) => range !== undefined);
  const [range = PortRange.parse(DEFAULT_PORT_RANGE), ...others] = ranges;
  const other = others.find((each) => each.toString() !== range.toString());
  if (other === undefined) return range;
  throw new UsageError(
    `${who} would have two ranges, ${range} and ${other}. Remove --range, take the snapshot with --range ` +
      `${range}, or give the registry of the app the range that the cluster has`,
  );
}

/** Undefined if a part cannot be read, after printing why: a record must be complete. */
async function writtenClaims(
  sorted: Operands,
  cluster: string,
  flags: Flags,
  world: World,
): Promise<Claim[] | undefined> {
  if (sorted.manifests.length === 0 && sorted.snapshots.length > 0) return [];
  const { services, problems } = await readInputs(sorted.manifests, cluster, world, {
    demandsOf: () => ({ demandsStatic: true }),
    ...inputSettings(flags, world),
    command: 'lock import',
  });
  tellProblems(problems, world);
  return hasUnread(problems) ? undefined : services.flatMap((service) => service.claims);
}
