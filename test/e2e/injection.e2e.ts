import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { GuardedCluster } from './guarded-cluster';
import { claimOf, portsOf } from './objects';

const LABEL = { labels: { 'nodeport.cdk8s.io/from-claims': 'true' } };
const [API, CONSOLE] = [
  { name: 'api', port: 9000 },
  { name: 'console', port: 9001 },
];
const CLAIMS = [
  claimOf(30009, 'storage/minio', 'team', { port: 'api' }),
  claimOf(30010, 'storage/minio', 'team', { port: 'console' }),
];
const minio = (ports: object[] = [API, CONSOLE], spec: object = {}, metadata: object = LABEL) =>
  portsOf('storage', 'minio', ports, spec, metadata);

describe('a Service with the label and without a number', () => {
  let cluster: GuardedCluster;
  before(async () => {
    cluster = await GuardedCluster.start();
    await cluster.install('--inject');
  });
  beforeEach(async () => {
    await cluster.reset();
    for (const claim of CLAIMS) await cluster.claim(claim);
  });
  after(() => cluster.stop());

  test('gets the numbers that are claimed for it, with whatever tool it is written', () => {
    const dry = cluster.done('create --dry-run=server -o json -f -', minio());
    assert.deepEqual(
      [...dry.matchAll(/"nodePort": (\d+)/g)].map(([, port]) => port),
      ['30009', '30010'],
    );
    for (const args of [
      'apply -f -',
      'apply -f -',
      'replace -f -',
      'apply --server-side --force-conflicts -f -',
      'apply --server-side --force-conflicts -f -',
    ]) {
      cluster.done(args, minio());
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009 console=30010', args);
    }
  });

  test('gets them from the first server-side apply, and keeps them', () => {
    for (const round of [1, 2]) {
      cluster.done('apply --server-side -f -', minio());
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009 console=30010', `round ${round}`);
    }
  });

  test('gets them again whenever it is recreated', () => {
    for (let round = 0; round < 3; round++) {
      cluster.done('create -f -', minio());
      assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009 console=30010');
      cluster.done('delete service minio -n storage');
    }
  });

  test('gets the number of a claim without a port name if it has only one port', async () => {
    await cluster.claim(claimOf(30020, 'storage/one', 'team'));
    cluster.done('apply -f -', portsOf('storage', 'one', [{ port: 80 }], {}, LABEL));
    assert.equal(cluster.portsOf('storage', 'one'), '=30020');
  });

  test('gets only one number if two are claimed for one port', async () => {
    await cluster.claim(claimOf(30011, 'storage/minio', 'team', { port: 'api' }));
    cluster.done('apply -f -', minio());
    assert.match(cluster.portsOf('storage', 'minio'), /^api=300(09|11) console=30010$/);
  });

  test('shares the number of one service port between its protocols', async () => {
    await cluster.claim(claimOf(30053, 'storage/dns', 'team', { port: 'tcp' }));
    cluster.done(
      'apply -f -',
      portsOf(
        'storage',
        'dns',
        [
          { name: 'tcp', port: 53 },
          { name: 'udp', port: 53, protocol: 'UDP' },
        ],
        {},
        LABEL,
      ),
    );
    assert.equal(cluster.portsOf('storage', 'dns'), 'tcp=30053 udp=30053');
  });

  test('may be a load balancer', () => {
    cluster.done('apply -f -', minio([API], { type: 'LoadBalancer' }));
    assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
  });

  test('is not changed without the label, with a number of its own, or if nothing is claimed for it', () => {
    cluster.done('apply -f -', minio([API], {}, {}));
    assert.doesNotMatch(cluster.portsOf('storage', 'minio'), /30009/);
    cluster.done('delete service minio -n storage');
    cluster.done('apply -f -', minio([{ ...API, nodePort: 30050 }, CONSOLE]));
    assert.equal(cluster.portsOf('storage', 'minio'), 'api=30050 console=30010');
    cluster.done('apply -f -', portsOf('edge', 'minio', [API], {}, LABEL));
    assert.doesNotMatch(cluster.portsOf('edge', 'minio'), /30009/);
    cluster.done('apply -f -', portsOf('edge', 'internal', [API], { type: 'ClusterIP' }, LABEL));
    assert.equal(cluster.portsOf('edge', 'internal'), 'api=undefined');
  });
});
