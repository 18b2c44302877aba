import { existsSync, statSync } from 'node:fs';
import { readIfThere } from './replacing';
import { StagedFile } from './staged-file';

/**
 * Replaces a file atomically: a reader sees the old text or the new one, even after a crash. A file that already has
 * the text is not touched. Links, mode and owner are preserved. If several writers run at once, the last one wins.
 *
 * Throws `LinkOut` if a link leads out of its folder.
 */
export function writeAtomically(path: string, text: string): void {
  const exists = existsSync(path);
  if (exists && statSync(path).isFile() && readIfThere(path) === text) return;
  new StagedFile(path, text).commit();
}
