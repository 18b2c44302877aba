import { isAbsolute, normalize, relative, sep } from 'node:path';

/** A path as findings have it on every system: with slashes. A backslash that is part of a name stays one. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

/** One spelling for each path: without `./` and doubled separators, and from where the command runs if it is below. */
export function normalizedPath(path: string, cwd: string): string {
  const inside = isAbsolute(path) ? relative(cwd, path) || '.' : path;
  const normal = normalize(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? path : inside);
  return normal.length > 1 && normal.endsWith(sep) ? normal.slice(0, -1) : normal;
}
