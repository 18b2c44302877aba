import { extname, resolve } from 'node:path';
import { PortMap } from '../../core/map/port-map';
import { writeOutput } from '../../io/files/output-file';
import { readPageAssets } from '../../io/files/page-assets';
import { MapFormat, formatOfFile } from '../../map/format-names';
import { drawMap } from '../../map/formats';
import { TextStyle } from '../../map/text/text-style';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** Writes the map to every place that flags name. Throws where one cannot be written. */
export function writeMap(map: PortMap, flags: Flags, { cwd, stdout, env }: World): void {
  const named = flags.text('format') as MapFormat | undefined;
  const files = flags.texts('output');
  if (named === undefined) files.forEach(requireKnownEnding);
  for (const file of files.length > 0 ? files : ['-']) {
    const format = named ?? formatOfFile(file) ?? 'text';
    const text = { charset: file === '-' ? charsetOf(env) : 'unicode', width: stdout.columns } as const;
    const drawn = drawMap(format, map, { text, assets: readPageAssets });
    if (file === '-') stdout.write(drawn);
    else writeOutput(resolve(cwd, file), drawn, '--output ports.html');
  }
}

/** A picture in an unknown format would otherwise be text under the name of a picture. */
function requireKnownEnding(file: string): void {
  const ending = extname(file);
  if (file === '-' || ending === '' || formatOfFile(file) !== undefined) return;
  throw new UsageError(
    `--output ${file} ends in ${ending}, and no map is drawn in that format. Name a file in .html, .svg, .json or ` +
      '.txt, or add --format',
  );
}

/** The character set of a terminal, by its locale: the first of these variables that is set decides. */
function charsetOf({ LC_ALL, LC_CTYPE, LANG }: World['env']): TextStyle['charset'] {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? 'unicode' : 'ascii';
}
