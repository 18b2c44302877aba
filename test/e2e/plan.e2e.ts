import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { Api } from './api';
import { assetsOf, nodePortsOf } from './cluster';
import { ControlPlane, startControlPlane } from './control-plane';
import { Service } from './library';
import { cli } from '../support/cli';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.PLAN_RUNS ?? 60);
const RANGE = '30000-30031';

const service = (name: string, ports: object[], spec: object = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { type: 'NodePort', selector: { app: name }, ports, ...spec },
});
const pinned = (name: string, nodePort: number) => service(name, [{ name: 'web', port: 80, nodePort }]);
const dns = (name: string, nodePort: number) =>
  service(
    name,
    ['TCP', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol, nodePort })),
  );
const local = (name: string, nodePort: number, healthCheckNodePort: number) =>
  service(name, [{ name: 'web', port: 80, nodePort }], {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort,
  });

const flagged = (type: string) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { type, allocateLoadBalancerNodePorts: false });

/** A namespace of a real cluster, the command line over it, and a real kubectl. */
class Shop {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-plan-'));
  private readonly env: Record<string, string | undefined>;

  constructor(private readonly plane: ControlPlane) {
    writeFileSync(join(this.folder, 'kubeconfig'), plane.kubeConfig);
    this.env = {
      ...process.env,
      PATH: `${assetsOf('newest')}${delimiter}${process.env.PATH}`,
      KUBECONFIG: join(this.folder, 'kubeconfig'),
    };
  }

  public get api(): Api {
    return this.plane.api;
  }

