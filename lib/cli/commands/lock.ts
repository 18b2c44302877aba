import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { commandGroup } from '../args/command-group';
import { INPUT_OPTIONS, LOCK_OPTION } from '../args/input-options';
import { OUTPUT_OPTIONS } from '../run/outputs';

const list: Command = {
  name: 'lock list',
  summary: 'Show who has which port',
  operands: '',
  options: {
    lock: LOCK_OPTION,
    cluster: { type: 'string', value: 'NAME', help: 'The cluster to list (default: all of them)' },
  },
  examples: [{ line: 'cdk8s-nodeport lock list', why: 'who has which port' }],
  run: async (typed, world) => (await import('./lock-list.js')).listLock(typed, world),
};

const verify: Command = {
  name: 'lock verify',
  summary: 'Check that a lock file can be read, and that it agrees with manifests',
  operands: '[PATH…|-]',
  options: {
    lock: LOCK_OPTION,
    cluster: {
      type: 'string',
      value: 'NAME',
      help: 'The cluster of the manifests (default: the only one in the lock)',
    },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    ...OUTPUT_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport lock verify', why: 'can it be read, for example after a merge?' },
    { line: 'cdk8s-nodeport lock verify --cluster prod dist/', why: 'does it agree with what was synthesized?' },
  ],
  run: async (typed, world) => (await import('./lock-verify.js')).verifyLock(typed, world),
};

const release: Command = {
  name: 'lock release',
  summary: 'Release retired ports, so that they can be assigned again',
  operands: '[PORT…]',
  options: {
    lock: LOCK_OPTION,
    cluster: { type: 'string', value: 'NAME', help: 'The cluster of the ports (default: the only one in the lock)' },
    before: {
      type: 'string',
      value: 'DATE',
      help: 'Release every port that was retired before this date, such as 2026-03-31',
    },
  },
  examples: [
    { line: 'cdk8s-nodeport lock release 30009', why: 'its clients have moved, so it may be assigned again' },
    { line: 'cdk8s-nodeport lock release --before 2026-03-31', why: 'all that were retired before that date' },
  ],
  run: async (typed, world) => (await import('./lock-release.js')).releaseLocked(typed, world),
};

const importPorts: Command = {
  name: 'lock import',
  summary: 'Record the static ports that manifests or a snapshot already use',
  operands: 'PATH…|-',
  options: {
    lock: LOCK_OPTION,
    cluster: {
      type: 'string',
      value: 'NAME',
      help: 'The cluster to import into (default: that of the lock or the snapshot)',
    },
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      multiple: true,
      help: 'Only the Services of this namespace (default: all)',
    },
    range: {
      type: 'string',
      short: 'r',
      value: 'RANGE',
      help:
        'The --service-node-port-range of a cluster that is new to the lock (default: that of the snapshot, ' +
        'or 30000-32767)',
    },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
  },
  examples: [
    {
      line: 'cdk8s-nodeport lock import --namespace shop prod.snapshot.yaml',
      why: 'an app takes over what runs in that namespace',
    },
  ],
  run: async (typed, world) => (await import('./lock-import.js')).importIntoLock(typed, world),
};

const rename: Command = {
  name: 'lock rename',
  summary: 'Rename a cluster in a lock file, so that its ports stay where they are',
  operands: 'OLD NEW',
  options: { lock: LOCK_OPTION },
  examples: [{ line: 'cdk8s-nodeport lock rename default prod', why: 'the registry of the app has a name now' }],
  run: async (typed, world) => (await import('./lock-rename.js')).renameInLock(typed, world),
};

/** Shows and edits a lock file; the result is always a lock file that can be read. */
export const lock = commandGroup(
  'lock',
  'List or verify what a lock file records, release retired ports, import those in use, or rename a cluster',
  [list, verify, release, importPorts, rename],
);
