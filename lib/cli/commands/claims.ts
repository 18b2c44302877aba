import { Command } from '../args/command';
import { commandGroup } from '../args/command-group';
import { KUBECTL_OPTIONS } from '../args/kubectl-options';

const list: Command = {
  name: 'claims list',
  summary: 'Show who claims and who holds each port, or print claims for running Services',
  operands: '[RECORD…]',
  options: {
    'json': { type: 'boolean', help: 'Print the list as JSON (default: as a table)' },
    'cluster': {
      type: 'string',
      value: 'NAME',
      help: 'The name of the cluster in the records (default: the only one)',
    },
    'from-snapshot': {
      type: 'string',
      value: 'FILE',
      help: 'Print a claim for each port of this snapshot instead; - reads standard input',
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
    { line: 'cdk8s-nodeport claims', why: 'what is claimed, compared with the Services of the cluster' },
    { line: 'cdk8s-nodeport claims nodeports.lock.yaml', why: 'the same, compared with a lock or a snapshot' },
    {
      line: 'cdk8s-nodeport snapshot | cdk8s-nodeport claims --from-snapshot - | kubectl apply -f -',
      why: 'claim every used port for its Service',
    },
  ],
  run: async (typed, world) => (await import('./claims-list.js')).runClaimsList(typed, world),
};

const doctor: Command = {
  name: 'claims doctor',
  summary: 'Check that the guard of a cluster is installed, and that it works',
  operands: '',
  options: {
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      help: 'The namespace of the test Service, which is only a dry run (default: default)',
    },
    ...KUBECTL_OPTIONS,
  },
  examples: [{ line: 'cdk8s-nodeport claims doctor --context prod', why: 'is the guard of that cluster active?' }],
  run: async (typed, world) => (await import('./claims-doctor.js')).runClaimsDoctor(typed, world),
};

/** Lists or checks the claims of a live cluster. */
export const claims: Command = {
  ...commandGroup('claims', 'List the claims of a live cluster, adopt running Services, or check the guard', [
    list,
    doctor,
  ]),
  operands: '[list|doctor] [RECORD…]',
  fallback: list,
};
