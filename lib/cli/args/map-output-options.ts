import { Options } from './command';

/** Every format that a map is drawn in. */
export const MAP_FORMATS = ['text', 'html', 'svg', 'json'] as const;

/** One of these formats. */
export type MapFormat = typeof MAP_FORMATS[number];

/** The flags that say how a map is drawn, and where to. */
export const MAP_OUTPUT_OPTIONS: Options = {
  format: {
    type: 'string',
    short: 'f',
    value: 'FORMAT',
    choices: MAP_FORMATS,
    help: 'How to draw the map (default: as the ending of --output says, else text)',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    multiple: true,
    help: 'Where the map goes, such as ports.html or ports.svg (default: standard output)',
  },
};
