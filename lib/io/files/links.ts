import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

/** Whether a path is a folder or lies in it; both are compared as they are written. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where a path leads once every link in it is followed; what does not exist yet lies where its folder is. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}

/**
 * What a path to write leads to: itself, or what it is a link to. Throws `LinkOut` where that lies outside the folder
 * of the link.
 */
export function linkTarget(path: string): string {
  if (!existsSync(path)) return path;
  const target = realpathSync(path);
  if (isInside(realpathSync(dirname(path)), target)) return target;
  throw new LinkOut(target);
}

/** A link that leads out of its folder, through which nothing is written. */
export class LinkOut extends Error {
  constructor(public readonly target: string) {
    super(`it is a link to ${target}, outside its folder`);
  }
}
