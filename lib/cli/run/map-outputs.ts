import { resolve } from 'node:path';
import { PortMap } from '../../core/map/port-map';
import { writeOutput } from '../../io/files/output-file';
import { readPageAssets } from '../../io/files/page-assets';
import { page } from '../../map/html/page';
import { mapJson } from '../../map/json';
import { mapSvg } from '../../map/svg/map-svg';
import { mapText } from '../../map/text/map-text';
import { TextStyle } from '../../map/text/text-style';
import { Flags } from '../args/command';
import { MAP_FORMATS, MapFormat } from '../args/map-output-options';
import { World } from '../world';

/** Every format, and how it is written. */
const WRITERS: Readonly<Record<MapFormat, (map: PortMap, style: TextStyle) => string>> = {
  text: mapText,
  html: (map) => page(map, readPageAssets()),
  svg: mapSvg,
  json: mapJson,
};

/** Writes the map to every place that flags name. Throws where one cannot be written. */
export function writeMap(map: PortMap, flags: Flags, { cwd, stdout, env }: World): void {
  const format = flags.text('format') as MapFormat | undefined;
  const files = flags.texts('output');
  for (const file of files.length > 0 ? files : ['-']) {
    const write = WRITERS[format ?? formatOf(file)];
    if (file === '-') stdout.write(write(map, { charset: charsetOf(env), width: stdout.columns }));
    else writeOutput(resolve(cwd, file), write(map, { charset: 'unicode' }));
  }
}

function formatOf(file: string): MapFormat {
  const ending = /\.(\w+)$/.exec(file)?.[1].toLowerCase() ?? '';
  if (ending === 'htm') return 'html';
  return MAP_FORMATS.find((format) => format === ending) ?? 'text';
}

/** What a terminal shows, as the locale says: the first of these variables that is set decides. */
function charsetOf({ LC_ALL, LC_CTYPE, LANG }: World['env']): TextStyle['charset'] {
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '') ? 'unicode' : 'ascii';
}
