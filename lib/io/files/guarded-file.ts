import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { FIRST_LEASE_MS, Turn, removeLeftovers, takeTurn } from './guard';
import { linkTarget } from './links';
import { errorCode, fill, keepRights, readIfThere, syncFolder } from './replacing';

/** The text that a file is to hold, for the one that it holds now; undefined stands for no file, and for no change. */
export type NextText = (current: string | undefined) => string | undefined;

/**
 * Replaces a file that several processes write, one after the other, as a whole. A link stays a link, and mode and
 * owner stay.
 *
 * Throws `LinkOut` where a link leads out of its folder.
 *
 * @param path the file, which need not exist yet
 * @param next asked while nobody else writes, and asked again where that turn was lost
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

/**
 * Whether the file holds the next text by now; not so where the turn was lost, or somebody outside all this changed the
 * file.
 */
function replaceInTurn(target: string, turn: Turn, next: NextText): boolean {
  const current = readIfThere(target);
  const text = next(current);
  if (text === undefined || text === current) return true;
  try {
    removeLeftovers(target, turn);
    fill(turn.file, text);
    keepRights(turn.file, target);
    if (readIfThere(target) !== current) return false;
    renameSync(turn.file, target);
  } catch (error) {
    // Evicted. A file server may have renamed it all the same, and lost its answer.
    if (errorCode(error) === 'ENOENT') return readIfThere(target) === text;
    throw error;
  }
  syncFolder(dirname(target));
  return true;
}
