import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { errorCode } from './replacing';

/** How long a pipe may stay silent, in milliseconds. */
const MAX_SILENCE_MS = 60_000;
const PAUSE_MS = 20;

const BUFFER = Buffer.allocUnsafe(1024 * 1024);

/**
 * Reads a file in pieces. Throws if it is a pipe that stays silent for too long, because its writer may never write.
 *
 * @param onPiece called with each piece, in a buffer that is reused for the next one
 */
export function readPieces(path: string, onPiece: (bytes: Buffer) => void, maxSilenceMs = MAX_SILENCE_MS): void {
  // Opening a pipe without a writer would block, and could not be interrupted.
  const file = openSync(path, constants.O_RDONLY + (constants.O_NONBLOCK ?? 0));
  try {
    const isWaitingForWriter = (): boolean => fstatSync(file).isFIFO() && !isInherited(path);
    for (let since = performance.now(), isEmpty = true; ;) {
      const size = readIfReady(file);
      if (size === 0 && !(isEmpty && isWaitingForWriter())) return;
      if (size) {
        onPiece(BUFFER.subarray(0, size));
        since = performance.now();
        isEmpty = false;
      } else if (performance.now() - since > maxSilenceMs) {
        throw new Error(`nothing was written to the pipe for ${maxSilenceMs / 1000} seconds`);
      } else {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
  } finally {
    closeSync(file);
  }
}

/** The whole text of a UTF-8 file, with the same time limit. */
export function readText(path: string, maxSilenceMs = MAX_SILENCE_MS): string {
  const pieces: Buffer[] = [];
  readPieces(path, (bytes) => pieces.push(Buffer.from(bytes)), maxSilenceMs);
  return Buffer.concat(pieces).toString('utf8');
}

/** How many bytes were read: 0 at the end, undefined if nothing is available yet. */
function readIfReady(file: number): number | undefined {
  try {
    return readSync(file, BUFFER);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Whether the shell opened a pipe, as for `<(…)`: once it is empty, nobody else will write to it. */
function isInherited(path: string): boolean {
  return /^\/(dev|proc)\//.test(path);
}
