import { LockEdit } from '../../core/lock/lock-edits';
import { count } from '../../core/text/count';
import { lineStart, printable } from '../../core/text/printable';
import { LockFile } from '../../io/records/lock-file';
import { ExitCode } from '../args/command';
import { World, tell } from '../world';

/** Writes an edited section, completely or not at all, and reports the result. */
export function writeEdit(file: LockFile, cluster: string, edit: LockEdit, done: string, world: World): ExitCode {
  const { section, changed, obstacles, skipped } = edit;
  for (const text of skipped) tell(world, `warning: ${text}. It was skipped.`);
  for (const text of obstacles) tell(world, `${text}.`);
  if (obstacles.length > 0) {
    tell(world, `${file.path} was not changed.`);
    return ExitCode.FINDINGS;
  }
  if (changed > 0) file.write(new Map([[cluster, section]]));
  world.stdout.write(`${lineStart(file.path)}: ${count(changed, 'port')} of ${printable(cluster)} ${done}.\n`);
  return ExitCode.CLEAN;
}
