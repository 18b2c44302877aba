import { isReadable, readLiveService } from '../../../lib/core/live/read-live-service';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Service as kubectl prints it. */
function printed(spec: object, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop', ...metadata }, spec };
}

test('a Service is read with the defaults of the API server', () => {
  expect(readLiveService(printed({ type: 'NodePort', ports: [{ port: 80, nodePort: 30001 }] }))).toEqual({
    namespace: 'shop',
    service: 'web',
    state: {
      type: 'NodePort',
      ports: [{ name: '', port: 80, protocol: 'TCP', nodePort: 30001, targetPort: 80 }],
      clusterIP: 'assigned',
      externalName: '',
      externalTrafficPolicy: 'Cluster',
      healthCheckNodePort: 0,
    },
  });
});

test('without a namespace, a Service is in the default one', () => {
  expect(readLiveService(printed({}, { namespace: undefined })).namespace).toBe('default');
});

test.each([
  ['a headless Service has no address', { clusterIP: 'None' }, 'None'],
  ['any address is as good as another', { clusterIP: '10.0.0.7' }, 'assigned'],
  ['an ExternalName has none', { type: 'ExternalName', clusterIP: '10.0.0.7' }, ''],
])('%s', (_, spec, clusterIP) => {
  expect(readLiveService(printed(spec)).state.clusterIP).toBe(clusterIP);
});

test('an entry or a health check with a number that cannot be decoded is left out, and the others stay', () => {
  const ports = [
    { port: 80, nodePort: 30001 },
    { port: 81, nodePort: '30002' },
    { port: 82, nodePort: 30003 },
  ];
  const { state } = readLiveService(printed({ type: 'LoadBalancer', healthCheckNodePort: '7', ports }));
  expect(state.ports.map(({ nodePort }) => nodePort)).toEqual([30001, 30003]);
  expect(state.healthCheckNodePort).toBe(0);
});

test('a health check that can be decoded is read', () => {
  expect(readLiveService(printed({ healthCheckNodePort: 30800 })).state.healthCheckNodePort).toBe(30800);
});

test('a Service without a list of ports has none', () => {
  expect(readLiveService(printed({ ports: 'none' })).state.ports).toEqual([]);
  expect(readLiveService({ metadata: { name: 'web' } }).state.ports).toEqual([]);
});

test('what kubectl apply wrote last comes from its annotation, reduced to what decides node ports', () => {
  const written = { spec: { type: 'NodePort', selector: { app: 'a' }, ports: [{ port: 80, targetPort: 'http' }] } };
  const { applied } = readLiveService(printed({}, { annotations: { [LAST_APPLIED]: JSON.stringify(written) } }));
  expect(applied).toEqual({ scalars: { type: 'NodePort' }, ports: [{ port: 80, targetPort: 'http' }] });
});

test.each([undefined, '{', 7])('an annotation that cannot be read counts as absent: %j', (annotation) => {
  expect(readLiveService(printed({}, { annotations: { [LAST_APPLIED]: annotation } })).applied).toBeUndefined();
});

test('field managers that kubectl did not print are unknown, which is not the same as none', () => {
  expect(readLiveService(printed({})).managers).toBeUndefined();
  expect(readLiveService(printed({}, { managedFields: [] })).managers).toEqual([]);
});

describe('the release that owns a Service', () => {
  const MARKS = { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop' };
  const BY_HELM = { 'app.kubernetes.io/managed-by': 'Helm' };
  const releaseOf = (annotations: object, labels: object) =>
    readLiveService(printed({}, { annotations, labels })).release;

  test('has its name and namespace in annotations, beside the label of Helm', () => {
    expect(releaseOf(MARKS, BY_HELM)).toEqual({ namespace: 'shop', name: 'web' });
  });

  test.each([
    ['the label', MARKS, {}],
    ['the label of Helm', MARKS, { 'app.kubernetes.io/managed-by': 'other' }],
    ['both annotations', {}, BY_HELM],
    ['its name', { ...MARKS, 'meta.helm.sh/release-name': undefined }, BY_HELM],
    ['its namespace', { ...MARKS, 'meta.helm.sh/release-namespace': undefined }, BY_HELM],
    ['a name that Helm accepts', { ...MARKS, 'meta.helm.sh/release-name': '--all' }, BY_HELM],
  ])('is unknown without %s', (_, annotations, labels) => {
    expect(releaseOf(annotations, labels)).toBeUndefined();
  });
});

test('a Service that Helm is told to keep is marked, and no other', () => {
  const kept = (policy: string) =>
    readLiveService(printed({}, { annotations: { 'helm.sh/resource-policy': policy } })).isKept;
  expect([kept('keep'), kept('delete')]).toEqual([true, undefined]);
});

test.each([
  [{ port: 80 }, true],
  [{ port: 2 ** 31 }, false],
  [{ port: 80.5 }, false],
  [{ port: NaN }, false],
  [{ port: 80, unreadable: '30001' }, false],
])('an entry is readable if its service port and its node port can be decoded: %j', (entry, expected) => {
  expect(isReadable(entry)).toBe(expected);
});
