import { Flags, Options } from './command';

/** The flags that say what is read. */
export const INPUT_OPTIONS: Options = {
  'follow-links': { type: 'boolean', help: 'Follow links that lead out of the folders that are read' },
};

/** What those flags say. */
export function inputSettings(flags: Flags): { readonly followsLinks?: boolean } {
  return { followsLinks: flags.isOn('follow-links') };
}
