import { Options } from './command';

/** The flags that say what is read. */
export const INPUT_OPTIONS: Options = {
  'follow-links': { type: 'boolean', help: 'Follow links that lead out of the folders that are read' },
  'exclude': {
    type: 'string',
    value: 'GLOB',
    multiple: true,
    help: 'Leave out the files and folders of a pattern, besides those of .gitignore',
  },
};
