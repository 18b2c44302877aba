import { resolve } from 'node:path';
import { LOCK_FILE, LockSection } from '../../core/lock/lock';
import { shellFlag, shellWord } from '../../core/text/shell';
import { LockFile } from '../../io/records/lock-file';
import { howToRestore } from '../../io/records/lock-input';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** A lock file, and the clusters in it that the command is about. */
interface OpenLock {
  readonly file: LockFile;
  readonly clusters: readonly string[];
}

/** Reads the lock file that flags name. Throws if it does not exist, cannot be read or lacks the named cluster. */
export function openLock(flags: Flags, { cwd }: World): OpenLock {
  const name = flags.text('lock') ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(cwd, name));
  if (!file.exists) throw new UsageError(`${name} does not exist. Name another with --lock FILE`);
  const cluster = flags.text('cluster');
  if (cluster !== undefined && !file.clusters.includes(cluster)) {
    throw unknownCluster(file, cluster, (known) => `Use ${shellFlag('cluster', known)}`);
  }
  return { file, clusters: cluster === undefined ? file.clusters : [cluster] };
}

/** The one selected cluster and its section. Throws if there are several or none. */
export function onlyCluster(
  file: LockFile,
  clusters: readonly string[],
  why: string,
): { readonly cluster: string; readonly section: LockSection } {
  const [cluster, ...others] = clusters;
  const section = cluster === undefined ? undefined : file.section(cluster);
  if (section !== undefined && others.length === 0) return { cluster, section };
  if (cluster === undefined) throw new UsageError(`${file.path} records no cluster. ${howToRestore(file.path)}`);
  throw new UsageError(`${file.path} records ${clusters.join(', ')}, but ${why}. Add ${shellFlag('cluster', cluster)}`);
}

/**
 * The error for a cluster that a lock does not record.
 *
 * @param howToName what to type for one that it records
 */
export function unknownCluster(file: LockFile, cluster: string, howToName: (known: string) => string): UsageError {
  const { who, what, wayOut } = file.lackOf(cluster, howToName);
  return new UsageError(`${who}: ${what}. ${wayOut}`);
}

/** A subcommand to type, which names the same lock file as the flags. */
export function commandOnLock(flags: Flags, subcommand: string, ...args: readonly string[]): string {
  const lock = flags.text('lock');
  const words = [...(lock === undefined ? [] : [shellFlag('lock', lock)]), ...args.map(shellWord)];
  return `cdk8s-nodeport lock ${subcommand} ${words.join(' ')}`;
}
