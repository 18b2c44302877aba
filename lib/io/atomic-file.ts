import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a text file as a whole or not at all: whoever reads it meanwhile, or after a crash, finds the old text or the new one.
 *
 * A file that says the same already is not touched. A link stays a link, and a file keeps its permissions.
 *
 * @param path the file, in a folder that exists
 * @param text what it is to hold
 */
export function writeAtomically(path: string, text: string): void {
  const exists = existsSync(path);
  if (exists && readFileSync(path).equals(Buffer.from(text))) return;
  // A rename would put a plain file in the place of a link.
  const target = exists ? realpathSync(path) : path;
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeDurably(temporary, text, exists ? statSync(target).mode : 0o666);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

function writeDurably(path: string, text: string, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the rename itself last. Not every system can open a folder, and the file is whole without it. */
function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch {
    return;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}
