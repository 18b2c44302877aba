import { Arguments, Command, ExitCode, UsageError } from '../args/command';
import { didYouMean } from '../args/nearest';
import { OUTPUT_OPTIONS } from '../run/outputs';
import { World } from '../world';

/** What can be done with a lock file, each in a file of its own; loaded when it is asked for, with the reader of YAML. */
const ACTIONS: Readonly<Record<string, (typed: Arguments, world: World) => Promise<ExitCode>>> = {
  list: async (typed, world) => (await import('./lock-list.js')).listLock(typed, world),
  verify: async (typed, world) => (await import('./lock-verify.js')).verifyLock(typed, world),
  release: async (typed, world) => (await import('./lock-release.js')).releaseLocked(typed, world),
  import: async (typed, world) => (await import('./lock-import.js')).importIntoLock(typed, world),
};

/** Looks at a lock file, and edits it as a hand would, but never to nonsense. */
export const lock: Command = {
  name: 'lock',
  summary: 'List or verify what a lock file records, release retired ports, or import those in use',
  operands: `${Object.keys(ACTIONS).join('|')} [PATH…|-|PORT…]`,
  words: Object.keys(ACTIONS),
  options: {
    lock: { type: 'string', short: 'l', value: 'FILE', help: 'The lock file, nodeports.lock.yaml unless given' },
    cluster: { type: 'string', value: 'NAME', help: 'The cluster that counts; all of them, or the only one, unless given' },
    before: { type: 'string', value: 'DAY', help: 'release: all ports that were retired before that day, such as 2026-03-31' },
    namespace: { type: 'string', short: 'n', value: 'NAME', multiple: true, help: 'import: only the Services of that namespace, all unless given' },
    range: { type: 'string', short: 'r', value: 'RANGE', help: 'import: the --service-node-port-range of a cluster that neither the lock nor a snapshot knows, 30000-32767 unless given' },
    ...OUTPUT_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport lock list', why: 'who has which port' },
    { line: 'cdk8s-nodeport lock verify', why: 'can it be read, as after a merge?' },
    { line: 'cdk8s-nodeport lock verify --cluster prod dist/', why: 'does it agree with what was synthesized?' },
    { line: 'cdk8s-nodeport lock release 30009', why: 'nobody calls it any more, so anybody may have it' },
    { line: 'cdk8s-nodeport lock import --namespace shop prod.snapshot.yaml', why: 'what the cluster runs there, for an app that takes it over' },
  ],
  run(typed, world) {
    const { operands: [action, ...operands], flags } = typed;
    const act = Object.hasOwn(ACTIONS, action ?? '') ? ACTIONS[action] : undefined;
    if (act) return act({ operands, flags }, world);
    const names = Object.keys(ACTIONS);
    throw new UsageError(`${action === undefined ? 'Nothing to do.' : `There is no lock ${action}.${didYouMean(action, names)}`} Type cdk8s-nodeport lock ${names.join(', or cdk8s-nodeport lock ')}`);
  },
};
