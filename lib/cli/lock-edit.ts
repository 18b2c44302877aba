import { ExitCode } from './command';
import { World } from './world';
import { LockEdit } from '../core/lock-edits';
import { LockFile } from '../io/lock-file';
import { printable } from '../report/printable';

/** Writes an edited section, whole or not at all, and says what became of it. */
export function writeEdit(file: LockFile, cluster: string, edit: LockEdit, done: string, { stdout, stderr }: World): ExitCode {
  const { section, changed, obstacles, skipped } = edit;
  for (const text of skipped) stderr.write(`cdk8s-nodeport: warning: ${printable(text)}. It is left out.\n`);
  for (const text of obstacles) stderr.write(`cdk8s-nodeport: ${printable(text)}.\n`);
  if (obstacles.length > 0) {
    stderr.write(`cdk8s-nodeport: ${printable(file.path)} is left as it is.\n`);
    return ExitCode.FINDINGS;
  }
  if (changed > 0) file.write(new Map([[cluster, section]]));
  stdout.write(`${printable(file.path)}: ${changed} ${changed === 1 ? 'port' : 'ports'} of ${printable(cluster)} ${done}.\n`);
  return ExitCode.CLEAN;
}
