import { PageAssets, page } from './html/page';
import { mapJson } from './json';
import { mapSvg } from './svg/map-svg';
import { mapText } from './text/map-text';
import { TextStyle } from './text/text-style';
import { PortMap } from '../core/map/port-map';

/** What some of the formats need beside the map. */
export interface MapStyle {
  readonly text: TextStyle;
  /** Reads what a page carries beside its data. */
  readonly assets: () => PageAssets;
}

const WRITERS = {
  text: (map, { text }) => mapText(map, text),
  html: (map, { assets }) => page(map, assets()),
  svg: mapSvg,
  json: mapJson,
} as const satisfies Record<string, (map: PortMap, style: MapStyle) => string>;

/** A format that a map can be drawn in. */
export type MapFormat = keyof typeof WRITERS;

/** Every format, by its name. */
export const MAP_FORMATS = Object.keys(WRITERS) as readonly MapFormat[];

/** A map in one of the formats. */
export function drawMap(format: MapFormat, map: PortMap, style: MapStyle): string {
  return WRITERS[format](map, style);
}

/** The format that the ending of a file asks for; undefined where it asks for none. */
export function formatOfFile(file: string): MapFormat | undefined {
  const ending = /\.(\w+)$/.exec(file)?.[1].toLowerCase();
  if (ending === 'htm') return 'html';
  return MAP_FORMATS.find((format) => format === ending);
}
