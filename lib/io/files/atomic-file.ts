import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { linkTarget } from './links';
import { fill, keepRights, readIfThere, syncFolder } from './replacing';

/**
 * Replaces a file as a whole: whoever reads it sees the old text or the new one, also after a crash. A file with that
 * text already is not
 * touched. A link stays a link, and mode and owner stay. Of several writers at once, the last wins.
 *
 * Throws `LinkOut` where a link leads out of its folder.
 */
export function writeAtomically(path: string, text: string): void {
  const exists = existsSync(path);
  if (exists && statSync(path).isFile() && readIfThere(path) === text) return;
  const target = linkTarget(path);
  const temporary = join(dirname(target), `.${basename(target)}.tmp-${randomBytes(8).toString('hex')}`);
  try {
    writeFileSync(temporary, '', { flag: 'wx' });
    fill(temporary, text);
    keepRights(temporary, target);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}
