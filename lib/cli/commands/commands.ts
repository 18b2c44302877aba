import { assign } from './assign';
import { bands } from './bands';
import { check } from './check';
import { claim } from './claim';
import { claims } from './claims';
import { completionOf } from './completion';
import { explain } from './explain';
import { guard } from './guard';
import { lock } from './lock';
import { map } from './map';
import { plan } from './plan';
import { snapshot } from './snapshot';
import { Command } from '../args/command';

const WORKING: readonly Command[] = [check, assign, bands, explain, snapshot, plan, map, lock, guard, claim, claims];

/** Every command, in the order of help. */
export const COMMANDS: readonly Command[] = [...WORKING, completionOf(WORKING)];
