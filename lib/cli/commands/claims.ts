import { Command } from '../args/command';
import { commandGroup } from '../args/command-group';
import { KUBECTL_OPTIONS } from '../args/kubectl-options';

const list: Command = {
  name: 'claims list',
  summary: 'Show who claims which port beside what holds it, or print claims for what runs',
  operands: '[RECORD…]',
  options: {
    'json': { type: 'boolean', help: 'Print the list as JSON (default: as a table)' },
    'cluster': { type: 'string', value: 'NAME', help: 'The cluster, as the records call it (default: the only one)' },
    'from-snapshot': {
      type: 'string',
      value: 'FILE',
      help: 'Print a claim for each port of this snapshot instead, - for standard input',
    },
    'static': { type: 'boolean', help: 'from-snapshot: only the ports of the static band (default: all)' },
    'claimed-by': {
      type: 'string',
      value: 'TEXT',
      help: 'from-snapshot: whom to talk to (default: adopted, which the owner of a Service may take over)',
    },
    ...KUBECTL_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport claims', why: 'what is claimed, beside the Services of the cluster' },
    { line: 'cdk8s-nodeport claims nodeports.lock.yaml', why: 'the same, beside what a lock or a snapshot records' },
    {
      line: 'cdk8s-nodeport snapshot | cdk8s-nodeport claims --from-snapshot - | kubectl apply -f -',
      why: 'claim what runs for what runs',
    },
  ],
  run: async (typed, world) => (await import('./claims-list.js')).runClaimsList(typed, world),
};

const doctor: Command = {
  name: 'claims doctor',
  summary: 'Check that the guard of a cluster is installed, and that it refuses a stranger',
  operands: '',
  options: {
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      help: 'Where the stranger tries, without writing anything (default: default)',
    },
    ...KUBECTL_OPTIONS,
  },
  examples: [{ line: 'cdk8s-nodeport claims doctor --context prod', why: 'is the guard of that cluster in force?' }],
  run: async (typed, world) => (await import('./claims-doctor.js')).runClaimsDoctor(typed, world),
};

/** Looks at the claims of a live cluster. */
export const claims: Command = {
  ...commandGroup('claims', 'List the claims of a live cluster, adopt what runs, or check the guard', [list, doctor]),
  operands: '[list|doctor] [RECORD…]',
  fallback: list,
};
