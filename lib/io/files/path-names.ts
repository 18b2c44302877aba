import { isAbsolute, normalize, relative, sep } from 'node:path';

/** A path as findings show it, with forward slashes on every system. A backslash that is part of a name is kept. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

/** One spelling for each path: without `./` and doubled separators, and relative to `cwd` if it is inside it. */
export function normalizedPath(path: string, cwd: string): string {
  const inside = isAbsolute(path) ? relative(cwd, path) || '.' : path;
  const normal = normalize(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside);
  return normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal;
}
