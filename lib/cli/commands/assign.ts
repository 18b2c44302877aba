import { ASSIGNMENT_FORMATS } from '../../report/assignment-report';
import { CLUSTER_OPTIONS, CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { CLAIMS_OPTION, INPUT_OPTIONS, LOCK_OPTION } from '../args/input-options';

/** Fills node ports into manifests. */
export const assign: Command = {
  name: 'assign',
  summary: 'Write static node ports into manifests, and record them in a lock file',
  operands: 'PATH…|-',
  options: {
    lock: LOCK_OPTION,
    all: { type: 'boolean', short: 'a', help: 'Fill every open port, whether or not its Service asks for it' },
    check: { type: 'boolean', help: 'Change nothing, and exit with 2 if something would change' },
    frozen: { type: 'boolean', help: 'Use numbers that the lock has, and no others (default: where CI is set)' },
    prune: { type: 'boolean', help: 'Retire ports that assign recorded for Services that none of the paths holds' },
    claims: CLAIMS_OPTION,
    ...CLUSTER_OPTIONS,
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      help: 'The namespace of manifests that name none, as passed to kubectl or Helm (default: default)',
    },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      choices: ASSIGNMENT_FORMATS,
      help: 'The format of the report (default: text)',
    },
  },
  examples: [
    { line: 'cdk8s-nodeport assign manifests/', why: 'the Services that ask for it, in place' },
    { line: 'cdk8s-nodeport assign --all manifests/', why: 'every port without a number' },
    { line: 'cdk8s-nodeport assign --check manifests/', why: 'in CI: is every number there?' },
    {
      line: 'helm template -n shop my-chart | cdk8s-nodeport assign -n shop - > shop.yaml',
      why: 'as a filter: what a chart renders, with numbers',
    },
    { line: 'cdk8s-nodeport assign manifests/ prod.snapshot.yaml', why: 'around the ports of a live cluster' },
  ],
  // Loaded on demand: the YAML parser slows down every other command.
  run: async (typed, world) => (await import('./assign-run.js')).runAssign(typed, world),
};
