import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './replacing';

/** How long a writer may hold the guard before others may evict it. After an eviction, it asks for twice as long. */
export const FIRST_LEASE_MS = 500;
const MAX_LEASE_MS = 64_000;
const MAX_PAUSE_MS = 10;

/** The error codes of renaming a folder onto a guard that is held. */
const HELD = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR']);

/** A writer's turn at a file. */
export interface Turn {
  /**
   * An empty file that only this writer knows. It is deleted if the writer is evicted, so renaming it proves that the
   * turn is still valid.
   */
  readonly file: string;
  /** Ends the turn, whether or not the file was renamed. */
  readonly end: () => void;
}

/**
 * Waits for a turn at a file, and takes it.
 *
 * The guard is a folder next to the file; a writer holds it while the folder contains the writer's uniquely named file.
 * A folder can only be renamed onto a missing or empty one, so there is at most one holder. To evict a holder, its
 * unique file is deleted: its pending rename then fails, however late, so a holder that is evicted too early loses its
 * turn but never overwrites anyone's work. So it does not matter whether a holder is alive, on which host, or in which
 * process namespace.
 *
 * @param path the file to replace
 * @param leaseMs how long the turn may last before others may end it, in milliseconds
 */
export function takeTurn(path: string, leaseMs: number): Turn {
  const guard = guardOf(path);
  const token = `${Math.min(leaseMs, MAX_LEASE_MS)}-${process.pid}-${randomBytes(8).toString('hex')}`;
  const stage = `${guard}-${token}`;
  const end = (): void => {
    rmSync(join(guard, token), { force: true });
    removeIfEmpty(guard);
  };
  try {
    for (const watch = new Watch(guard); ;) {
      makeStage(stage, token);
      if (movesOnto(stage, guard)) return { file: join(guard, token), end };
      if (!watch.evictsOverdueHolder()) pause();
    }
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Deletes what killed writers left next to a file. Deleting a live writer's stage is harmless: it creates another. */
export function removeLeftovers(path: string, { file }: Turn): void {
  const guard = guardOf(path);
  const oldest = statSync(file).mtimeMs - MAX_LEASE_MS;
  for (const name of readdirSync(dirname(guard)).filter((each) => each.startsWith(`${basename(guard)}-`))) {
    const leftover = join(dirname(guard), name);
    const { mtimeMs = Infinity } = statSync(leftover, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs < oldest) rmSync(leftover, { recursive: true, force: true });
  }
}

function guardOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.guard`);
}

/**
 * Creates the folder that becomes the guard. It gets the owner of its parent folder, so that others can evict a dead
 * container's guard.
 */
function makeStage(stage: string, token: string): void {
  if (statSync(join(stage, token), { throwIfNoEntry: false })) return;
  const { mode, uid, gid } = statSync(dirname(stage));
  mkdirSync(stage, { recursive: true });
  writeFileSync(join(stage, token), '');
  attempt(() => chownSync(stage, uid, gid));
  attempt(() => chmodSync(stage, mode % 0o2000));
}

/** Whether a stage became the guard. */
function movesOnto(stage: string, guard: string): boolean {
  try {
    renameSync(stage, guard);
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    // A missing stage was removed as a leftover by another writer. Windows denies access if any folder is in the way.
    if (code === 'ENOENT' || HELD.has(code) || !isStuck(guard)) return false;
    throw error;
  }
}

/** Whether a guard is free but can be neither replaced nor removed. */
function isStuck(guard: string): boolean {
  return existsSync(guard) && holderOf(guard) === undefined && !removeIfEmpty(guard);
}

/** Watches a guard for a holder that exceeds its lease, by its own clock: clocks of other hosts may differ. */
class Watch {
  private holder?: string;
  private since = 0;

  constructor(private readonly guard: string) {}

  /**
   * Evicts a holder whose lease is over, and clears a guard without a holder. Returns whether the guard may be free
   * now.
   */
  public evictsOverdueHolder(): boolean {
    const holder = holderOf(this.guard);
    if (holder === undefined) return removeIfEmpty(this.guard);
    if (holder !== this.holder) {
      this.holder = holder;
      this.since = performance.now();
      return false;
    }
    if (performance.now() - this.since < leaseOf(holder)) return false;
    rmSync(join(this.guard, holder), { recursive: true, force: true });
    return true;
  }
}

/** The name of the file in a guard; empty if the guard itself is a file, which no writer of this library created. */
function holderOf(guard: string): string | undefined {
  try {
    return readdirSync(guard)[0];
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return '';
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function leaseOf(holder: string): number {
  const lease = Number.parseInt(holder, 10);
  return lease > 0 ? Math.min(lease, MAX_LEASE_MS) : FIRST_LEASE_MS;
}

function removeIfEmpty(guard: string): boolean {
  return attempt(() => rmdirSync(guard));
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Waits for a random time, so that waiting writers do not all retry at once. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * MAX_PAUSE_MS);
}
