import {
  Stats,
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';

/** The code of a file system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** The stats of a path; undefined if nothing exists there, or can exist there. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file; undefined if it does not exist. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Fills an empty file, flushes it to disk, and reads it back.
 *
 * The file must exist: a deleted file is not created again. Throws if the text read differs from the text written.
 */
export function writeAndVerify(path: string, text: string): void {
  const file = openSync(path, 'r+');
  try {
    for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(file, rest));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (readFileSync(path, 'utf8') !== text) throw new Error('the disk returned another text than was written');
}

/** Gives a file the mode and, if possible, the owner of the one that it will replace. */
export function keepRights(path: string, replaced: string): void {
  const stats = statSync(replaced, { throwIfNoEntry: false });
  if (!stats) return;
  chmodSync(path, stats.mode % 0o10000);
  const { uid, gid } = statSync(path);
  if (uid === stats.uid && gid === stats.gid) return;
  try {
    chownSync(path, stats.uid, stats.gid);
  } catch {
    // Only root may give files away.
  }
}

/** Makes the rename of a file survive a power failure; skipped on systems that cannot open a folder. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is complete in any case.
  }
}
