import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { usageError } from '../../core/findings/finding';

/** How long to wait for another process, in milliseconds. */
const GUARD_TIMEOUT_MS = 15_000;
const PAUSE = 5;
/** How long a guard may be without its number, in milliseconds. */
const BIRTH = 2_000;

/**
 * Does a piece of work while no other process does the same for a file.
 *
 * A guard file beside it holds the number of the process at work. A guard whose process is gone is taken away, so that a killed process
 * blocks nobody.
 */
export function exclusively<T>(path: string, work: () => T): T {
  const guard = join(dirname(path), `.${basename(path)}.guard`);
  acquire(guard);
  try {
    removeLeftovers(guard);
    return work();
  } finally {
    rmSync(guard, { force: true });
  }
}

function acquire(guard: string): void {
  for (const end = Date.now() + GUARD_TIMEOUT_MS; ;) {
    try {
      writeFileSync(guard, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(guard);
    if (holder !== undefined && !isAtWork(guard, holder)) removeStale(guard, holder);
    else if (Date.now() > end) throw waitedInVain(guard, holder);
    else pause();
  }
}

function waitedInVain(guard: string, holder: string | undefined): Error {
  return usageError('lock-invalid', { who: guard, what: `process ${holder} is writing, for ${GUARD_TIMEOUT_MS / 1000} seconds already`, wayOut: `Remove the file if that is not so: rm '${guard}'` });
}

function holderOf(guard: string): string | undefined {
  try {
    return readFileSync(guard, 'utf8');
  } catch {
    return undefined;
  }
}

/** A guard without a number is one that is being made, or whose maker was killed just then. */
function isAtWork(guard: string, holder: string): boolean {
  if (/^\d+$/.test(holder)) return isAlive(Number(holder));
  const { mtimeMs } = statSync(guard, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs < BIRTH;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes a dead process's guard away, and puts it back where another process was faster and it is a new one. */
function removeStale(guard: string, dead: string): void {
  const aside = `${guard}-stale-${process.pid}`;
  try {
    renameSync(guard, aside);
  } catch {
    return;
  }
  const taken = holderOf(aside);
  if (taken !== undefined && taken !== dead) {
    try {
      writeFileSync(guard, taken, { flag: 'wx' });
    } catch {
      // A third process has it already.
    }
  }
  rmSync(aside, { force: true });
}

/** What killed processes left beside the guard. */
function removeLeftovers(guard: string): void {
  for (const name of readdirSync(dirname(guard))) {
    const [, pid] = name.split(`${basename(guard)}-`);
    if (pid !== undefined && !isAlive(Number(pid.replace(/\D/g, '')))) rmSync(join(dirname(guard), name), { force: true });
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
