import { cli, filesIn } from '../../support/cli';
import { chartService, releaseSecret, releasedService } from '../../support/helm';
import { fakeKubectl, listOf, servicePrinted } from '../../support/kubectl';

const KUBERNETES = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kubernetes', namespace: 'default' },
  spec: { type: 'ClusterIP', ports: [{ port: 443 }] },
};
const SERVICES = 'get services';
const EVERYWHERE = 'get secrets -A';
const IN_SHOP = 'get secrets -n shop';
const services = (...items: object[]) => ({ args: SERVICES, prints: listOf(KUBERNETES, ...items) });
const FORBIDDEN = 'Error from server (Forbidden): secrets is forbidden: User "ci" cannot list resource "secrets"';

/** The part of a snapshot that is about Helm. */
const aboutHelm = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^ *(- \{ )?(release|keep|released)/.test(line))
    .map((line) => line.trim());

describe('snapshot and the releases of Helm', () => {
  test('records what the last manifest of a release contains about each Service', async () => {
    const secret = releaseSecret({ manifest: chartService('web', 30001) });
    const world = fakeKubectl(services(releasedService('web', 30009)), { args: EVERYWHERE, prints: listOf(secret) });
    const { code, stdout, stderr } = await cli(['snapshot'], world);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'cdk8s-nodeport: 1 node port of 1 Service.\n' });
    expect(stdout).toContain('\nreleases:\n  - { release: shop/web }\n');
    expect(stdout).toContain(`
    release: shop/web
    released:
      type: NodePort
      ports:
        - { port: 80, nodePort: 30001 }
`);
    expect(world.calls()[1]).toBe('get secrets -A -l owner=helm,status!=superseded -o json');
  });

  test('reads no Secret in a cluster without traces of Helm', async () => {
    const world = fakeKubectl(services(servicePrinted('shop', 'a', 30001)));
    const { stdout } = await cli(['snapshot'], world);
    expect(aboutHelm(stdout)).toEqual([]);
    expect(world.calls()).toHaveLength(1);
  });

  test('reads those of single namespaces if it is not allowed to read all of them', async () => {
    const secret = releaseSecret({ method: 'ssa', manifest: '' });
    const world = fakeKubectl(
      services(releasedService('web', 30009)),
      { args: EVERYWHERE, fails: FORBIDDEN },
      { args: IN_SHOP, prints: listOf(secret) },
    );
    // The release is known, and does not contain the Service.
    expect(aboutHelm((await cli(['snapshot'], world)).stdout)).toEqual([
      'releases:',
      '- { release: shop/web, serverSide: true }',
      'release: shop/web',
    ]);
  });

  test('reports what is missing, and how to get it, if it is not allowed to read any', async () => {
    const world = fakeKubectl(
      services(releasedService('web', 30009)),
      { args: EVERYWHERE, fails: FORBIDDEN },
      { args: IN_SHOP, fails: FORBIDDEN },
    );
    const { code, stdout, stderr } = await cli(['snapshot'], world);
    expect(code).toBe(0);
    expect(aboutHelm(stdout)).toEqual(['release: shop/web']);
    expect(stderr).toContain(
      'warning: the last manifests of Helm releases are not in this snapshot, so some plans will be risky, because ' +
        `kubectl get secrets failed: ${FORBIDDEN}. To include them, run { kubectl get services -A -o json ` +
        '--show-managed-fields; kubectl get secrets -A -l owner=helm -o json; } | cdk8s-nodeport snapshot - where ' +
        'the ' +
        'Secrets may be read, or add --no-secrets.\n',
    );
  });

  test('reads no Secrets with --no-secrets, without a note', async () => {
    const world = fakeKubectl(services(releasedService('web', 30009)));
    const { stderr } = await cli(['snapshot', '--no-secrets'], world);
    expect(stderr).toBe('cdk8s-nodeport: 1 node port of 1 Service.\n');
    expect(world.calls()).toHaveLength(1);
  });

  test('reads both from a pipe, as the way out proposes', async () => {
    const printed = (...items: object[]) => `${JSON.stringify(listOf(...items), undefined, 4)}\n`;
    const live = printed(KUBERNETES, releasedService('web', 30009));
    const secrets = printed(releaseSecret({ manifest: chartService('web', 30001) }));
    const { stdout, stderr } = await cli(['snapshot', '-'], { cwd: filesIn({}), stdin: live + secrets });
    expect(aboutHelm(stdout)).toEqual(['releases:', '- { release: shop/web }', 'release: shop/web', 'released:']);
    expect(stderr).toBe('cdk8s-nodeport: 1 node port of 1 Service.\n');
    expect((await cli(['snapshot', '-'], { cwd: filesIn({}), stdin: live })).stderr).toContain(
      'warning: the last manifests of Helm releases are not in this snapshot',
    );
  });

  test('recognizes a Service that lost the marks of its release, and one that Helm does not delete', async () => {
    const secret = releaseSecret({ manifest: chartService('web', 30001) });
    const kept = structuredClone(releasedService('old', 30002)) as {
      metadata: { annotations: Record<string, string> };
    };
    kept.metadata.annotations['helm.sh/resource-policy'] = 'keep';
    const world = fakeKubectl(services(servicePrinted('shop', 'web', 30009), kept), {
      args: EVERYWHERE,
      prints: listOf(secret),
    });
    expect(aboutHelm((await cli(['snapshot'], world)).stdout)).toEqual([
      'releases:',
      '- { release: shop/web }',
      'release: shop/web',
      'keep: true',
      'released:',
      'releasedBy: shop/web',
    ]);
  });
});
