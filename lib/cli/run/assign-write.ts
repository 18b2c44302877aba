import { AssignCluster } from './assign-cluster';
import { Assignment } from './assign-numbers';
import { RewriteFailure, RewrittenFiles } from '../../io/files/rewritten-files';
import { UsageError } from '../args/command';
import { World } from '../world';

/**
 * Writes an assignment: the lock before any manifest, so that no manifest has a number that is not recorded. Throws
 * `UsageError` where a file cannot be written, or `ChangedMeanwhile` where one was changed since it was read. Then
 * every manifest is as it was.
 */
export function writeAssignment(
  { rewrites, stdout, nextLock }: Assignment,
  cluster: AssignCluster,
  world: World,
): void {
  const files = attempt(() => new RewrittenFiles(rewrites));
  try {
    // Otherwise the lock would hold what this run assigns, and the next attempt would not report it as a change.
    attempt(() => files.requireUnchanged());
    if (nextLock !== undefined) cluster.file.write(new Map([[cluster.settings.profile.name, nextLock]]));
    attempt(() => files.commit());
  } finally {
    files.discard();
  }
  if (stdout !== undefined) world.stdout.write(stdout);
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RewriteFailure)) throw error;
    const wayOut = 'Make it writable, and run the same command again';
    throw new UsageError(`${error.path} cannot be written: ${error.message}. No manifest is changed. ${wayOut}`);
  }
}
