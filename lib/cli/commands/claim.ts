import { CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { KUBECTL_OPTIONS } from '../args/kubectl-options';

/** Claims a node port in a live cluster, or releases one. */
export const claim: Command = {
  name: 'claim',
  summary: 'Claim a node port of a live cluster for a Service, or release one',
  operands: '[PORT…]',
  options: {
    'service': {
      type: 'string',
      value: 'NAMESPACE/NAME',
      help: 'The Service that may use the port, or NAMESPACE/* (default: none, the port is only held)',
    },
    'port': {
      type: 'string',
      value: 'NAME',
      help: 'The port of the Service, by name (default: its only port)',
    },
    'reason': { type: 'string', value: 'TEXT', help: 'Why the port is claimed; shown to anybody who is refused' },
    'claimed-by': {
      type: 'string',
      value: 'TEXT',
      help: 'Whom to talk to (default: the git remote of the repository)',
    },
    'next': { type: 'boolean', help: 'Claim the first free static port that the cluster grants' },
    'release': { type: 'boolean', help: 'Release the named ports' },
    'range': {
      type: 'string',
      short: 'r',
      value: 'RANGE',
      help: 'next: the --service-node-port-range of the API server (default: 30000-32767)',
    },
    ...CONFIG_OPTIONS,
    ...KUBECTL_OPTIONS,
  },
  examples: [
    {
      line: "cdk8s-nodeport claim 30009 --service storage/minio --reason 'S3 for the appliances'",
      why: 'this port, for this Service',
    },
    {
      line: 'cdk8s-nodeport claim --next --service storage/minio --port console',
      why: 'any free port; prints its number',
    },
    { line: 'cdk8s-nodeport claim --release 30009', why: 'let anybody have it' },
  ],
  run: async (typed, world) => (await import('./claim-run.js')).runClaim(typed, world),
};
