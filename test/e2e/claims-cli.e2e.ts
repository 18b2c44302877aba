import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GuardedCluster } from './guarded-cluster';
import { portsOf } from './objects';
import { PrintedMessages } from './printed-messages';

const STORAGE = ['--claimed-by', 'github.com/acme/storage'];
const EDGE = ['--claimed-by', 'github.com/acme/edge'];
const web = (namespace: string, name: string, nodePort: number) =>
  portsOf(namespace, name, [{ name: 'api', port: 9000, nodePort }]);

describe('the command line over a real cluster', () => {
  const printed = new PrintedMessages('command-line');
  let cluster: GuardedCluster;
  before(async () => (cluster = await GuardedCluster.start()));
  after(async () => {
    await cluster.stop();
    printed.check();
  });

  async function typed(title: string, argv: readonly string[], code = 0): Promise<string> {
    const ran = await cluster.nodeport(...argv);
    assert.equal(ran.code, code, ran.stdout + ran.stderr);
    return printed.note(title, ran);
  }

  test('reports that claims are not installed', async () => {
    await typed('claim without a definition', ['claim', '30009', '--service', 'storage/minio', ...STORAGE], 1);
    await typed('doctor without anything', ['claims', 'doctor'], 2);
  });

  test('claims a port, names the holder of a taken one, and claims another', async () => {
    await cluster.install();
    await typed('claim', [
      'claim',
      '30009',
      '--service',
      'storage/minio',
      '--reason',
      'S3 for the appliances',
      ...STORAGE,
    ]);
    await typed('claim it once more', ['claim', '30009', '--service', 'storage/minio', ...STORAGE]);
    await typed('claim what is claimed', ['claim', '30009', '--service', 'edge/ingress', ...EDGE], 2);
    await typed('claim the next', ['claim', '--next', '--service', 'edge/ingress', ...EDGE]);
    assert.equal((await cluster.nodeport('claim', '--next', '--service', 'edge/ingress', ...EDGE)).stdout, '30002\n');
    await typed('change the reason', ['claim', '30009', '--service', 'storage/minio', '--reason', 'S3', ...STORAGE]);
    cluster.done('create -f -', web('edge', 'legacy', 30040));
    await typed('claim what is held', ['claim', '30040', '--service', 'storage/minio', ...STORAGE], 2);
  });

  test('reports that another tool manages a claim', async () => {
    const claim = {
      apiVersion: 'nodeport.cdk8s.io/v1',
      kind: 'NodePortClaim',
      metadata: { name: '30041' },
      spec: { service: 'storage/minio', claimedBy: 'github.com/acme/storage' },
    };
    cluster.done('apply --server-side --field-manager=argocd-controller -f -', {
      ...claim,
      spec: { ...claim.spec, reason: 'from git' },
    });
    await typed(
      'change what Argo CD manages',
      ['claim', '30041', '--service', 'storage/minio', '--reason', 'by hand', ...STORAGE],
      2,
    );
    assert.equal((await cluster.nodeport('claim', '--release', '30041', ...STORAGE)).code, 0);
  });

  test('makes the cluster refuse another Service, whether the port is held or not', async () => {
    await cluster.untilLearned();
    assert.match(
      await typed('doctor', ['claims', 'doctor']),
      /ok +a test Service without a claim was refused, as it should be: node port 30002 is claimed by/,
    );
    cluster.done('create -f -', web('storage', 'minio', 30009));
    cluster.done('create -f -', web('edge', 'ingress', 30002));
    assert.match(
      (await cluster.nodeport('claims', 'doctor')).stdout,
      /ok +a test Service without a claim was refused, as it should be: node port 30002 is claimed by/,
    );
  });

  test('lists claims with the Services that hold them, and adopts running Services', async () => {
    await typed('list', ['claims']);
    const { stdout: snapshot } = await cluster.nodeport('snapshot');
    const adopted = await cluster.nodeport(
      'claims',
      '--from-snapshot',
      await cluster.file('prod.snapshot.yaml', snapshot),
      '--claimed-by',
      'adopted',
    );
    const { stdout } = cluster.kubectl('create -f -', adopted.stdout);
    assert.match(stdout, /nodeportclaim.nodeport.cdk8s.io\/30040 created/);
    await typed('take an adopted claim over', [
      'claim',
      '30040',
      '--service',
      'edge/legacy',
      '--reason',
      'old appliance',
      ...EDGE,
    ]);
    await typed('list what was adopted', ['claims']);
  });

  test('releases its own claim', async () => {
    await typed('release what is not ours', ['claim', '--release', '30009', ...EDGE], 2);
    await typed('release', ['claim', '--release', '30009', ...STORAGE]);
    assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
  });

  test('claims different ports for claimants at the same time', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `service-${index}`);
    const ran = await Promise.all(
      names.map(async (name) => cluster.nodeport('claim', '--next', '--service', `team/${name}`, '--claimed-by', name)),
    );
    const ports = ran.map(({ stdout }) => stdout.trim());
    assert.equal(new Set(ports).size, names.length, ports.join(' '));
  });
});
