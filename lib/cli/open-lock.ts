import { resolve } from 'node:path';
import { Flags, UsageError } from './command';
import { didYouMean } from './nearest';
import { World } from './world';
import { Claim } from '../core/claim';
import { lockedClaims } from '../io/lock-claims';
import { LockFile } from '../io/lock-file';

/** Where an app has its lock, unless it says otherwise. */
const LOCK_FILE = 'nodeports.lock.yaml';

/** A lock file and the clusters of it that count. */
export interface OpenLock {
  readonly file: LockFile;
  readonly clusters: readonly string[];
}

/** Reads the lock file that flags name. Throws where it is not there, cannot be read, or records no such cluster. */
export function openLock(flags: Flags, { cwd }: World): OpenLock {
  const name = flags.text('lock') ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(cwd, name));
  if (!file.exists) throw new UsageError(`${name} is not there. Name another with --lock FILE`);
  const cluster = flags.text('cluster');
  if (cluster !== undefined && !file.clusters.includes(cluster)) {
    throw new UsageError(`${name} records no cluster ${cluster}, only ${file.clusters.join(', ') || 'none at all'}.${didYouMean(cluster, file.clusters)}`);
  }
  return { file, clusters: cluster === undefined ? file.clusters : [cluster] };
}

/** Whether an operand names a lock file rather than manifests. */
export function isLockFile(operand: string): boolean {
  return /\.lock\.ya?ml$/.test(operand);
}

/** The ports that lock files hold in a cluster. Throws where one cannot be read, or records several clusters and not this one. */
export function claimsOfLocks(names: readonly string[], cluster: string, { cwd }: World): Claim[] {
  return names.flatMap((name) => {
    const file = LockFile.read(name, resolve(cwd, name));
    if (!file.exists) throw new UsageError(`${name} is not there. Name a lock file that is`);
    const [only, ...others] = file.clusters;
    const section = file.clusters.includes(cluster) || only === undefined ? cluster : only;
    if (section !== cluster && others.length > 0) throw new UsageError(`${name} records ${file.clusters.join(', ')}, and not ${cluster}. Add --cluster ${only}`);
    return lockedClaims(file, section, cluster);
  });
}
