import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { linkTarget } from './links';
import { errorCode, writeAndVerify, keepRights, readIfThere, syncFolder } from './replacing';
import { FIRST_LEASE_MS, Turn, removeLeftovers, takeTurn } from './write-guard';

/** Computes the new text of a file from its current one; undefined stands for no file, or for no change. */
type NextText = (current: string | undefined) => string | undefined;

/**
 * Replaces a file that several processes write, one at a time and atomically. Links, mode and owner are preserved.
 *
 * Throws `LinkOut` if a link leads out of its folder.
 *
 * @param path the file, which may not exist yet
 * @param next called while nobody else writes, and again if the turn was lost
 */
export function replaceGuarded(path: string, next: NextText): void {
  const target = linkTarget(path);
  for (let leaseMs = FIRST_LEASE_MS; ; leaseMs *= 2) {
    const turn = takeTurn(target, leaseMs);
    try {
      if (replaceInTurn(target, turn, next)) return;
    } finally {
      turn.end();
    }
  }
}

/** Returns whether the file now has the next text; false if the turn was lost or the file was changed from outside. */
function replaceInTurn(target: string, turn: Turn, next: NextText): boolean {
  const current = readIfThere(target);
  const text = next(current);
  if (text === undefined || text === current) return true;
  try {
    removeLeftovers(target, turn);
    writeAndVerify(turn.file, text);
    keepRights(turn.file, target);
    if (readIfThere(target) !== current) return false;
    renameSync(turn.file, target);
  } catch (error) {
    // Evicted. A file server may still have done the rename and lost its reply.
    if (errorCode(error) === 'ENOENT') return readIfThere(target) === text;
    throw error;
  }
  syncFolder(dirname(target));
  return true;
}
