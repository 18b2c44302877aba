import { closeSync, constants, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { linkTarget } from './links';
import { errorCode, statsOf } from './replacing';

/** How long to wait for a reader of a pipe, in milliseconds. */
const MAX_WAIT_MS = 60_000;
const PAUSE_MS = 20;

/**
 * Writes a report to its destination, which may be a device, and creates the folder. Throws with a way out on failure.
 *
 * @param example what to type for another destination, such as `--output nodeports.json`
 */
export function writeOutput(path: string, text: string, example: string): void {
  try {
    makeFolder(dirname(path));
    if (isPipe(path)) writeToPipe(path, Buffer.from(text));
    else writeFileSync(isDevice(path) ? path : linkTarget(path), text);
  } catch (error) {
    throw cannotWrite(path, error as Error, example);
  }
}

/** The error for a file that cannot be written, with a way out. */
export function cannotWrite(path: string, { message }: Error, example: string): Error {
  return new Error(`${path} cannot be written: ${message}. Use a writable file, such as ${example}`);
}

/**
 * Creates one folder at a time: Node's recursive mkdir never returns if the system denies a folder and also denies that
 * its parent exists, as under /proc.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Whether a path is written to rather than replaced, such as `/dev/stdout`, whatever it leads to. */
export function isDevice(path: string): boolean {
  const stats = statsOf(path);
  return path.startsWith('/dev/') || (stats !== undefined && !stats.isFile() && !stats.isDirectory());
}

function isPipe(path: string): boolean {
  return statsOf(path)?.isFIFO() ?? false;
}

/** Writes bytes to a pipe, as long as someone reads it. */
function writeToPipe(path: string, bytes: Buffer): void {
  const flags = constants.O_WRONLY + (constants.O_NONBLOCK ?? 0);
  const file = retryWhileUnread(() => openSync(path, flags));
  try {
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(retryWhileUnread(() => writeSync(file, rest)));
  } finally {
    closeSync(file);
  }
}

/** Retries while nobody reads. */
function retryWhileUnread<T>(work: () => T): T {
  for (const end = performance.now() + MAX_WAIT_MS; ;) {
    try {
      return work();
    } catch (error) {
      if (!['ENXIO', 'EAGAIN'].includes(errorCode(error) ?? '') || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
