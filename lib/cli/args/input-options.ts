import { Options } from './command';

/** The flags that decide what is read. */
export const INPUT_OPTIONS: Options = {
  'follow-links': { type: 'boolean', help: 'Follow links that lead out of the named folders' },
  'exclude': {
    type: 'string',
    value: 'GLOB',
    multiple: true,
    help: 'Skip files and folders that match a pattern, in addition to .gitignore',
  },
};
