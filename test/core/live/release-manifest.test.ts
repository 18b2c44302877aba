import {
  ReleaseManifest,
  helmNamespaces,
  releaseManifest,
  releasesOf,
  withReleases,
} from '../../../lib/core/live/release-manifest';
import { liveWith } from '../../support/live-services';

const WEB = { namespace: 'shop', name: 'web', isServerSide: true };
const API = { namespace: 'shop', name: 'api', isServerSide: false };
const NAME_OF_WEB = { namespace: 'shop', name: 'web' };

const object = (name: string, metadata: object = {}, kind = 'Service') => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...metadata },
  spec: { type: 'NodePort' },
});
const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items });

/** The last manifest of a release that contains some Services. */
const containing = (release: ReleaseManifest['release'], ...names: string[]) =>
  releaseManifest(release, list(...names.map((name) => object(name))));

test('the Services of a manifest are read by key, in the namespace of the release unless they name one', () => {
  const manifest = list(object('a'), object('b', { namespace: 'edge' }), object('c', {}, 'Pod'));
  const fields = { scalars: { type: 'NodePort' } };
  expect(releaseManifest(WEB, manifest)).toEqual({
    release: WEB,
    services: new Map([
      ['shop/a', fields],
      ['edge/b', fields],
    ]),
  });
});

test('a Service gets what the last manifest of its own release contains, even if another release has it too', () => {
  const [service] = withReleases(
    [liveWith('a', [], { release: NAME_OF_WEB })],
    [containing(API, 'a'), containing(WEB, 'a')],
  );
  expect(service.released).toEqual({ release: NAME_OF_WEB, fields: { scalars: { type: 'NodePort' } } });
});

test('a Service without marks gets what any release contains, and so does one whose own release lacks it', () => {
  const manifests = [containing(WEB, 'b'), containing(API, 'a')];
  const services = withReleases([liveWith('a', []), liveWith('a', [], { release: NAME_OF_WEB })], manifests);
  expect(services.map(({ released }) => released?.release.name)).toEqual(['api', 'api']);
});

test('a Service that its release marks but no manifest contains is released without fields', () => {
  const [service] = withReleases([liveWith('a', [], { release: NAME_OF_WEB })], [containing(WEB, 'b')]);
  expect(service.released).toEqual({ release: NAME_OF_WEB });
});

test('a Service that has nothing to do with a release stays as it is', () => {
  const service = liveWith('a', []);
  expect(withReleases([service], [containing(WEB, 'b')])).toEqual([service]);
  expect('released' in withReleases([service], [])[0]).toBe(false);
});

test('releases are listed if some Service belongs to them, by namespace and name', () => {
  const releases = [
    { namespace: 'b', name: 'x', isServerSide: false },
    { namespace: 'a', name: 'z', isServerSide: false },
    { namespace: 'a', name: 'y', isServerSide: false },
    { namespace: 'a', name: 'unused', isServerSide: false },
  ];
  const services = releases.slice(0, 3).map((release) => liveWith('a', [], { released: { release } }));
  expect(
    releasesOf(
      services,
      releases.map((release) => containing(release)),
    ).map(({ namespace, name }) => `${namespace}/${name}`),
  ).toEqual(['a/y', 'a/z', 'b/x']);
});

describe('the namespaces in which Helm left traces', () => {
  const marked = (namespace: unknown) => ({ annotations: { 'meta.helm.sh/release-namespace': namespace } });
  const managed = (manager: string, namespace?: string) => ({ namespace, managedFields: [null, { manager }] });

  test.each([
    ['its annotation names one', object('a', { namespace: 'edge', ...marked('shop') }), ['shop']],
    ['Helm once wrote the Service', object('a', managed('helm', 'edge')), ['edge']],
    ['without a namespace, the default one', object('a', managed('helm')), ['default']],
    ['somebody else wrote it', object('a', managed('kubectl', 'edge')), []],
    ['nobody is known', object('a', { namespace: 'edge', ...marked(7) }), []],
    ['it is not a Service', object('a', marked('shop'), 'Pod'), []],
    ['it has no metadata', { apiVersion: 'v1', kind: 'Service' }, []],
  ])('%s', (_, printed, expected) => {
    expect(helmNamespaces(printed)).toEqual(expected);
  });

  test('are sorted, each once', () => {
    expect(helmNamespaces(list(object('a', marked('b')), object('b', marked('a')), object('c', marked('b'))))).toEqual([
      'a',
      'b',
    ]);
  });
});
