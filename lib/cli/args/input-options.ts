import { Flags, Options } from './command';
import { PortField } from '../../core/service/resource-ports';

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

/** What is read and what is not. */
export interface InputSettings {
  readonly followsLinks?: boolean;
  readonly exclude: readonly string[];
  /** Fields of custom resources that ask for node ports, besides those that are known. */
  readonly portFields?: readonly PortField[];
}

/** What those flags say, over what a description of the cluster says. */
export function inputSettings(flags: Flags, { exclude = [], portFields }: Partial<InputSettings> = {}): InputSettings {
  return { followsLinks: flags.isOn('follow-links'), exclude: [...exclude, ...flags.texts('exclude')], portFields };
}
