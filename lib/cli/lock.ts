import { Arguments, Command, ExitCode, UsageError } from './command';
import { didYouMean } from './nearest';
import { OUTPUT_OPTIONS } from './outputs';
import { World } from './world';

/** What can be done with a lock file, each in a file of its own; loaded when it is asked for, with the reader of YAML. */
const ACTIONS: Readonly<Record<string, (typed: Arguments, world: World) => Promise<ExitCode>>> = {
  list: async (typed, world) => (await import('./lock-list.js')).listLock(typed, world),
  verify: async (typed, world) => (await import('./lock-verify.js')).verifyLock(typed, world),
};

/** Looks at a lock file. */
export const lock: Command = {
  name: 'lock',
  summary: 'List what a lock file records, or verify it against manifests',
  operands: `${Object.keys(ACTIONS).join('|')} [PATH…|-]`,
  words: Object.keys(ACTIONS),
  options: {
    lock: { type: 'string', short: 'l', value: 'FILE', help: 'The lock file, nodeports.lock.yaml unless given' },
    cluster: { type: 'string', value: 'NAME', help: 'The cluster that counts; all of them, or the only one, unless given' },
    ...OUTPUT_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport lock list', why: 'who has which port' },
    { line: 'cdk8s-nodeport lock verify', why: 'can it be read, as after a merge?' },
    { line: 'cdk8s-nodeport lock verify --cluster prod dist/', why: 'does it agree with what was synthesized?' },
  ],
  run(typed, world) {
    const { operands: [action, ...operands], flags } = typed;
    const act = Object.hasOwn(ACTIONS, action ?? '') ? ACTIONS[action] : undefined;
    if (act) return act({ operands, flags }, world);
    const names = Object.keys(ACTIONS);
    throw new UsageError(`${action === undefined ? 'Nothing to do.' : `There is no lock ${action}.${didYouMean(action, names)}`} Type cdk8s-nodeport lock ${names.join(', or cdk8s-nodeport lock ')}`);
  },
};
