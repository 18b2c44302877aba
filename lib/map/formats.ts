import { MapFormat } from './format-names';
import { PageAssets, page } from './html/page';
import { mapJson } from './json';
import { mapSvg } from './svg/map-svg';
import { mapText } from './text/map-text';
import { TextStyle } from './text/text-style';
import { PortMap } from '../core/map/port-map';

/** What some formats need in addition to the map. */
interface MapStyle {
  readonly text: TextStyle;
  /** Reads the script and style of a page. */
  readonly assets: () => PageAssets;
}

const WRITERS: Readonly<Record<MapFormat, (map: PortMap, style: MapStyle) => string>> = {
  text: (map, { text }) => mapText(map, text),
  html: (map, { assets }) => page(map, assets()),
  svg: mapSvg,
  json: mapJson,
};

/** A map in one of the formats. */
export function drawMap(format: MapFormat, map: PortMap, style: MapStyle): string {
  return WRITERS[format](map, style);
}
