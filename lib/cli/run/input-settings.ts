import { PortField } from '../../core/service/port-fields';
import { Flags } from '../args/command';
import { World } from '../world';
import { configured } from './configured';

/** What to read, what to skip, and which fields to count. */
interface InputSettings {
  readonly followsLinks?: boolean;
  /** Patterns of files and folders to skip. */
  readonly exclude?: readonly string[];
  /** Fields of custom resources that request node ports, in addition to the known ones. */
  readonly portFields?: readonly PortField[];
}

/** The settings from the flags and from the description of the cluster. Throws `UsageError`. */
export function inputSettings(flags: Flags, world: World): InputSettings {
  const { exclude = [], portFields } = configured(flags, world);
  return { followsLinks: flags.isOn('follow-links'), exclude: [...exclude, ...flags.texts('exclude')], portFields };
}
