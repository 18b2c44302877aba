import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { readLiveServices } from '../../../lib/core/live/read-live-services';
import { Snapshot } from '../../../lib/core/live/snapshot';
import { SnapshotFile } from '../../../lib/io/records/snapshot-file';
import { printSnapshot } from '../../../lib/io/records/snapshot-text';
import { writeSnapshot } from '../../../lib/io/records/snapshot-writer';
import { runs } from '../../support/runs';

const RANGE = PortRange.between(30000, 32767);
const service = (namespace: string, name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name, ...metadata },
  spec,
});
const snapshot = (...items: object[]): Snapshot =>
  readLiveServices({ apiVersion: 'v1', kind: 'List', items }, 'prod', RANGE)!.snapshot;

const minio = service(
  'storage',
  'minio',
  { type: 'NodePort', ports: [{ name: 'api', port: 9000, protocol: 'TCP', targetPort: 'api', nodePort: 30009 }] },
  {
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"spec":{"type":"NodePort","ports":[{"name":"api","port":9000,"nodePort":30009}]}}',
    },
    managedFields: [
      {
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        fieldsV1: {
          'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } },
          'f:spec': { 'f:ports': { 'k:{"port":9000,"protocol":"TCP"}': { '.': {}, 'f:nodePort': {} } } },
        },
      },
    ],
  },
);
const ingress = service(
  'edge',
  'ingress',
  {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30010,
    allocateLoadBalancerNodePorts: false,
    ports: [{ port: 443, nodePort: 30011 }],
  },
  {
    labels: { 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'edge' },
  },
);
const headless = service('storage', 'peers', {
  type: 'ClusterIP',
  clusterIP: 'None',
  ports: [{ name: 'null', port: 7000, protocol: 'UDP' }],
});

const TEXT = `# What a cluster held: the Services that have node ports or may get some, and what decides how a new manifest is merged into each.
# Written by cdk8s-nodeport snapshot; take a new one rather than editing it.
# applied is what kubectl apply wrote last, managers who owns which fields, release the Helm release that owns the Service, released what its last manifest contains.

version: 2
cluster: prod
portRange: 30000-32767
services:
  - service: edge/ingress
    type: LoadBalancer
    externalTrafficPolicy: Local
    healthCheckNodePort: 30010
    allocateLoadBalancerNodePorts: false
    ports:
      - { port: 443, protocol: TCP, nodePort: 30011 }
    release: edge/web
  - service: storage/minio
    type: NodePort
    ports:
      - { name: api, port: 9000, protocol: TCP, nodePort: 30009, targetPort: api }
    applied:
      type: NodePort
      ports:
        - { name: api, port: 9000, nodePort: 30009 }
    managers:
      - { name: kubectl-client-side-apply, operation: Update, ownsLastApplied: true, fields: [ 9000/TCP, 9000/TCP.nodePort ] }
  - service: storage/peers
    type: ClusterIP
    headless: true
    ports:
      - { name: "null", port: 7000, protocol: UDP }
`;

/** What version 1 said of some of it. */
const PORTS_ONLY = `version: 1
cluster: prod
portRange: 30000-32767
ports:
  - { port: 30009, kind: node-port, service: storage/minio, name: api, servicePort: 9000, protocol: TCP }
  - { port: 30010, kind: health-check, service: edge/ingress }
  - { port: 30011, kind: node-port, service: edge/ingress, servicePort: 443, protocol: TCP, applied: false, kept: false }
`;

const target = (path: string) => ({ name: 'prod.snapshot.yaml', path, folder: dirname(path) });
const tempFile = () => join(mkdtempSync(join(tmpdir(), 'snapshot-')), 'prod.snapshot.yaml');

test('a snapshot has each Service once, by name, and one line for each entry of its lists', () => {
  expect(printSnapshot(snapshot(minio, headless, ingress))).toBe(TEXT);
});

test('a written snapshot is read back unchanged', () => {
  const file = tempFile();
  writeSnapshot(target(file), snapshot(minio, ingress, headless));
  expect(SnapshotFile.read(file).snapshot).toEqual(snapshot(ingress, headless, minio));
});

test('a file with the same content is not written again', () => {
  const file = tempFile();
  writeSnapshot(target(file), snapshot(minio));
  const { ino, mtimeMs } = statSync(file);
  writeSnapshot(target(file), snapshot(minio));
  expect(statSync(file)).toMatchObject({ ino, mtimeMs });
});

