import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { GuardedCluster } from './guarded-cluster';
import { portsOf } from './objects';
import { PrintedMessages } from './printed-messages';

const MANIFESTS = readFileSync(join(__dirname, '../../examples/claims/expected/storage.k8s.yaml'), 'utf8');
const PORTS = [...MANIFESTS.matchAll(/name: "(\d+)"/g)].map(([, port]) => Number(port));

describe('what the app of examples/claims emits', () => {
  const printed = new PrintedMessages('example');
  let cluster: GuardedCluster;
  before(async () => (cluster = await GuardedCluster.start()));
  after(async () => {
    await cluster.stop();
    printed.check();
  });

  test('is refused by a cluster without claims', () => {
    const typed = cluster.kubectl('apply --server-side -f -', MANIFESTS);
    assert.equal(typed.isDone, false);
    printed.note('no definition: apply', typed);
  });

  test('is applied in one call, repeatedly, by either kind of apply', async () => {
    await cluster.install();
    cluster.done('apply -f -', MANIFESTS);
    cluster.done('apply -f -', MANIFESTS);
    cluster.done('apply --server-side --force-conflicts -f -', MANIFESTS);
    assert.match(cluster.portsOf('storage', 'minio'), /^api=30009 console=300\d\d$/);
    assert.equal(cluster.done('get nodeportclaims -o name').split('\n').length, PORTS.length);
  });

  test('protects its ports from others, and its claims from other repositories', async () => {
    await cluster.untilLearned();
    for (const port of PORTS) {
      const stranger = portsOf('edge', 'ingress', [{ port: 80, nodePort: port }]);
      cluster.done('delete service minio -n storage --ignore-not-found');
      assert.equal(cluster.kubectl('create -f -', stranger).isDone, false, String(port));
    }
    const other = MANIFESTS.replaceAll('github.com/acme/storage', 'github.com/acme/fork');
    const typed = cluster.kubectl('apply --server-side --force-conflicts -f -', other);
    assert.equal(
      [...typed.stderr.matchAll(/is already claimed by github\.com\/acme\/storage/g)].length,
      PORTS.length,
      typed.stderr,
    );
    cluster.done('apply -f -', MANIFESTS);
  });
});
