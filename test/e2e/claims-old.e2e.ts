import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RELEASES, assetsOf } from './cluster';
import { GuardedCluster } from './guarded-cluster';
import { claimOf } from './objects';

describe('claims on Kubernetes 1.27', { skip: !RELEASES.includes('1.27') }, () => {
  let cluster: GuardedCluster;
  before(async () => {
    cluster = await GuardedCluster.start({ assets: assetsOf('1.27') });
    await cluster.install('--claims-only', '--kubernetes-version', '1.27');
  });
  after(() => cluster.stop());

  test('are installed without a guard, since 1.27 does not support one', async () => {
    const { code, stderr } = await cluster.nodeport('guard', '--kubernetes-version', '1.27');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /Kubernetes 1\.27 does not have ValidatingAdmissionPolicy, which came with 1\.30\. Install the claims alone: cdk8s-nodeport guard --claims-only/,
    );
  });

  test('exist once for each port, and keep their owner', () => {
    cluster.done('create -f -', claimOf(30009, 'storage/minio', 'github.com/acme/storage', { reason: 'S3' }));
    const { isDone, stderr } = cluster.kubectl(
      'apply --server-side --force-conflicts -f -',
      claimOf(30009, 'edge/ingress', 'github.com/acme/edge'),
    );
    assert.equal(isDone, false);
    assert.ok(
      stderr.includes(
        'node port 30009 is already claimed by github.com/acme/storage for storage/minio (S3). Use a port that',
      ),
      stderr,
    );
    assert.equal(cluster.kubectl('create -f -', claimOf(30009, 'edge/ingress', 'github.com/acme/edge')).isDone, false);
    assert.match(
      cluster.kubectl('create -f -', claimOf('030009', 'a/b')).stderr,
      /a NodePortClaim is named after its node port, such as 30009, not 030009/,
    );
  });

  test('are created and released by the command line', async () => {
    const claim = ['--service', 'storage/minio', '--claimed-by', 'github.com/acme/storage', '--port', 'console'];
    assert.equal((await cluster.nodeport('claim', '--next', ...claim)).stdout, '30002\n');
    assert.equal(
      (await cluster.nodeport('claim', '--release', '30002', '--claimed-by', 'github.com/acme/storage')).code,
      0,
    );
    const doctor = await cluster.nodeport('claims', 'doctor');
    assert.equal(doctor.code, 2);
    assert.match(doctor.stdout, /missing +the guard is not installed/);
  });
});
