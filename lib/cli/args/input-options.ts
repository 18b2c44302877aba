import { Flags, Options } from './command';
import { PortField } from '../../core/service/resource-ports';

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

/** What to read and what to skip. */
export interface InputSettings {
  readonly followsLinks?: boolean;
  readonly exclude: readonly string[];
  /** Fields of custom resources that ask for node ports, in addition to the known ones. */
  readonly portFields?: readonly PortField[];
}

/** Reads those flags, in addition to a description of the cluster. */
export function inputSettings(flags: Flags, { exclude = [], portFields }: Partial<InputSettings> = {}): InputSettings {
  return { followsLinks: flags.isOn('follow-links'), exclude: [...exclude, ...flags.texts('exclude')], portFields };
}
