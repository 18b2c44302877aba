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

/** What there is at a path; undefined where there is nothing, or nothing can be. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file; undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Fills an empty file, makes sure that the disk has the text, and reads it back.
 *
 * The file must exist: one that somebody took away is not made again. Throws where it returns another text than was
 * written.
 */
export function fill(path: string, text: string): void {
  const file = openSync(path, 'r+');
  try {
    for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(file, rest));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (readFileSync(path, 'utf8') !== text) throw new Error('the disk returned another text than was written');
}

/** Gives a file the mode, and where possible the owner, of the one that it is to replace. */
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

/** Makes the renaming of a file last through a power failure; some systems cannot open a folder, and do without. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is whole in any case.
  }
}
