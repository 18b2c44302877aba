import { CLUSTER_OPTIONS, CONFIG_OPTIONS } from '../args/cluster-options';
import { Command } from '../args/command';
import { INPUT_OPTIONS, NAMESPACE_OPTION } from '../args/input-options';
import { OUTPUT_OPTIONS } from '../run/outputs';

/** Checks manifests as one cluster. */
export const check: Command = {
  name: 'check',
  summary: 'Check the node ports of manifests, all together as one cluster',
  operands: 'PATH…|-',
  options: {
    ...CLUSTER_OPTIONS,
    namespace: NAMESPACE_OPTION,
    ...INPUT_OPTIONS,
    ...CONFIG_OPTIONS,
    ...OUTPUT_OPTIONS,
  },
  examples: [
    { line: 'cdk8s-nodeport check manifests/', why: 'every .yaml, .yml and .json of a folder, at any depth' },
    { line: "cdk8s-nodeport check 'teams/*/deploy/**/*.yaml' edge.json", why: 'a pattern and a file, as one cluster' },
    {
      line: 'helm template -n shop my-chart | cdk8s-nodeport check -n shop -',
      why: 'what a chart renders for a namespace',
    },
    {
      line: 'kustomize build overlays/prod | cdk8s-nodeport check - manifests/',
      why: 'what Kustomize builds, together with a folder',
    },
    {
      line: 'cdk8s-nodeport check manifests/ platform/nodeports.lock.yaml',
      why: 'against the ports in the lock of an app',
    },
    { line: 'cdk8s-nodeport check manifests/ prod.snapshot.yaml', why: 'against the ports of a live cluster' },
    { line: 'kubectl get services -A -o json | cdk8s-nodeport check -', why: 'the Services of a cluster' },
    {
      line: "cdk8s-nodeport check --strict --accept pinned-in-dynamic-band='clients move by March' manifests/",
      why: 'treat warnings as errors, except one kind',
    },
    {
      line: 'cdk8s-nodeport check --format text --format sarif --output nodeports.sarif manifests/',
      why: 'one report to read and one to upload',
    },
  ],
  // Loaded on demand: the YAML parser slows down every other command.
  run: async (typed, world) => (await import('./check-run.js')).runCheck(typed, world),
};
