/** Sorts strings by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A place in a file: its name, line and column. */
const PLACE = /^(.*):(\d+):(\d+)$/s;

/** Parses a place in a file, such as `edge.yaml:12:15`; undefined for a construct path. */
export function readPlace(
  path: string,
): { readonly file: string; readonly line: number; readonly column: number } | undefined {
  const match = path.includes(':') ? PLACE.exec(path) : null;
  return match ? { file: match[1], line: Number(match[2]), column: Number(match[3]) } : undefined;
}

/** The file of a place; a construct path or file name is returned unchanged. */
export function fileOfPlace(path: string): string {
  return readPlace(path)?.file ?? path;
}

/** Sorts construct paths as strings, and places in one file from top to bottom. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const [one, other] = [a, b].map((path) => readPlace(path) ?? { file: path, line: 0, column: 0 });
  return compareText(one.file, other.file) || one.line - other.line || one.column - other.column;
}