  /** Types a line, as a user does. */
  public type(line: string): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${line}`], {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  /** Empties the namespace and applies Services, in order; those that are refused are not there. */
  public reset(services: readonly Service[]): void {
    assert.equal(this.type('kubectl delete services --all -n shop').status, 0);
    this.write('live', services);
    for (const index of services.keys()) this.type(`kubectl apply -f live/${nameOf(index)}`);
  }

  /** Writes Services to files, which sort in their order. */
  public write(folder: string, services: readonly Service[]): void {
    rmSync(join(this.folder, folder), { recursive: true, force: true });
    mkdirSync(join(this.folder, folder));
    services.forEach((each, index) => writeFileSync(join(this.folder, folder, nameOf(index)), JSON.stringify(each)));
  }

  /** What a plan says, over a snapshot that is taken now. */
  public async plan(services: readonly Service[], prune = false, options: readonly string[] = []) {
    this.write('next', services);
    const world = { cwd: this.folder, env: this.env };
    rmSync(join(this.folder, 'now.snapshot.yaml'), { force: true });
    const taken = await cli(['snapshot', '--range', RANGE, '--output', 'now.snapshot.yaml'], world);
    assert.equal(taken.code, 0, taken.stderr);
    const argv = ['plan', '--live', 'now.snapshot.yaml', ...(prune ? ['--prune'] : []), ...options, 'next'];
    const [text, json] = [await cli(argv, world), await cli([...argv, '--format', 'json'], world)];
    const lines = [...text.stdout.matchAll(/^ {5}(\S.*)$/gm)].map(([, line]) => line);
    return { ...(JSON.parse(json.stdout) as PlanJson), code: text.code, text: text.stdout, lines };
  }

  /** Applies what was planned, file by file, and hands back what was refused, by place. */
  public applyAsGiven(services: readonly Service[]): { document: number; error: string }[] {
    return services.flatMap((_, document) => {
      const { status, output } = this.type(`kubectl apply -f next/${nameOf(document)}`);
      return status === 0 ? [] : [{ document, error: output }];
    });
  }

  /** The numbers of every Service that is there. */
  public ports(): Record<string, number[]> {
    const { items } = JSON.parse(this.type('kubectl get services -n shop -o json').output) as { items: Service[] };
    return Object.fromEntries(items.map((each) => [each.metadata.name, nodePortsOf(each)]));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface PlanJson {
  readonly verdict: string;
  readonly refusals: readonly { readonly document: number; readonly status: number; readonly error: string }[];
  readonly sequence?: readonly object[];
  readonly hazards: readonly { readonly kind: string }[];
  readonly changes: readonly { readonly kind: string; readonly service: string; readonly to?: number }[];
}

function nameOf(index: number): string {
  return `${String(index).padStart(2, '0')}.json`;
}

/** What snapshot and plan say beside what a real API server does, by a real kubectl. */
describe('plan', () => {
  let plane: ControlPlane;
  let shop: Shop;
  before(async () => {
    plane = await startControlPlane({ assets: assetsOf('newest'), portRange: RANGE });
    shop = new Shop(plane);
    assert.equal(shop.type('kubectl create namespace shop').status, 0);
  });
  after(async () => {
    shop.remove();
    await plane.stop();
  });

  const SAFE: [string, Service[], Service[]][] = [
    [
      'new, moved and unchanged ports',
      [pinned('a', 30001), pinned('b', 30002)],
      [pinned('a', 30001), pinned('b', 30003), pinned('c', 30004)],
    ],
    [
      'a number that changes its owner, the old one first',
      [pinned('a', 30001)],
      [pinned('a', 30002), pinned('b', 30001)],
    ],
    [
      'two ports of one Service that swap',
      [
        service('a', [
          { name: 'x', port: 80, nodePort: 30001 },
          { name: 'y', port: 81, nodePort: 30002 },
        ]),
      ],
      [
        service('a', [
          { name: 'x', port: 80, nodePort: 30002 },
          { name: 'y', port: 81, nodePort: 30001 },
        ]),
      ],
    ],
    ['a number that is left out and kept', [pinned('a', 30001)], [service('a', [{ name: 'web', port: 80 }])]],
    [
      'a Service that turns to ClusterIP, and one that takes its number',
      [pinned('a', 30001)],
      [service('a', [{ name: 'web', port: 80 }], { type: 'ClusterIP' }), pinned('b', 30001)],
    ],
    [
      'a Service that turns to ExternalName with its number in it, and one that takes the number',
      [pinned('a', 30001)],
      [
        service('a', [{ name: 'web', port: 80, nodePort: 30001 }], { type: 'ExternalName', externalName: 'a.example' }),
        pinned('b', 30001),
      ],
    ],
    ['a load balancer without allocation that turns to NodePort', [flagged('LoadBalancer')], [flagged('NodePort')]],
    ['a load balancer with a health check of its own', [], [local('lb', 30001, 30002)]],
  ];
  for (const [name, live, next] of SAFE) {
    test(`safe, and then applied without an error: ${name}`, async () => {
      shop.reset(live);
      const { verdict, code, text } = await shop.plan(next);
      assert.deepEqual([verdict, code], ['safe', 0], text);
      assert.deepEqual(shop.applyAsGiven(next), []);
    });
  }

  const UNSAFE: [string, string, Service[], Service[], boolean?][] = [
    [
      'owner-changes',
      'a number is asked for before its owner lets go',
      [pinned('a', 30001), pinned('b', 30002)],
      [pinned('a', 30002), pinned('b', 30003)],
    ],
    ['holder-deleted', 'a renamed Service keeps its number', [pinned('old', 30001)], [pinned('new', 30001)], true],
    ['cycle', 'two Services swap', [pinned('a', 30001), pinned('b', 30002)], [pinned('a', 30002), pinned('b', 30001)]],
    [
      'cycle',
      'four Services go round',
      ['a', 'b', 'c', 'd'].map((each, index) => pinned(each, 30001 + index)),
      ['a', 'b', 'c', 'd'].map((each, index) => pinned(each, 30001 + ((index + 1) % 4))),
    ],
    [
      'cycle',
      'two swap while every number is in use',
      Array.from({ length: 32 }, (_, index) => pinned(`s${index}`, 30000 + index)),
      [pinned('s0', 30001), pinned('s1', 30000)],
    ],
    [
      'cycle',
      'two Services of two protocols swap',
      [dns('a', 30001), dns('b', 30002)],
      [dns('a', 30002), dns('b', 30001)],
    ],
    [
      'health-check-changes',
      'a health check gets another port',
      [local('lb', 30001, 30002)],
      [local('lb', 30001, 30003)],
    ],
    [
      'health-check-changes',
      'a health check changes place with its own port',
      [local('lb', 30001, 30002)],
      [local('lb', 30002, 30001)],
    ],
  ];
  for (const [kind, name, live, next, prune] of UNSAFE) {
    test(`unsafe, fails as predicted, and succeeds in the sequence that was typed: ${name}`, async () => {
      shop.reset(live);
      const { verdict, code, text, refusals, hazards, lines } = await shop.plan(next, prune);
      assert.deepEqual([verdict, code, hazards.map((hazard) => hazard.kind)], ['unsafe', 2, [kind]], text);
      const refused = shop.applyAsGiven(next);
      assert.deepEqual(
        refused.map(({ document }) => document),
        refusals.map(({ document }) => document),
        text,
      );
      for (const [index, { error }] of refusals.entries()) {
        assert.ok(
          refused[index].error.includes(error.replace(/^.*invalid: /, '')),
          `${refused[index].error}\n${error}`,
        );
      }
      shop.reset(live);
      for (const line of lines) {
        const { status, output } = shop.type(line);
        assert.equal(status, 0, `${line}\n${output}`);
      }
      const ports = shop.ports();
      for (const each of next) assert.deepEqual(ports[each.metadata.name], nodePortsOf(each));
      if (prune) {
        assert.deepEqual(
          Object.keys(ports),
          next.map(({ metadata }) => metadata.name),
        );
      }
    });
  }

  test('unsafe where kubectl never wrote the Service: it keeps a port that the manifest lacks, with its number', async () => {
    shop.reset([]);
    await shop.api.create(
      service('a', [
        { name: 'web', port: 80, nodePort: 30001 },
        { name: 'tls', port: 443, nodePort: 30002 },
      ]),
    );
    const next = [pinned('a', 30001), pinned('b', 30002)];
    const { verdict, code, refusals } = await shop.plan(next);
    assert.deepEqual([verdict, code, refusals.map(({ document }) => document)], ['unsafe', 2, [1]]);
    const [{ document, error }] = shop.applyAsGiven(next);
    assert.equal(document, 1);
    assert.match(error, /provided port is already allocated/);
  });

  test('a number of a Service that nothing changes: no sequence is proposed, and it is refused', async () => {
    shop.reset([pinned('other', 30001)]);
    const { verdict, sequence, refusals } = await shop.plan([pinned('web', 30001)]);
    assert.deepEqual(
      [verdict, sequence, refusals.map(({ document, status }) => [document, status])],
      ['unsafe', undefined, [[0, 422]]],
    );
    assert.match(shop.applyAsGiven([pinned('web', 30001)])[0].error, /provided port is already allocated/);
  });

  test(`random clusters and manifests, seed ${SEED}`, async () => {
    const tally = { planned: 0, safe: 0, unsafe: 0, sequences: 0 };
    await fc.assert(
      fc.asyncProperty(worlds, async ([live, next]) => {
        await replaceAll(shop.api, live);
        const { verdict, refusals, sequence, text } = await shop.plan(next, false, ['--apply', 'replace']);
        const refused = await replaceEach(shop.api, next);
        assert.deepEqual(
          refused,
          refusals.map(({ document, status }) => ({ document, status })),
          text,
        );
        tally.planned++;
        tally[verdict as 'safe' | 'unsafe']++;
        if (sequence !== undefined) tally.sequences++;
      }),
      { numRuns: RUNS, seed: SEED },
    );
    console.log(
      `seed ${SEED}: ${tally.planned} plans compared, ${tally.safe} safe, ${tally.unsafe} unsafe, ` +
        `${tally.sequences} with a sequence: 0 disagreements`,
    );
  });
});

// Pinned numbers are static, so that the server's own picks decide nothing.
const number = fc.constantFrom(undefined, 30000, 30001, 30002, 30003);
const port = (name: string) =>
  fc.record({
    name: fc.constant(name),
    port: fc.constantFrom(80, 81),
    protocol: fc.constantFrom('TCP', 'TCP', 'UDP'),
    nodePort: number,
  });
const ports = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(port('a')) },
  { weight: 2, arbitrary: fc.tuple(port('a'), port('b')) },
);
const spec = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('LoadBalancer'),
      externalTrafficPolicy: fc.constant('Local'),
      healthCheckNodePort: number,
    }),
  },
);
const any = fc
  .tuple(fc.constantFrom('p', 'q', 'r', 's'), ports, spec)
  .map(([name, list, rest]) => service(name, list, rest));
const worlds = fc.tuple(fc.array(any, { maxLength: 6 }), fc.array(any, { minLength: 1, maxLength: 4 }));

/** PUTs Services over what is there, and says which are refused. */
async function replaceEach(api: Api, services: readonly Service[]): Promise<{ document: number; status: number }[]> {
  const refused: { document: number; status: number }[] = [];
  for (const [document, each] of services.entries()) {
    const isThere = (await api.read(each)).code === 200;
    const { code } = isThere ? await api.replace(each) : await api.create(each);
    if (code >= 300) refused.push({ document, status: code });
  }
  return refused;
}

async function replaceAll(api: Api, services: readonly Service[]): Promise<void> {
  for (const name of ['p', 'q', 'r', 's']) await api.remove(pinned(name, 0));
  await replaceEach(api, services);
}
