import { IConstruct } from 'constructs';
import { usageError } from './app-language';
import { ClusterProfile } from '../../core/cluster/cluster-profile';
import { Acceptance } from '../../core/findings/acceptance';
import { LockSection } from '../../core/lock/lock';
import { Claim } from '../../core/service/claim';
import { LockFile } from '../../io/records/lock-file';

/** One cluster of an app: what its registry says, shared with those who judge it. */
export interface Cluster {
  /** Its findings are those of the constructs below this one. */
  readonly scope: IConstruct;
  /** Where findings about the cluster as a whole are reported: its registry, or the app. */
  readonly home: IConstruct;
  readonly profile: ClusterProfile;
  /** Whether warnings refuse. */
  readonly strict: boolean;
  /** Ports held by something outside the app. */
  readonly taken: readonly Claim[];
  readonly acceptances: Acceptance[];
  /** Ports that the records of others hold. */
  readonly foreign: readonly Claim[];
  readonly lock?: ClusterLock;
  /** Where its port map is drawn; undefined for no map. */
  readonly mapFile?: string;
  /** Who claims the ports of the app in the cluster; undefined where the app emits no claims. */
  readonly claimedBy?: string;
}

/** The lock file of a cluster. */
export interface ClusterLock {
  readonly file: LockFile;
  /** Whether nothing may be written, and a lock that is out of date refuses. */
  readonly isFrozen: boolean;
  /** Whether nobody named it: then it counts only once a port is left to the library. */
  readonly isDefault: boolean;
}

/** What a registry says about its lock. */
export interface LockProps {
  readonly lockFile?: string;
  readonly frozen?: boolean;
  readonly withoutLock?: boolean;
}

/** Where the lock of an app is that names none, beside the folder that it emits to. */
const DEFAULT_LOCK = 'nodeports.lock.yaml';

/** The lock that a registry describes. Throws `lock-invalid`. */
export function describeLock(
  root: IConstruct,
  { lockFile, frozen, withoutLock = false }: LockProps,
): ClusterLock | undefined {
  if (withoutLock && lockFile !== undefined) {
    throw usageError('lock-invalid', {
      who: lockFile,
      what: 'withoutLock: true keeps no lock, and lockFile names one',
      wayOut: 'Remove one of the two',
    });
  }
  if (withoutLock) return undefined;
  const { CI = 'false' } = process.env;
  const isFrozen = frozen ?? !['', '0', 'false'].includes(CI);
  return { file: lockFileOf(root, lockFile ?? DEFAULT_LOCK), isFrozen, isDefault: lockFile === undefined };
}

/**
 * The lock of a cluster, unless it is the default one and neither knows the cluster nor has anything to keep for it.
 */
export function activeLock({ lock, profile }: Cluster, leavesPorts: boolean): ClusterLock | undefined {
  return lock && (!lock.isDefault || leavesPorts || lock.file.clusters.includes(profile.name)) ? lock : undefined;
}

/** The sections of the lock of a cluster that belong to none of the clusters of the app. */
export function strayLocksOf({ scope, lock, profile }: Cluster): Map<string, LockSection> {
  const known = new Set([profile.name, ...clustersOf(scope.node.root).map((each) => each.profile.name)]);
  const strays = (lock?.file.clusters ?? []).filter((name) => !known.has(name));
  return new Map(strays.map((name) => [name, lock?.file.section(name) as LockSection]));
}

const FILES = new WeakMap<IConstruct, Map<string, LockFile>>();

/** A lock file of an app; the clusters that it has sections for share it. Throws `lock-invalid`. */
export function lockFileOf(root: IConstruct, path: string): LockFile {
  const files = FILES.get(root) ?? new Map<string, LockFile>();
  FILES.set(root, files);
  const absolute = LockFile.absolute(path);
  const file = files.get(absolute) ?? LockFile.read(path);
  files.set(absolute, file);
  return file;
}

/** What the lock records of a cluster; undefined where there is none. */
export function lockSectionOf({ lock, profile }: Cluster): LockSection | undefined {
  return lock?.file.section(profile.name, profile.range);
}

const CLUSTERS = new WeakMap<IConstruct, Cluster>();

/** The scopes of the clusters of each app. */
const SCOPES = new WeakMap<IConstruct, IConstruct[]>();

/** Makes everything below a construct a cluster of its own. */
export function declareCluster(cluster: Cluster): void {
  const { root } = cluster.scope.node;
  CLUSTERS.set(cluster.scope, cluster);
  SCOPES.set(root, [...(SCOPES.get(root) ?? []), cluster.scope]);
}

/** Every cluster that an app describes. */
export function clustersOf(root: IConstruct): Cluster[] {
  return (SCOPES.get(root) ?? [])
    .filter((scope) => isPartOf(root, scope))
    .map((scope) => CLUSTERS.get(scope) as Cluster);
}

/** Whether a construct is in a tree, and was not removed from it. */
export function isPartOf(root: IConstruct, construct: IConstruct): boolean {
  if (construct === root) return true;
  const { scope, id } = construct.node;
  return scope !== undefined && scope.node.tryFindChild(id) === construct && isPartOf(root, scope);
}

/** The cluster that a construct itself declares for what is below it. */
export function clusterDeclaredBy(scope: IConstruct): Cluster | undefined {
  return CLUSTERS.get(scope);
}

/** The nearest cluster that is declared at or above a construct; undefined where none is. */
export function declaredClusterOf(construct: IConstruct): Cluster | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const cluster = CLUSTERS.get(scope);
    if (cluster) return cluster;
  }
  return undefined;
}

/** The cluster that a construct belongs to: the nearest declared one, or the default one of the app. */
export function clusterOf(construct: IConstruct): Cluster {
  return declaredClusterOf(construct) ?? defaultCluster(construct.node.root);
}

const DEFAULTS = new WeakMap<IConstruct, Cluster>();

/** The cluster of an app that describes none: Kubernetes' own defaults. Throws `lock-invalid`. */
export function defaultCluster(root: IConstruct): Cluster {
  const known = DEFAULTS.get(root) ?? {
    scope: root,
    home: root,
    profile: new ClusterProfile(),
    strict: false,
    taken: [],
    acceptances: [],
    foreign: [],
    lock: describeLock(root, {}),
  };
  DEFAULTS.set(root, known);
  return known;
}
