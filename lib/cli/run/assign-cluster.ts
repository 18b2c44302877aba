import { resolve } from 'node:path';
import { configured } from './configured';
import { Records, rangeOfRecords } from './records';
import { Reservation } from '../../core/assign/reservation';
import { lockedReservations } from '../../core/filling/locked-reservations';
import { LOCK_FILE, LockSection } from '../../core/lock/lock';
import { LockWriter, isOfAnother } from '../../core/lock/lock-writer';
import { Claim, serviceKey } from '../../core/service/claim';
import { ServiceClaims } from '../../core/service/service-claims';
import { readClaimsFile } from '../../io/records/claims-file';
import { repositoryOf } from '../../io/records/git-remote';
import { claimsBesideIn } from '../../io/records/lock-claims';
import { LockFile } from '../../io/records/lock-file';
import { claimsInCluster } from '../../io/records/recorded-claims';
import { ClusterSettings, clusterSettings } from '../args/cluster-options';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** The cluster that manifests are filled in for, and its lock. */
export interface AssignCluster {
  readonly settings: ClusterSettings;
  readonly file: LockFile;
  readonly section?: LockSection;
  /** Those that `nodeports.yaml` describes, and those that an app recorded in the lock. */
  readonly reservations: readonly Reservation[];
}

/**
 * Reads the cluster from flags, `nodeports.yaml` and the lock. Throws `UsageError` where it is unclear which it is.
 *
 * @param records other records of the cluster, whose range counts if nothing else gives one
 */
export function assignCluster(flags: Flags, records: Records, world: World): AssignCluster {
  const config = configured(flags, world);
  const name = flags.text('lock') ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(world.cwd, name));
  const cluster = flags.text('cluster') ?? config.description?.cluster ?? clusterInLock(file);
  const locks = file.section(cluster) === undefined ? records.locks : [file, ...records.locks];
  const portRange =
    flags.text('range') ?? config.description?.portRange ?? rangeOfRecords({ ...records, locks }, cluster);
  const settings = clusterSettings(flags, { ...config, description: { ...config.description, cluster, portRange } });
  const section = file.section(cluster, settings.profile.range);
  const described = config.reservations ?? [];
  return { settings, file, section, reservations: [...described, ...lockedReservations(section, described)] };
}

function clusterInLock({ path, clusters }: LockFile): string {
  const [only = 'default', ...others] = clusters;
  if (others.length === 0) return only;
  throw new UsageError(
    `${path} records ${clusters.join(', ')}, but assign works on one cluster at a time. Add --cluster ${only}, or ` +
      `write cluster: ${only} into nodeports.yaml`,
  );
}

/** The ports that the lock keeps for Services outside the given ones, and for those of an app. */
export function claimsOfOthers(
  { file, settings: { profile } }: AssignCluster,
  given: readonly ServiceClaims[],
  writer: LockWriter,
): Claim[] {
  const present = new Set(given.map(({ owner }) => serviceKey(owner)));
  return claimsBesideIn(file, profile.name, (entry) => isOfAnother(entry, writer, present));
}

/** The ports that are claimed in the cluster, from the files that flags name. */
export function claimedPorts(flags: Flags, cluster: string, { cwd, env }: World): Claim[] {
  const claims = flags.texts('claims').flatMap((name) => readClaimsFile(name, resolve(cwd, name)));
  return claims.length === 0 ? [] : claimsInCluster(claims, cluster, repositoryOf(cwd, env));
}
