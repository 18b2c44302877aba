import { bands } from './bands';
import { check } from './check';
import { Command } from './command';
import { completionOf } from './completion';
import { explain } from './explain';
import { lock } from './lock';

const WORKING: readonly Command[] = [check, bands, explain, lock];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...WORKING, completionOf(WORKING)];
