import { hasReleases, releasesIn } from '../../../lib/io/records/helm-releases';
import { chartService, releaseSecret } from '../../support/helm';
import { listOf } from '../../support/kubectl';

/** The Services in the last manifest of each release, with their first node port. */
function read(...secrets: object[]) {
  return releasesIn(listOf(...secrets)).map(({ release, services }) => ({
    ...release,
    services: [...services].map(([key, { ports }]) => `${key} ${ports?.[0].nodePort}`),
  }));
}

test('the last manifest of a release is read, with its Services in the namespace of the release', () => {
  const manifest = `${chartService('web', 30001)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n`;
  expect(read(releaseSecret({ manifest }))).toEqual([
    { namespace: 'shop', name: 'web', isServerSide: false, services: ['shop/web 30001'] },
  ]);
});

test('Helm upgrades from the last deployed revision, or from the last one if none was deployed', () => {
  const revision = (version: number, status: string, nodePort: number) =>
    releaseSecret({ version, status, manifest: chartService('web', nodePort) });
  const failed = revision(3, 'failed', 30003);
  const services = (...secrets: object[]) => read(...secrets).map(({ services: [service] }) => service);
  expect(services(failed, revision(2, 'deployed', 30002), revision(1, 'superseded', 30001))).toEqual([
    'shop/web 30002',
  ]);
  expect(services(revision(2, 'failed', 30002), failed)).toEqual(['shop/web 30003']);
});

test('a release that Helm 4 applied on the server side is recognized', () => {
  const secrets = ['ssa', 'csa'].map((method) => releaseSecret({ name: method, method, manifest: '' }));
  expect(read(...secrets).map(({ name, isServerSide }) => [name, isServerSide])).toEqual([
    ['ssa', true],
    ['csa', false],
  ]);
});

test('a Secret or a manifest that cannot be read leaves its release unknown', () => {
  const secret = releaseSecret({ manifest: '' });
  expect(
    read({ ...secret, data: { release: 'bm9uc2Vuc2U=' } }, { ...secret, data: {} }, { ...secret, data: null }),
  ).toEqual([]);
  expect(read(releaseSecret({ manifest: 'a: [' }))).toEqual([]);
});

test('a release with a name that Helm would refuse is left out, since no snapshot could record it', () => {
  const odd = ['We b', 'web\n', '', 'a/b', 'x'.repeat(54)].map((name) => releaseSecret({ name, manifest: '' }));
  expect(read(...odd, releaseSecret({ name: 'web.v1', manifest: '' })).map(({ name }) => name)).toEqual(['web.v1']);
});

test('only Secrets of releases count', () => {
  expect(hasReleases(listOf({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque', data: {} }))).toBe(false);
  expect(hasReleases(listOf(releaseSecret({ manifest: '' })))).toBe(true);
});

test('a Secret in another namespace does not count for a release', () => {
  const own = releaseSecret({ version: 1, manifest: chartService('web', 30001) });
  const strange = releaseSecret({ version: 2, manifest: chartService('web', 30002) });
  const elsewhere = { ...strange, metadata: { namespace: 'edge' } };
  expect(read(own, elsewhere).map(({ services: [service] }) => service)).toEqual(['shop/web 30001']);
});
