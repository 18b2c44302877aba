import { bands } from './bands';
import { check } from './check';
import { completionOf } from './completion';
import { explain } from './explain';
import { lock } from './lock';
import { map } from './map';
import { plan } from './plan';
import { snapshot } from './snapshot';
import { Command } from '../args/command';

const WORKING: readonly Command[] = [check, bands, explain, snapshot, plan, map, lock];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...WORKING, completionOf(WORKING)];
