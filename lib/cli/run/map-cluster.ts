import { findingsIn } from './findings-in';
import { Records } from './records';
import { PlacedClaim } from '../../core/claims/cluster-claim';
import { Finding } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Snapshot, notesOf } from '../../core/live/snapshot';
import { clusterMapOf } from '../../core/map/cluster-map';
import { LockRevision } from '../../core/map/lock-history';
import { ClusterMap } from '../../core/map/port-map';
import { Plan, planOf } from '../../core/plan/plan';
import { ServiceClaims } from '../../core/service/service-claims';
import { count } from '../../core/text/count';
import { lockedClaims } from '../../io/records/lock-claims';
import { LockFile } from '../../io/records/lock-file';
import { lockRevisions } from '../../io/records/lock-revisions';
import { SnapshotFile } from '../../io/records/snapshot-file';
import { ClusterSettings } from '../args/cluster-options';

/** What a map shows of one cluster in addition to its records. */
export interface KnownCluster {
  readonly settings: ClusterSettings;
  readonly services: readonly ServiceClaims[];
  /** How many files the manifests came from. */
  readonly files: number;
  readonly clusterClaims: readonly PlacedClaim[];
  /** Whether the history of its lock is shown. */
  readonly withHistory: boolean;
  readonly prunes: boolean;
}

/** The map of one cluster from its records and its manifests. */
export function mapCluster(known: KnownCluster, records: Records): ClusterMap {
  const { settings, services, clusterClaims, withHistory } = known;
  const { profile, taken } = settings;
  const lock = records.locks.find(({ clusters }) => clusters.includes(profile.name));
  const snapshot = records.snapshots.find((file) => file.snapshot.cluster === profile.name);
  const locked = lock ? lockedClaims(lock, profile.name, profile.name) : [];
  return clusterMapOf({
    profile,
    names: namesOf(known, lock, snapshot),
    services,
    others: taken,
    findings: [
      ...findingsIn({ ...settings, taken: [...taken, ...locked] }, services),
      ...(snapshot ? snapshotFindings(snapshot) : []),
    ],
    lock: lock?.section(profile.name),
    placeInLock: lock && ((nodePort) => lock.placeOf(profile.name, nodePort)),
    clusterClaims,
    live: snapshot?.snapshot,
    plan: snapshot && services.length > 0 ? planFor(snapshot.snapshot, known) : undefined,
    revisions: lock && withHistory ? revisionsOf(lock, profile.name) : undefined,
  });
}

function namesOf(known: KnownCluster, lock: LockFile | undefined, snapshot: SnapshotFile | undefined): string[] {
  const {
    settings: { profile },
    files,
    clusterClaims,
  } = known;
  return [
    ...(profile.minor === undefined ? [] : [`Kubernetes 1.${profile.minor}`]),
    ...(files === 0 ? [] : [`${count(files, 'file')} of manifests`]),
    ...(lock ? [lock.path] : []),
    ...(snapshot ? [snapshot.path] : []),
    ...(clusterClaims.length > 0 ? [`${count(clusterClaims.length, 'claim')} of the cluster`] : []),
  ];
}

function planFor(snapshot: Snapshot, { services, settings: { profile }, prunes }: KnownCluster): Plan {
  const kubernetesVersion = profile.minor === undefined ? undefined : `1.${profile.minor}`;
  return planOf(snapshot, services, { prune: prunes, kubernetesVersion });
}

function revisionsOf(lock: LockFile, cluster: string): LockRevision[] {
  return lockRevisions(lock.path, lock.absolute).map(({ day, commit, lock: sections }) => ({
    day,
    commit,
    section: sections.get(cluster),
  }));
}

/** What is unusual about a live cluster, as further findings. */
function snapshotFindings({ snapshot, path }: SnapshotFile): Finding[] {
  return notesOf(snapshot).map(({ nodePort, text }) => ({
    code: 'live',
    severity: Severity.WARNING,
    cluster: snapshot.cluster,
    path,
    nodePort,
    message: `${text}.`,
  }));
}