test('CRLF, a byte order mark and a quoted key are read as well', () => {
  const odd = `\ufeff${TEXT.replace('cluster:', '"cluster":').replaceAll('\n', '\r\n')}`;
  expect(SnapshotFile.parse(odd, 'x').snapshot).toEqual(snapshot(ingress, headless, minio));
});

test('a snapshot of version 1 is still read, and marked as one that contains only ports', () => {
  const { snapshot: old } = SnapshotFile.parse(PORTS_ONLY, 'x');
  expect(old.isPortsOnly).toBe(true);
  expect(old.ports).toEqual(snapshot(minio, ingress).ports);
  expect(old.services.map(({ service: name, state: { type } }) => [name, type])).toEqual([
    ['ingress', 'LoadBalancer'],
    ['minio', 'NodePort'],
  ]);
});

test('the place of a number is its first occurrence', () => {
  expect(SnapshotFile.parse(TEXT, 'x').placeOf(30009)).toBe('x:20:59');
  expect(SnapshotFile.parse(TEXT, 'x').placeOf(30010)).toBe('x:12:26');
  expect(SnapshotFile.parse(PORTS_ONLY, 'x').placeOf(30010)).toBe('x:6:13');
});

test.each<[string, string, string]>([
  ['an empty file', '', '1:1: it is not a snapshot'],
  ['a list', '- a', '1:1: it is not a snapshot'],
  ['truncated YAML', TEXT.slice(0, -20), '31:33: it is not valid YAML'],
  ['a tab', 'version: 1\n\tcluster: a', '2:1: it is not valid YAML'],
  [
    'a key twice',
    TEXT.replace('cluster: prod', 'cluster: prod\ncluster: test'),
    '7:1: it is not valid YAML: the key "cluster" is repeated',
  ],
  ['two documents', `${TEXT}---\nversion: 1\n`, '1:1: it is not a snapshot, but several documents'],
  ['no version', TEXT.replace('version: 2\n', ''), '5:1: "version" is missing'],
  [
    'a later version',
    TEXT.replace('version: 2', 'version: 3'),
    '5:10: version 3 is not supported; this library reads 1 and 2',
  ],
  ['a version as text', TEXT.replace('version: 2', 'version: "2"'), '5:10: version "2" is not supported'],
  ['an unknown field', `${TEXT}owner: me\n`, '32:1: "owner" is not a field of a snapshot'],
  ['a merge key', `${TEXT}<<: {}\n`, '32:1: "<<" is not a field of a snapshot'],
  ['no cluster', TEXT.replace('cluster: prod\n', ''), '5:1: "cluster" is missing'],
  ['a cluster that is not a text', TEXT.replace('prod', '7'), '6:10: "cluster" is not a string'],
  [
    'a range that ends before it starts',
    TEXT.replace('30000-32767', '32767-30000'),
    '7:12: port range "32767-30000" cannot be used: it ends before it starts',
  ],
  [
    'Services that are not a list',
    `${TEXT.slice(0, TEXT.indexOf('services:'))}services: {}`,
    '8:11: "services" is not a list',
  ],
  [
    'an entry that is not a map',
    TEXT.replace('{ port: 443, protocol: TCP, nodePort: 30011 }', '443'),
    '15:9: an entry of "ports" is not a map',
  ],
  ['a number as text', TEXT.replace('30011', '"30011"'), '15:47: "nodePort" is not a port number'],
  ['a number that is not whole', TEXT.replace('30011', '1.5'), '15:47: "nodePort" is not a port number'],
  ['a number above 65535', TEXT.replace('30011', '1e12'), '15:47: "nodePort" is not a port number'],
  ['an unknown operation', TEXT.replace('Update', 'Delete'), '26:55: "operation" is neither Apply nor Update'],
  [
    'a Service without a namespace',
    TEXT.replace('edge/ingress', 'ingress'),
    '9:14: "service" is not a namespace and a name, such as storage/minio',
  ],
  [
    'a Service whose name is a flag',
    TEXT.replace('edge/ingress', 'edge/--all'),
    '9:14: "service" is not a namespace and a name',
  ],
  [
    'a release whose name is a flag',
    TEXT.replace('edge/web', 'edge/--all'),
    '16:14: "release" is not a namespace and the name of a Helm release, such as shop/web',
  ],
  [
    'an alias',
    TEXT.replace('cluster: prod', 'cluster: &a prod').replace('edge/ingress', '*a'),
    '9:14: it is not valid YAML: an alias is not allowed here',
  ],
  [
    'a flag that is neither true nor false',
    TEXT.replace('headless: true', 'headless: 1'),
    '29:15: "headless" is neither true nor false',
  ],
  [
    'version 1 with an unknown kind',
    PORTS_ONLY.replace('health-check', 'health'),
    '6:26: kind "health" is neither node-port nor health-check',
  ],
  ['version 1 with fields of version 2', `${PORTS_ONLY}services: []\n`, '8:1: "services" is not a field of a snapshot'],
])('%s is refused with its place', (_, text, message) => {
  const file = tempFile();
  writeFileSync(file, text);
  expect(() => SnapshotFile.read(file)).toThrow(`${file}:${message}`);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('the contents of a file never reach the terminal unescaped in an error', () => {
  expect(() => SnapshotFile.parse('version: 1\ncluster: "\u001b[31m\n*\u001b[2J', 'x')).toThrow(/^[^\u0000-\u001f]*$/);
});

/** What a cluster may print, and more. */
const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/),
  fc.constantFrom('null', 'true', 'no', '1e3', '0x1', '~', 'y', '<<', '__proto__', '-', '"', '#', ': ', '--all', 'a/b'),
);
const anything = fc.oneof(
  word,
  fc.integer({ min: -5, max: 70000 }),
  fc.boolean(),
  fc.constant(null),
  fc.double(),
  fc.constant({}),
);
const entry = fc.dictionary(
  fc.constantFrom('name', 'port', 'protocol', 'nodePort', 'targetPort', 'appProtocol'),
  anything,
);
const usualEntry = fc.record({
  name: word,
  port: fc.integer({ min: 1, max: 65535 }),
  protocol: fc.constantFrom('TCP', 'UDP'),
  nodePort: fc.integer({ min: 30000, max: 30099 }),
});
const spec = fc.record(
  {
    type: fc.oneof(fc.constantFrom('NodePort', 'LoadBalancer', 'ClusterIP', 'ExternalName'), anything),
    clusterIP: fc.constantFrom(undefined, 'None', '10.0.0.9'),
    externalTrafficPolicy: anything,
    healthCheckNodePort: anything,
    allocateLoadBalancerNodePorts: anything,
    ports: fc.array(fc.oneof(usualEntry, entry), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const owned = fc.constantFrom({}, { 'f:spec': { 'f:type': {} } });
const managedFields = fc.array(
  fc.record({ manager: word, operation: fc.constantFrom('Apply', 'Update'), fieldsV1: owned }),
  { maxLength: 2 },
);
const printed = fc
  .record({
    namespace: word,
    name: word,
    spec,
    managedFields,
    annotation: fc.option(fc.json({ maxDepth: 3 })),
    written: spec,
  })
  .map(({ namespace, name, spec: live, managedFields: managers, annotation, written }) =>
    service(namespace, name, live, {
      managedFields: managers,
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': annotation ?? JSON.stringify({ spec: written }),
      },
    }),
  );

test('whatever is written can be read back, and the text does not depend on the order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(printed, {
        maxLength: 5,
        selector: ({ metadata: { namespace, name } }) => `${namespace}/${name}`,
      }),
      (items) => {
        const taken = snapshot(...items);
        const text = printSnapshot(taken);
        expect(printSnapshot(SnapshotFile.parse(text, 'x').snapshot)).toBe(text);
        expect(SnapshotFile.parse(text, 'x').snapshot.ports).toEqual(taken.ports);
        expect(printSnapshot(snapshot(...[...items].reverse()))).toBe(text);
      },
    ),
    runs(60),
  );
});

test('every failure of the reader names its place, whatever the text', () => {
  const pieces = fc.array(
    fc.constantFrom(...TEXT.split(/(?=[ \n:{},])/), '&a ', '*a', '<<: ', '\t', '"', '---\n', '\u0000', '1e999'),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        SnapshotFile.parse(parts.join(''), 'x');
      } catch (error) {
        expect((error as Error).message).toMatch(
          /^x:\d+:\d+: .*\. Take a new one: cdk8s-nodeport snapshot --output x\. \(snapshot-invalid\)$/s,
        );
      }
    }),
    runs(100),
  );
});
