import { PortField } from '../../core/service/resource-ports';
import { Flags } from '../args/command';
import { World } from '../world';
import { configured } from './configured';

/** What is read, what is not, and what counts in it. */
export interface InputSettings {
  readonly followsLinks?: boolean;
  /** Patterns of files and folders that are left out. */
  readonly exclude?: readonly string[];
  /** Fields of custom resources that ask for node ports, besides those that are known. */
  readonly portFields?: readonly PortField[];
}

/** What the flags of a call say of its inputs, beside what the description of the cluster says. Throws `UsageError`. */
export function inputSettings(flags: Flags, world: World): InputSettings {
  const { exclude = [], portFields } = configured(flags, world);
  return { followsLinks: flags.isOn('follow-links'), exclude: [...exclude, ...flags.texts('exclude')], portFields };
}
