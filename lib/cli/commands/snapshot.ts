import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';

/** Takes down what a live cluster holds. */
export const snapshot: Command = {
  name: 'snapshot',
  summary: 'Take down the node ports that a live cluster holds',
  operands: '[-]',
  options: {
    context: { type: 'string', value: 'NAME', help: 'The context that kubectl is to use, its current one unless given' },
    kubeconfig: { type: 'string', value: 'FILE', help: 'The kubeconfig that kubectl is to use' },
    cluster: { type: 'string', value: 'NAME', help: 'What the snapshot calls the cluster' },
    range: { type: 'string', short: 'r', value: 'RANGE', help: 'The --service-node-port-range of its API server, 30000-32767 unless given' },
    ...CONFIG_OPTIONS,
    output: { type: 'string', short: 'o', value: 'FILE', help: 'Where the snapshot goes, as prod.snapshot.yaml; standard output unless given' },
  },
  examples: [
    { line: 'cdk8s-nodeport snapshot --context prod --cluster prod --output prod.snapshot.yaml', why: 'what the cluster of a context holds' },
    { line: 'kubectl get services -A -o json | cdk8s-nodeport snapshot - --output prod.snapshot.yaml', why: 'the same, from what kubectl printed' },
  ],
  // The writer of YAML is loaded only when there is something to write.
  run: async (typed, world) => (await import('./snapshot-run.js')).runSnapshot(typed, world),
};
