import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new one, also after a crash. A file that says the same already
 * is not touched, and keeps its permissions where it changes.
 */
export function writeAtomically(path: string, text: string): void {
  const exists = existsSync(path);
  if (exists && statSync(path).isFile() && readFileSync(path, 'utf8') === text) return;
  // A link stays a link: what it points to is replaced.
  const target = exists ? realpathSync(path) : path;
  const temporary = join(dirname(target), `${temporaryPrefix(target)}${process.pid}`);
  const mode = exists ? statSync(target).mode : 0o666;
  try {
    const file = openSync(temporary, 'w', mode);
    try {
      for (let rest = Buffer.from(text); rest.length > 0;) rest = rest.subarray(writeSync(file, rest));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** Removes what writers of a file left behind when they were killed. Only while no other writer is at work. */
export function removeLeftovers(path: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const folder = dirname(target);
  for (const name of readdirSync(folder)) if (name.startsWith(temporaryPrefix(target))) rmSync(join(folder, name), { force: true });
}

function temporaryPrefix(target: string): string {
  return `.${basename(target)}.tmp-`;
}

/** Makes the renaming last; some systems cannot open a folder, and do without. */
function syncFolder(folder: string): void {
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
