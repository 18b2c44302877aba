import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { linkTarget } from './links';
import { fill, keepRights, readIfThere, syncFolder } from './replacing';

/**
 * Replaces a file atomically: a reader sees the old text or the new one, even after a crash. A file that already has
 * the text is not touched. Links, mode and owner are preserved. If several writers run at once, the last one wins.
 *
 * Throws `LinkOut` if a link leads out of its folder.
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
