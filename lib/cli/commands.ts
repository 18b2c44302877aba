import { bands } from './bands';
import { Command } from './command';
import { explain } from './explain';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [bands, explain];
