import { Options } from './command';
import { MAP_FORMATS } from '../../map/format-names';

/** The flags that say how a map is drawn and where it goes. */
export const MAP_OUTPUT_OPTIONS: Options = {
  format: {
    type: 'string',
    short: 'f',
    value: 'FORMAT',
    choices: MAP_FORMATS,
    help: 'How to draw the map (default: by the ending of --output, else text)',
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    multiple: true,
    help: 'Where the map goes, such as ports.html or ports.svg (default: standard output)',
  },
};
