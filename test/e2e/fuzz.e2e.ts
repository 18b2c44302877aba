import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Api } from './api';
import { RELEASES, Release, assetsOf, cleanUp, service, withCluster } from './cluster';
import { Service, disagreement, predict } from './library';
import { PortRange } from '../../lib';

/** The minimum number of Services to compare in a run. */
const LEAST = Number(process.env.FUZZ_SERVICES ?? 2000);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/**
 * Where the library cannot know the answer, by name; docs/verdict.md explains each.
 *
 * `own-dynamic-pick`: for one port of a Service, the API server picked the number that another port of it asks for.
 * The library warns about it, and nobody can predict when it happens.
 */
const EXPLAINED = ['own-dynamic-pick'] as const;

interface Tally {
  compared: number;
  accepted: number;
  readonly disagreements: string[];
  readonly explained: Record<(typeof EXPLAINED)[number], number>;
}

/** Node ports for a range: mostly unset or inside it, often the same few, sometimes what no cluster accepts. */
function numbersAround(first: number, last: number): fc.Arbitrary<number | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.integer({ min: first, max: first + 3 }) },
    { weight: 6, arbitrary: fc.integer({ min: first, max: last }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, 1, first - 1, last, last + 1, 65536) },
  );
}

function ports(numbers: fc.Arbitrary<number | undefined>) {
  const port = fc.record({
    name: fc.oneof(
      { weight: 12, arbitrary: fc.uuid().map((id) => `p${id.slice(0, 8)}`) },
      { weight: 1, arbitrary: fc.constantFrom('', 'web', 'dns') },
    ),
    port: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 9 }) },
      { weight: 6, arbitrary: fc.constant(53) },
      { weight: 1, arbitrary: fc.constant(10250) },
    ),
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP', undefined),
    nodePort: numbers,
  });
  return fc.array(port, { minLength: 1, maxLength: 4 });
}

function specs(numbers: fc.Arbitrary<number | undefined>): fc.Arbitrary<Record<string, unknown>> {
  const policy = fc.constantFrom(undefined, 'Cluster', 'Local');
  const plain = fc.record({
    type: fc.constantFrom('NodePort', 'NodePort', 'NodePort', 'ClusterIP', undefined),
    ports: ports(numbers),
  });
  const nodePort = fc.record({
    type: fc.constant('NodePort'),
    externalTrafficPolicy: policy,
    healthCheckNodePort: fc.option(numbers, { nil: undefined, freq: 4 }),
    ports: ports(numbers),
  });
  const balancer = fc.record({
    type: fc.constant('LoadBalancer'),
    externalTrafficPolicy: policy,
    allocateLoadBalancerNodePorts: fc.constantFrom(undefined, true, false),
    healthCheckNodePort: fc.option(numbers, { nil: undefined }),
    ports: ports(numbers),
  });
  const odd = fc.record({
    type: fc.constantFrom('NodePort', 'LoadBalancer', 'ClusterIP'),
    clusterIP: fc.constantFrom(undefined, 'None'),
    allocateLoadBalancerNodePorts: fc.constantFrom(undefined, undefined, true),
    ports: ports(numbers),
  });
  const external = fc.record({
    type: fc.constant('ExternalName'),
    externalName: fc.constant('a.example'),
    ports: ports(fc.constantFrom(undefined, 30000, 30001, 99999)),
  });
  return fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 2, arbitrary: nodePort },
    { weight: 4, arbitrary: balancer },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: external },
  );
}

/** Creates Services one after another, comparing each verdict; those that were accepted are removed afterwards. */
async function compare(api: Api, list: Record<string, unknown>[], cluster: object, tally: Tally): Promise<void> {
  const held: Service[] = [];
  try {
    for (const [index, spec] of list.entries()) {
      const candidate = service(`web-${index}`, spec);
      const prediction = predict(candidate, held, cluster);
      const answer = await api.create(candidate);
      if (answer.code < 300) held.push(answer.body);
      tally.compared++;
      tally.accepted += Number(answer.code < 300);

      const difference = disagreement(answer, prediction);
      if (difference === undefined) continue;
      const collided = Number(
        /(?:Invalid value: |HealthCheck NodePort )(\d+): provided port is already allocated/.exec(
          answer.body.message,
        )?.[1],
      );
      if (prediction.atRisk.includes(collided)) {
        tally.explained['own-dynamic-pick']++;
        continue;
      }
      tally.disagreements.push(difference);
      throw new Error(`${difference}\n${answer.code} ${answer.body.message ?? ''}\n${stringify(candidate)}`);
    }
  } finally {
    await cleanUp(api, held);
  }
}

async function fuzz(release: Release, portRange: string, least: number): Promise<Tally> {
  const { first, last } = PortRange.parse(portRange);
  const tally: Tally = { compared: 0, accepted: 0, disagreements: [], explained: { 'own-dynamic-pick': 0 } };
  await withCluster({ assets: assetsOf(release), portRange }, async ({ api, version }) => {
    const sequences = fc.array(specs(numbersAround(first, last)), { minLength: 8, maxLength: 30, size: 'max' });
    const cluster = { portRange, kubernetesVersion: version };
    const run = fc.asyncProperty(sequences, async (list) => compare(api, list, cluster, tally));
    await fc.assert(run, {
      seed: SEED,
      numRuns: Math.ceil(least / 13),
      // Shrinking needs the server too, so it ends after this time with the smallest case found so far.
      interruptAfterTimeLimit: 300_000,
      markInterruptAsFailure: true,
      reporter: async (details) => {
        if (!details.failed) return;
        const [list] = details.counterexample!;
        throw new Error(
          `seed ${details.seed}, path ${details.counterexamplePath}\n${details.errorInstance}\nThe shrunk ` +
            `sequence:\n${list.map((spec, index) => stringify(service(`web-${index}`, spec))).join('---\n')}`,
        );
      },
    });
  });
  return tally;
}

const RUNS: readonly { release: Release; portRange: string; least: number }[] = [
  { release: 'newest', portRange: '30000-32767', least: LEAST },
  { release: '1.27', portRange: '30000-32767', least: LEAST / 5 },
  // So small that it fills up.
  { release: 'newest', portRange: '30000-30019', least: LEAST / 5 },
];

for (const { release, portRange, least } of RUNS.filter((each) => RELEASES.includes(each.release))) {
  test(`Services created in turn on ${release} with range ${portRange}: every verdict is the server's`, async (context) => {
    const tally = await fuzz(release, portRange, least);
    context.diagnostic(
      `seed ${SEED}: ${tally.compared} Services compared, ${tally.accepted} accepted by both, ` +
        `${tally.disagreements.length} disagreements, explained: ${JSON.stringify(tally.explained)}`,
    );
    assert.ok(tally.compared >= least);
    assert.deepEqual(tally.disagreements, []);
  });
}
