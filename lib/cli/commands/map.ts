import { CLUSTER_OPTIONS, CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { CLAIMS_OPTION, INPUT_OPTIONS, NAMESPACE_OPTION } from '../args/input-options';
import { MAP_OUTPUT_OPTIONS } from '../args/map-output-options';

/** Draws the port space. */
export const map: Command = {
  name: 'map',
  summary: 'Draw who has which node port, what is free and what a plan changes',
  operands: '[PATH…|-]',
  options: {
    ...CLUSTER_OPTIONS,
    cluster: {
      ...CLUSTER_OPTIONS.cluster,
      help: 'The cluster of the manifests, and the only one to draw (default: every cluster of the records)',
    },
    namespace: NAMESPACE_OPTION,
    lock: {
      type: 'string',
      value: 'FILE',
      multiple: true,
      help: 'A lock file (default: nodeports.lock.yaml, if nothing else is named)',
    },
    live: {
      type: 'string',
      short: 'l',
      value: 'SNAPSHOT',
      multiple: true,
      help: 'A snapshot of a cluster; manifests are then drawn as a plan over it',
    },
    claims: CLAIMS_OPTION,
    prune: {
      type: 'boolean',
      help: 'Count Services that the manifests lack as deleted, in the namespaces that the manifests name',
    },
    history: { type: 'boolean', help: 'Show how the lock grew, from its git history' },
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    ...MAP_OUTPUT_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport map', why: 'what nodeports.lock.yaml records, on the terminal' },
    {
      line: 'cdk8s-nodeport map manifests/ --lock nodeports.lock.yaml --output ports.html',
      why: 'a page to send to a colleague',
    },
    {
      line: 'cdk8s-nodeport map manifests/ --live prod.snapshot.yaml --output ports.html',
      why: 'and what applying the manifests changes',
    },
    {
      line: 'cdk8s-nodeport map --live prod.snapshot.yaml --live lab.snapshot.yaml --output ports.html',
      why: 'several clusters on one page',
    },
    { line: 'cdk8s-nodeport map --output docs/ports.svg', why: 'the static band as a picture for a README' },
    { line: 'cdk8s-nodeport map --history --output ports.html', why: 'with the history of the lock' },
  ],
  // Loaded on demand: the drawing code slows down every other command.
  run: async (typed, world) => (await import('./map-run.js')).runMap(typed, world),
};
