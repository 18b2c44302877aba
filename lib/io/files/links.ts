import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** Whether a path is a folder or inside it; both are compared as written. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Resolves every link in a path; a path that does not exist yet is resolved through its folder. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}

/**
 * The file to write for a path: itself, or the target of its link. Throws `LinkOut` if the target is outside the folder
 * of the link.
 */
export function linkTarget(path: string): string {
  if (!existsSync(path)) return path;
  const target = realpathSync(path);
  if (isInside(realpathSync(dirname(path)), target)) return target;
  throw new LinkOut(target);
}

/** A link that leads out of its folder; nothing is written through it. */
export class LinkOut extends Error {
  constructor(public readonly target: string) {
    super(`it is a link to ${target}, outside its folder`);
  }
}
