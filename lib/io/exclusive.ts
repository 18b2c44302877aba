import { linkSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** How long to wait for another process, in milliseconds. */
const PATIENCE = 15_000;
const PAUSE = 5;

/**
 * Does a piece of work while no other process does the same for a file.
 *
 * A guard file beside it holds the number of the process at work. It comes into being whole, by a link, and a guard whose process is
 * gone is taken away, so that a killed process blocks nobody.
 */
export function exclusively<T>(path: string, work: () => T): T {
  const guard = join(dirname(path), `.${basename(path)}.guard`);
  const own = `${guard}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    acquire(guard, own);
  } finally {
    rmSync(own, { force: true });
  }
  try {
    removeLeftovers(guard);
    return work();
  } finally {
    rmSync(guard, { force: true });
  }
}

function acquire(guard: string, own: string): void {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      linkSync(own, guard);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(guard);
    if (holder !== undefined && !isAlive(holder)) removeStale(guard, holder);
    else if (Date.now() > end) throw new Error(`${guard} says that process ${holder} is writing. Remove it if that is not so: rm '${guard}'`);
    else pause();
  }
}

function holderOf(guard: string): number | undefined {
  try {
    return Number(readFileSync(guard, 'utf8'));
  } catch {
    return undefined;
  }
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
function removeStale(guard: string, dead: number): void {
  const aside = `${guard}-stale-${process.pid}`;
  try {
    renameSync(guard, aside);
  } catch {
    return;
  }
  if (holderOf(aside) !== dead) {
    try {
      linkSync(aside, guard);
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
