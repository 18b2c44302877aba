import { resolve } from 'node:path';
import { configured } from './configured';
import { LOCK_FILE } from '../../core/lock/lock';
import { LockFile } from '../../io/records/lock-file';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** The numbers that `nodeports.yaml` and the lock give to somebody, so that nobody else is advised to take them. */
export function heldNumbers(flags: Flags, cluster: string, world: World): number[] {
  const { taken = [], reservations = [] } = configured(flags, world);
  return [
    ...taken.flatMap(({ nodePort }) => nodePort ?? []),
    ...reservations.flatMap(({ ports = [] }) => ports),
    ...lockedNumbers(flags, cluster, world),
  ];
}

/** The numbers in the lock of a cluster. A lock that was not named counts only if it is there. */
function lockedNumbers(flags: Flags, cluster: string, { cwd }: World): number[] {
  const named = flags.text('lock');
  if (named === undefined && flags.isOn('no-config')) return [];
  const name = named ?? LOCK_FILE;
  const file = LockFile.read(name, resolve(cwd, name));
  if (named !== undefined && !file.exists) throw new UsageError(`${name} does not exist. Name an existing lock file`);
  const [only, ...others] = file.clusters;
  const section = file.section(cluster) ?? (only === undefined || others.length > 0 ? undefined : file.section(only));
  return (section?.entries ?? []).map(({ nodePort }) => nodePort);
}
