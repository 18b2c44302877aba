import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { eventually } from './eventually';
import { GuardedCluster, Typed } from './guarded-cluster';
import { claimOf, portsOf } from './objects';
import { PrintedMessages } from './printed-messages';

const MINIO = claimOf(30009, 'storage/minio', 'github.com/acme/storage', {
  port: 'api',
  reason: 'S3 for the appliances',
});
const REFUSAL =
  'node port 30009 is claimed by github.com/acme/storage for Service storage/minio (S3 for the appliances). ' +
  'Use a port that "kubectl get nodeportclaims" does not list. If your manifest sets no nodePort, the API ' +
  'server picked this one; apply it again to get another.';

const api = (nodePort?: number) => ({ name: 'api', port: 9000, ...(nodePort === undefined ? {} : { nodePort }) });
const ingress = (nodePort?: number, spec: object = {}) => portsOf('edge', 'ingress', [api(nodePort)], spec);
const minio = (nodePort?: number, spec: object = {}) => portsOf('storage', 'minio', [api(nodePort)], spec);

describe('a claimed port', () => {
  const printed = new PrintedMessages('guard');
  let cluster: GuardedCluster;
  before(async () => {
    cluster = await GuardedCluster.start();
    await cluster.install();
  });
  beforeEach(() => cluster.reset());
  after(async () => {
    await cluster.stop();
    printed.check();
  });

  function refused(title: string, typed: Typed): void {
    assert.equal(typed.isDone, false, title);
    assert.ok(printed.note(title, typed).includes(REFUSAL), `${title}: ${typed.stderr}`);
  }

  test('is refused to another Service, however it asks', async () => {
    await cluster.claim(MINIO);
    refused('create', cluster.kubectl('create -f -', ingress(30009)));
    refused('apply', cluster.kubectl('apply -f -', ingress(30009)));
    refused('apply --server-side', cluster.kubectl('apply --server-side -f -', ingress(30009)));
    refused('create --dry-run=server', cluster.kubectl('create --dry-run=server -f -', ingress(30009)));
    refused(
      'health check',
      cluster.kubectl(
        'create -f -',
        ingress(30010, { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30009 }),
      ),
    );
    refused(
      'ExternalName',
      cluster.kubectl('create -f -', ingress(30009, { type: 'ExternalName', externalName: 'a.example' })),
    );
    assert.equal(
      cluster.kubectl('create -f -', { ...ingress(30009), metadata: { generateName: 'in-', namespace: 'edge' } })
        .isDone,
      false,
    );
  });

  test('is refused to another Service that runs on another port', async () => {
    await cluster.claim(MINIO);
    cluster.done('apply -f -', ingress(30020));
    refused('apply of a change', cluster.kubectl('apply -f -', ingress(30009)));
    refused(
      'apply --server-side --force-conflicts',
      cluster.kubectl('apply --server-side --force-conflicts -f -', ingress(30009)),
    );
    refused('replace', cluster.kubectl('replace -f -', ingress(30009)));
    refused(
      'patch',
      cluster.kubectl(
        'patch service ingress -n edge --type=json -p=[{"op":"replace","path":"/spec/ports/0/nodePort","value":30009}]',
      ),
    );
    assert.equal(cluster.portsOf('edge', 'ingress'), 'api=30020');
  });

  test('is refused to another Service that changes its type to get it', async () => {
    await cluster.claim(MINIO);
    cluster.done('create -f -', portsOf('edge', 'ingress', [api()], { type: 'ClusterIP' }));
    refused(
      'type change',
      cluster.kubectl(
        'patch service ingress -n edge --type=merge ' +
          '-p={"spec":{"type":"NodePort","ports":[{"name":"api","port":9000,"nodePort":30009}]}}',
      ),
    );
  });

  test('is refused to an ExternalName that carried the number without holding it', async () => {
    cluster.done('create -f -', ingress(30009, { type: 'ExternalName', externalName: 'a.example' }));
    await cluster.claim(MINIO);
    refused(
      'ExternalName to NodePort',
      cluster.kubectl('patch service ingress -n edge --type=merge -p={"spec":{"type":"NodePort","externalName":null}}'),
    );
  });

  test('is available to its owner, who may apply it repeatedly', async () => {
    await cluster.claim(MINIO);
    cluster.done('apply -f -', minio(30009));
    cluster.done('apply --server-side --force-conflicts -f -', minio(30009));
    cluster.done('replace -f -', minio(30009));
    cluster.done('label service minio -n storage tier=gold');
    cluster.done('delete service minio -n storage');
    cluster.done('create -f -', minio(30009));
    assert.equal(cluster.portsOf('storage', 'minio'), 'api=30009');
  });

  test('stays with the Service that had it before, through updates that do not change it', async () => {
    cluster.done('apply -f -', ingress(30009));
    await cluster.claim(MINIO);
    cluster.done('label service ingress -n edge tier=gold');
    cluster.done('apply -f -', {
      ...ingress(30009),
      metadata: { name: 'ingress', namespace: 'edge', annotations: { a: 'b' } },
    });
    cluster.done('patch service ingress -n edge --type=merge -p={"spec":{"selector":{"app":"other"}}}');
    cluster.done('apply -f -', ingress(30021));
    refused('a former holder that comes back', cluster.kubectl('apply -f -', ingress(30009)));
  });

  test('that is claimed for no Service is refused to every Service', async () => {
    await cluster.claim(claimOf(30044, '', 'github.com/acme/platform', { reason: 'the appliances' }));
    const typed = cluster.kubectl('create -f -', minio(30044));
    assert.ok(
      printed
        .note('claimed for nobody', typed)
        .includes('node port 30044 is claimed by github.com/acme/platform (the appliances). Use'),
      typed.stderr,
    );
    cluster.done('delete nodeportclaims 30044');
    await eventually(async () => cluster.kubectl('create -f -', minio(30044)).isDone);
  });

  test('that is claimed for a namespace is available to every Service in it, and to no other', async () => {
    await cluster.claim(claimOf(30045, 'storage/*'));
    cluster.done('create -f -', minio(30045));
    cluster.done('delete service minio -n storage');
    assert.equal(cluster.kubectl('create -f -', ingress(30045)).isDone, false);
  });

  test('has only one claim, whatever tool tries to claim it again', async () => {
    await cluster.claim(MINIO);
    const other = claimOf(30009, 'edge/ingress', 'github.com/acme/edge');
    for (const args of [
      'create -f -',
      'apply -f -',
      'apply --server-side -f -',
      'apply --server-side --force-conflicts -f -',
      'replace -f -',
    ]) {
      const typed = cluster.kubectl(args, other);
      assert.equal(typed.isDone, false, args);
      printed.note(`claim it again: ${args}`, typed);
    }
    for (const odd of [
      claimOf('030009', 'a/b'),
      claimOf('70000', 'a/b'),
      claimOf(30011, 'minio'),
      claimOf(30011, 'a/b', ''),
    ]) {
      const typed = cluster.kubectl('create -f -', odd);
      assert.equal(typed.isDone, false, JSON.stringify(odd));
      printed.note(`not a claim: ${odd.metadata.name} ${odd.spec.service}`, typed);
    }
    const { spec } = JSON.parse(cluster.done('get nodeportclaims 30009 -o json')) as { spec: { service: string } };
    assert.equal(spec.service, 'storage/minio');
  });

  test('that was adopted may be taken over only by the owner of its Service', async () => {
    await cluster.claim(claimOf(30009, 'storage/minio', 'adopted'));
    assert.equal(
      cluster.kubectl(
        'apply --server-side --force-conflicts -f -',
        claimOf(30009, 'edge/ingress', 'github.com/acme/edge'),
      ).isDone,
      false,
    );
    cluster.done('apply --server-side --force-conflicts -f -', MINIO);
    assert.equal(
      cluster.kubectl(
        'apply --server-side --force-conflicts -f -',
        claimOf(30009, 'storage/minio', 'github.com/acme/edge'),
      ).isDone,
      false,
    );
  });

  test('only causes a warning while the guard warns, and is available to an exempt namespace', async () => {
    await cluster.install('--warn', '--exempt-namespace', 'storage');
    await cluster.claim(claimOf(30009, 'platform/gateway'));
    const typed = cluster.kubectl('create -f -', ingress(30009));
    assert.ok(typed.isDone);
    assert.match(
      printed.note('warn', typed),
      /^Warning: .*node port 30009 is claimed by github.com\/acme\/storage for Service platform\/gateway/,
    );
    cluster.done('delete service ingress -n edge');
    assert.equal(cluster.kubectl('create -f -', minio(30009)).stderr, '');
    await cluster.install();
  });

  test(
    'costs no Service anything while the definition or the policy is gone, and is guarded once more when they ' +
      'are back',
    async () => {
      await cluster.claim(MINIO);
      cluster.done('delete validatingadmissionpolicies nodeport-guard.cdk8s.io');
      await eventually(async () => cluster.kubectl('create --dry-run=server -f -', ingress(30009)).isDone);
      await cluster.install();
      refused('the policy installed again', cluster.kubectl('create -f -', ingress(30009)));

      cluster.done('delete crd nodeportclaims.nodeport.cdk8s.io');
      await eventually(async () => cluster.kubectl('create --dry-run=server -f -', ingress(30009)).isDone);
      for (let port = 30050; port < 30060; port++) {
        cluster.done('create --dry-run=server --request-timeout=10s -f -', ingress(port));
      }
      await cluster.install();
      await cluster.claim(MINIO);
      refused('the definition installed again', cluster.kubectl('create -f -', ingress(30009)));
    },
  );

  test('is never picked by the cluster while its dynamic band has room', async () => {
    for (let port = 30000; port < 30086; port += 5) cluster.done('create -f -', claimOf(port, 'team/x'));
    await cluster.untilLearned();
    const picked: number[] = [];
    for (let index = 0; index < 60; index++) {
      const { code, body } = await cluster.api.create(
        portsOf('edge', `dynamic-${index}`, [api(), { name: 'b', port: 9001 }]) as never,
      );
      assert.equal(code, 200, JSON.stringify(body));
      picked.push(...(body as { spec: { ports: { nodePort: number }[] } }).spec.ports.map(({ nodePort }) => nodePort));
    }
    assert.equal(picked.length, 120);
    assert.ok(
      picked.every((port) => port >= 30086),
      picked.join(' '),
    );
  });
});
