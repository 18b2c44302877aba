import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { readLock } from './lock-reader';
import { Lock } from '../../core/lock/lock';

/** The lock after the last commit of a day. */
interface LockRevisionFile {
  /** The date of the commit, such as 2026-03-31. */
  readonly day: string;
  /** The abbreviated commit. */
  readonly commit: string;
  readonly lock: Lock;
}

const WAY_OUT = 'Commit the lock to git, or remove --history';

/** A lock of many clusters over years takes some megabytes. */
const MAX_HISTORY_BYTES = 512 * 1024 * 1024;

/**
 * The history of a lock file in git, oldest first, one revision per day; unreadable revisions are left out.
 *
 * Throws if git is missing or does not track the file.
 */
export function lockRevisions(path: string, absolute: string): LockRevisionFile[] {
  const file = `./${basename(absolute)}`;
  const log = git(path, absolute, ['log', '--reverse', '--format=%h %cs', '--', file]);
  const lines = log.split('\n').filter((line) => line !== '');
  if (lines.length === 0) throw new Error(`${path} has no history in git. ${WAY_OUT}`);
  const lastOfDay = new Map(lines.map((line) => line.split(' ')).map(([commit, day]) => [day, commit]));
  return [...lastOfDay].flatMap(([day, commit]) => {
    const lock = readRevision(path, () => git(path, absolute, ['show', `${commit}:${file}`]));
    return lock === undefined ? [] : [{ day, commit, lock }];
  });
}

/** A commit may have removed the file, or left conflict markers in it. */
function readRevision(path: string, text: () => string): Lock | undefined {
  try {
    return readLock(path, text()).lock;
  } catch {
    return undefined;
  }
}

function git(path: string, absolute: string, args: readonly string[]): string {
  const options = { cwd: dirname(absolute), encoding: 'utf8', maxBuffer: MAX_HISTORY_BYTES } as const;
  const { error, status, stdout, stderr } = spawnSync('git', args, options);
  if (error) throw new Error(`--history needs git, which cannot be run: ${error.message}. ${WAY_OUT}`);
  if (status !== 0) throw new Error(`git does not know the history of ${path}: ${stderr.trim()}. ${WAY_OUT}`);
  return stdout;
}
