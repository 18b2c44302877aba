import { IConstruct } from 'constructs';
import { usageErrorInAppLanguage } from './app-language';
import { perApp } from './per-app';
import { ClusterProfile } from '../../core/cluster/cluster-profile';
import { Acceptance } from '../../core/findings/acceptance';
import { isFrozenIn } from '../../core/lock/frozen';
import { LOCK_FILE, LockSection } from '../../core/lock/lock';
import { Claim } from '../../core/service/claim';
import { claimsBesideIn } from '../../io/records/lock-claims';
import { LockFile } from '../../io/records/lock-file';

/** One cluster of an app, as its registry describes it; shared by the code that judges it. */
export interface Cluster {
  /** The cluster consists of the constructs below this one. */
  readonly scope: IConstruct;
  /** Where findings about the cluster as a whole are reported: its registry, or the app. */
  readonly home: IConstruct;
  readonly profile: ClusterProfile;
  /** Whether warnings are errors. */
  readonly strict: boolean;
  /** Ports held by something outside the app. */
  readonly taken: readonly Claim[];
  readonly acceptances: Acceptance[];
  /** Ports held by records of other apps. */
  readonly foreign: readonly Claim[];
  readonly lock?: ClusterLock;
  /** Where to draw its port map; undefined for no map. */
  readonly mapFile?: string;
  /** Who claims the ports of the app in the cluster; undefined if the app emits no claims. */
  readonly claimedBy?: string;
}

/** The lock file of a cluster. */
export interface ClusterLock {
  readonly file: LockFile;
  /** Whether the lock must not be written, and an outdated lock refuses the app. */
  readonly isFrozen: boolean;
  /** Whether the lock file was not named explicitly: then it is only used once the library assigns a port. */
  readonly isDefault: boolean;
}

/** What a registry's props say about its lock. */
interface LockProps {
  readonly lockFile?: string;
  readonly frozen?: boolean;
  readonly withoutLock?: boolean;
}

/** The lock that a registry describes. Throws `lock-invalid`. */
export function describeLock(
  root: IConstruct,
  { lockFile, frozen, withoutLock = false }: LockProps,
): ClusterLock | undefined {
  if (withoutLock && lockFile !== undefined) {
    throw usageErrorInAppLanguage('lock-invalid', {
      who: lockFile,
      what: 'withoutLock: true contradicts lockFile',
      wayOut: 'Remove one of the two',
    });
  }
  if (withoutLock) return undefined;
  const isFrozen = frozen ?? isFrozenIn(process.env);
  return { file: lockFileOf(root, lockFile ?? LOCK_FILE), isFrozen, isDefault: lockFile === undefined };
}

/** The lock of a cluster; undefined for a default lock that neither has a section for the cluster nor needs one. */
export function activeLock(
  { lock, profile }: Cluster,
  { assignsPorts }: { readonly assignsPorts: boolean },
): ClusterLock | undefined {
  return lock && (!lock.isDefault || assignsPorts || lock.file.clusters.includes(profile.name)) ? lock : undefined;
}

/** The sections of a cluster's lock that do not belong to any cluster of the app. */
export function strayLocksOf({ scope, lock, profile }: Cluster): Map<string, LockSection> {
  const known = new Set([profile.name, ...clustersOf(scope.node.root).map((each) => each.profile.name)]);
  const strays = (lock?.file.clusters ?? []).filter((name) => !known.has(name));
  return new Map(strays.map((name) => [name, lock?.file.section(name) as LockSection]));
}

const lockFiles = perApp(() => new Map<string, LockFile>());

/** A lock file of an app, shared by the clusters that have sections in it. Throws `lock-invalid`. */
function lockFileOf(root: IConstruct, path: string): LockFile {
  const absolute = LockFile.absolute(path);
  const file = lockFiles(root).get(absolute) ?? LockFile.read(path);
  lockFiles(root).set(absolute, file);
  return file;
}

/** What the lock records for a cluster; undefined if there is no section. */
export function lockSectionOf({ lock, profile }: Cluster): LockSection | undefined {
  return lock?.file.section(profile.name, profile.range);
}

/** Ports held by records of other apps, and by Services of other tools that share the lock. */
export function foreignClaimsOf({ foreign, lock, profile: { name } }: Cluster): readonly Claim[] {
  return lock ? [...foreign, ...claimsBesideIn(lock.file, name, ({ from }) => from !== undefined)] : foreign;
}

/** The clusters that constructs declare, by the construct. */
const byScope = new WeakMap<IConstruct, Cluster>();
const declaredIn = perApp((): Cluster[] => []);

/** Makes everything below a construct a separate cluster. */
export function declareCluster(cluster: Cluster): void {
  byScope.set(cluster.scope, cluster);
  declaredIn(cluster.scope).push(cluster);
}

/** Every cluster that an app declares. */
export function clustersOf(root: IConstruct): Cluster[] {
  return declaredIn(root).filter(({ scope }) => isPartOf(root, scope));
}

/** Whether a construct is in a tree and has not been removed from it. */
export function isPartOf(root: IConstruct, construct: IConstruct): boolean {
  if (construct === root) return true;
  const { scope, id } = construct.node;
  return scope !== undefined && scope.node.tryFindChild(id) === construct && isPartOf(root, scope);
}

/** The cluster that a construct itself declares for its subtree. */
export function clusterDeclaredBy(scope: IConstruct): Cluster | undefined {
  return byScope.get(scope);
}

/** The nearest cluster declared at or above a construct; undefined if there is none. */
export function declaredClusterOf(construct: IConstruct): Cluster | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const cluster = byScope.get(scope);
    if (cluster) return cluster;
  }
  return undefined;
}

/** The cluster that a construct belongs to: the nearest declared one, or the default one of the app. */
export function clusterOf(construct: IConstruct): Cluster {
  return declaredClusterOf(construct) ?? defaultCluster(construct);
}

/** The cluster of an app that declares none, with the Kubernetes defaults. Throws `lock-invalid`. */
const defaultCluster = perApp((root): Cluster => ({
  scope: root,
  home: root,
  profile: new ClusterProfile(),
  strict: false,
  taken: [],
  acceptances: [],
  foreign: [],
  lock: describeLock(root, {}),
}));
