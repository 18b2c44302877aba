import { ApplyTool } from '../../core/merge/apply-tools';
import { PlanFormat } from '../../report/plan-formats';
import { CLUSTER_OPTIONS, CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { INPUT_OPTIONS } from '../args/input-options';

const FORMATS: readonly PlanFormat[] = ['text', 'json'];

/** Previews an apply of manifests. */
export const plan: Command = {
  name: 'plan',
  summary: 'Preview an apply of manifests to a live cluster',
  operands: '--live SNAPSHOT PATH…|-',
  options: {
    'live': {
      type: 'string',
      short: 'l',
      value: 'SNAPSHOT',
      help: 'The snapshot of the cluster, as cdk8s-nodeport snapshot writes it',
    },
    'apply': {
      type: 'string',
      value: 'TOOL',
      choices: Object.values(ApplyTool),
      help: 'The tool that applies the manifests (default: kubectl, or helm for Services that a release owns)',
    },
    'force-conflicts': {
      type: 'boolean',
      help: 'Take over fields that other managers own, like the flag of kubectl and Helm 4',
    },
    'release': {
      type: 'string',
      value: 'NAME',
      help: 'The Helm release of the manifests (default: the one that owns their live Services)',
    },
    'chart': { type: 'string', value: 'CHART', help: 'The chart for helm upgrade in a proposed sequence' },
    'prune': {
      type: 'boolean',
      help:
        'Expect Services that the manifests lack to be deleted at the end, as kubectl apply --prune --all or Helm ' +
        'would',
    },
    'namespace': {
      type: 'string',
      short: 'n',
      value: 'NAME',
      help: 'The namespace of manifests that name none (default: default)',
    },
    'lock': {
      type: 'string',
      value: 'FILE',
      help: 'The lock whose numbers are not proposed (default: nodeports.lock.yaml, if it is there)',
    },
    'kubernetes-version': CLUSTER_OPTIONS['kubernetes-version'],
    'static-subrange-gate': CLUSTER_OPTIONS['static-subrange-gate'],
    'strict': { type: 'boolean', short: 's', help: 'Treat a risky plan as unsafe' },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    'format': {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      choices: FORMATS,
      help: 'The format of the plan (default: text)',
    },
  },
  examples: [
    {
      line: 'cdk8s-nodeport plan --live prod.snapshot.yaml manifests/',
      why: 'applied by name, folder by folder, as kubectl apply -R does',
    },
    {
      line: 'helm template my-chart | cdk8s-nodeport plan --live prod.snapshot.yaml -n shop -',
      why: 'a chart of the namespace shop',
    },
    {
      line:
        'helm template web ./chart -n shop | cdk8s-nodeport plan --live prod.snapshot.yaml --apply helm ' +
        '--chart ./chart -n shop -',
      why: 'what helm upgrade will do',
    },
    {
      line: 'cdk8s-nodeport plan --live prod.snapshot.yaml --prune first.yaml second/',
      why: 'in this order, and what is missing is deleted',
    },
  ],
  // Loaded on demand: the YAML parser slows down every other command.
  run: async (typed, world) => (await import('./plan-run.js')).runPlan(typed, world),
};
