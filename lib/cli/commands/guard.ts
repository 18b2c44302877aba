import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';

/** Prints what installs claims and their guard in a cluster. */
export const guard: Command = {
  name: 'guard',
  summary: 'Print the objects that let a cluster guard its claimed node ports',
  operands: '',
  options: {
    'warn': {
      type: 'boolean',
      help: 'Warn of a Service that takes the claimed port of another, and let it pass (default: refuse it)',
    },
    'claims-only': {
      type: 'boolean',
      help: 'Install claims without anything that guards them, for Kubernetes 1.27 to 1.29',
    },
    'exempt-namespace': {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'Let Services of this namespace take any port (default: none)',
    },
    'inject': {
      type: 'boolean',
      help: 'Fill in the claimed number for labelled Services that name none; Kubernetes 1.36 and later',
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
    { line: 'cdk8s-nodeport guard | kubectl apply -f -', why: 'from now on a claimed port is for its Service only' },
    { line: 'cdk8s-nodeport guard --warn | kubectl apply -f -', why: 'first see whom it would refuse' },
    {
      line: 'cdk8s-nodeport guard --inject --tenancy team-a=30010-30019 | kubectl apply -f -',
      why: 'with all that is optional',
    },
  ],
  // The writer of YAML is loaded only when there is something to write.
  run: async (typed, world) => (await import('./guard-run.js')).runGuard(typed, world),
};
