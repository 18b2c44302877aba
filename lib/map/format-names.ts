/** Every format that a map can be drawn in. */
export const MAP_FORMATS = ['text', 'html', 'svg', 'json'] as const;

/** One of them. */
export type MapFormat = (typeof MAP_FORMATS)[number];

/** Other endings of files in these formats. */
const OTHER_ENDINGS: ReadonlyMap<string | undefined, MapFormat> = new Map([
  ['htm', 'html'],
  ['txt', 'text'],
]);

/** The format that the ending of a file asks for; undefined where it asks for none. */
export function formatOfFile(file: string): MapFormat | undefined {
  const ending = /\.(\w+)$/.exec(file)?.[1].toLowerCase();
  return OTHER_ENDINGS.get(ending) ?? MAP_FORMATS.find((format) => format === ending);
}
