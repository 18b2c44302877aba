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
    cluster: { type: 'string', value: 'NAME', help: 'What the snapshot calls the cluster' },
    range: {
      type: 'string',
      short: 'r',
      value: 'RANGE',
      help: 'The --service-node-port-range of its API server (default: 30000-32767)',
    },
    ...CONFIG_OPTIONS,
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      help: 'Where the snapshot goes, such as prod.snapshot.yaml (default: standard output)',
    },
  },
  examples: [
    {
      line: 'cdk8s-nodeport snapshot --context prod --cluster prod --output prod.snapshot.yaml',
      why: 'what the cluster of a context holds',
    },
    {
      line: 'kubectl get services -A -o json | cdk8s-nodeport snapshot - --output prod.snapshot.yaml',
      why: 'the same, from what kubectl printed',
    },
  ],
  // Loaded on demand: the YAML writer slows down every other command.
  run: async (typed, world) => (await import('./snapshot-run.js')).runSnapshot(typed, world),
};
