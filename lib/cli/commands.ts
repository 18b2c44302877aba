import { bands } from './bands';
import { check } from './check';
import { Command } from './command';
import { explain } from './explain';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [check, bands, explain];
