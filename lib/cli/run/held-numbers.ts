import { resolve } from 'node:path';
import { configured } from './configured';
import { claimsOfLock, existingLock, sectionOf } from './records';
import { LOCK_FILE } from '../../core/lock/lock';
import { shellFlag } from '../../core/text/shell';
import { LockFile } from '../../io/records/lock-file';
import { Flags } from '../args/command';
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

/** The numbers in the lock of a cluster. A lock that was not named counts only if it is there, and of this cluster. */
function lockedNumbers(flags: Flags, cluster: string, world: World): number[] {
  const named = flags.text('lock');
  if (named !== undefined) {
    const claims = claimsOfLock(
      existingLock(named, world),
      cluster,
      () => `Remove ${shellFlag('lock', named)}, or name the lock of ${cluster}`,
    );
    return claims.flatMap(({ nodePort }) => nodePort ?? []);
  }
  if (flags.isOn('no-config')) return [];
  const file = LockFile.read(LOCK_FILE, resolve(world.cwd, LOCK_FILE));
  return (sectionOf(file, cluster)?.entries ?? []).map(({ nodePort }) => nodePort);
}
