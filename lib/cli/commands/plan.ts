import { CLUSTER_OPTIONS, CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { INPUT_OPTIONS } from '../args/input-options';

const FORMATS = ['text', 'json'];

/** Previews an apply of manifests. */
export const plan: Command = {
  name: 'plan',
  summary: 'Preview an apply of manifests to a live cluster',
  operands: '--live SNAPSHOT PATH…|-',
  options: {
    'live': { type: 'string', short: 'l', value: 'SNAPSHOT', help: 'What the cluster holds, as cdk8s-nodeport snapshot wrote it' },
    'prune': { type: 'boolean', help: 'Count the Services of the snapshot that the manifests lack, in the namespaces that they name, as deleted after the rest is applied' },
    'namespace': { type: 'string', short: 'n', value: 'NAME', help: 'The namespace of manifests that name none (default: default)' },
    'kubernetes-version': CLUSTER_OPTIONS['kubernetes-version'],
    'static-subrange-gate': CLUSTER_OPTIONS['static-subrange-gate'],
    'strict': { type: 'boolean', short: 's', help: 'Treat a risky plan as unsafe' },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    'format': { type: 'string', short: 'f', value: 'FORMAT', choices: FORMATS, help: 'The format of the plan (default: text)' },
  },
  examples: [
    { line: 'cdk8s-nodeport plan --live prod.snapshot.yaml manifests/', why: 'applied by name, folder by folder, as kubectl apply -R does' },
    { line: 'helm template my-chart | cdk8s-nodeport plan --live prod.snapshot.yaml -n shop -', why: 'a chart of the namespace shop' },
    { line: 'cdk8s-nodeport plan --live prod.snapshot.yaml --prune first.yaml second/', why: 'in this order, and what is missing is deleted' },
  ],
  // The reader of YAML is loaded only when there is something to read.
  run: async (typed, world) => (await import('./plan-run.js')).runPlan(typed, world),
};
