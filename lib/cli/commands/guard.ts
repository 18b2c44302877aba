import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';

/** Prints the objects that install claims and their guard in a cluster. */
export const guard: Command = {
  name: 'guard',
  summary: 'Print the objects that let a cluster guard its claimed node ports',
  operands: '',
  options: {
    'warn': {
      type: 'boolean',
      help: 'Only warn about a Service on a port claimed for another (default: refuse it)',
    },
    'claims-only': {
      type: 'boolean',
      help: 'Install claims without a guard, for Kubernetes 1.27 to 1.29',
    },
    'exempt-namespace': {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'Do not guard the Services of this namespace (default: none)',
    },
    'inject': {
      type: 'boolean',
      help: 'Fill in claimed numbers for labeled Services without one; needs Kubernetes 1.36',
    },
    'tenancy': {
      type: 'string',
      value: 'GROUP=PORTS',
      multiple: true,
      help: 'Let only this group claim these ports, such as team-a=30010-30019',
    },
    'tenancy-user': {
      type: 'string',
      value: 'USER=PORTS',
      multiple: true,
      help: 'The same for one user, such as a service account of a pipeline',
    },
    'kubernetes-version': {
      type: 'string',
      value: 'VERSION',
      help: 'The version of the API server, such as 1.31 (default: a recent one)',
    },
    ...CONFIG_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport guard | kubectl apply -f -', why: 'from now on, only its Service can use a claimed port' },
    { line: 'cdk8s-nodeport guard --warn | kubectl apply -f -', why: 'see first what it would refuse' },
    {
      line: 'cdk8s-nodeport guard --inject --tenancy team-a=30010-30019 | kubectl apply -f -',
      why: 'with all optional parts',
    },
  ],
  // Loaded on demand: the YAML writer slows down every other command.
  run: async (typed, world) => (await import('./guard-run.js')).runGuard(typed, world),
};
