import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { KUBECTL_OPTIONS } from '../args/kubectl-options';

/** Records what a live cluster holds. */
export const snapshot: Command = {
  name: 'snapshot',
  summary: 'Record the node ports of a live cluster',
  operands: '[-]',
  options: {
    ...KUBECTL_OPTIONS,
    'no-secrets': {
      type: 'boolean',
      help: 'Do not read the last manifests of Helm releases, which are in Secrets',
    },
    'cluster': { type: 'string', value: 'NAME', help: 'The name of the cluster in the snapshot' },
    'range': {
      type: 'string',
      short: 'r',
      value: 'RANGE',
      help: 'The --service-node-port-range of its API server (default: 30000-32767)',
    },
    ...CONFIG_OPTIONS,
    'output': {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'The file to write, such as prod.snapshot.yaml (default: standard output)',
    },
  },
  examples: [
    {
      line: 'cdk8s-nodeport snapshot --context prod --cluster prod --output prod.snapshot.yaml',
      why: 'the cluster of a context',
    },
    {
      line:
        'kubectl get services -A -o json --show-managed-fields | cdk8s-nodeport snapshot - ' +
        '--output prod.snapshot.yaml',
      why: 'the same, from what kubectl printed',
    },
  ],
  // Loaded on demand: the YAML writer slows down every other command.
  run: async (typed, world) => (await import('./snapshot-run.js')).runSnapshot(typed, world),
};
