import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { LivePort, Snapshot, compareLivePorts } from '../../../lib/core/live/snapshot';
import { ClaimKind } from '../../../lib/core/service/claim';
import { SnapshotFile, printSnapshot } from '../../../lib/io/records/snapshot-file';
import { writeSnapshot } from '../../../lib/io/records/snapshot-writer';

const api: LivePort = { nodePort: 30009, kind: ClaimKind.NODE_PORT, namespace: 'storage', service: 'minio', name: 'api', servicePort: 9000, protocol: 'TCP', isApplied: true, isKept: true };
const health: LivePort = { nodePort: 30010, kind: ClaimKind.HEALTH_CHECK, namespace: 'edge', service: 'ingress', name: '', protocol: 'TCP', isApplied: true, isKept: true };
const unkept: LivePort = { ...api, nodePort: 30011, name: 'null', protocol: 'UDP', isApplied: false, isKept: false };
const snapshot = (...ports: LivePort[]): Snapshot => ({ cluster: 'prod', portRange: PortRange.between(30000, 32767), ports });

const TEXT = `# The node ports that a cluster held, one line each, by number. Whether a number was pinned or picked cannot be known.
# Written from kubectl get services -A -o json; take a new one rather than editing it.
# applied: false says that neither kubectl apply nor Helm is known to have written the Service.

version: 1
cluster: prod
portRange: 30000-32767
ports:
  - { port: 30009, kind: node-port, service: storage/minio, name: api, servicePort: 9000, protocol: TCP }
  - { port: 30010, kind: health-check, service: edge/ingress }
  - { port: 30011, kind: node-port, service: storage/minio, name: "null", servicePort: 9000, protocol: UDP, applied: false, kept: false }
`;

const tempFile = () => join(mkdtempSync(join(tmpdir(), 'snapshot-')), 'prod.snapshot.yaml');

test('a snapshot is one line for each port, in the order of the numbers', () => {
  expect(printSnapshot(snapshot(unkept, health, api))).toBe(TEXT);
});

const target = (path: string) => ({ name: 'prod.snapshot.yaml', path, folder: dirname(path) });

test('what was written is read back', () => {
  const file = tempFile();
  writeSnapshot(target(file), snapshot(unkept, health, api));
  expect(SnapshotFile.read(file).snapshot).toEqual(snapshot(api, health, unkept));
});

test('a file that says the same already is not written again', () => {
  const file = tempFile();
  writeSnapshot(target(file), snapshot(api));
  const { ino, mtimeMs } = statSync(file);
  writeSnapshot(target(file), snapshot(api));
  expect(statSync(file)).toMatchObject({ ino, mtimeMs });
});

test('CRLF, a byte order mark and a quoted key are read as well', () => {
  const odd = `\ufeff${TEXT.replace('cluster:', '"cluster":').replaceAll('\n', '\r\n')}`;
  expect(SnapshotFile.parse(odd, 'x').snapshot).toEqual(snapshot(api, health, unkept));
});

test.each<[string, string, string]>([
  ['an empty file', '', '1:1: it is not a snapshot'],
  ['a list', '- a', '1:1: it is not a snapshot'],
  ['truncated YAML', TEXT.slice(0, -20), '11:119: it is not valid YAML'],
  ['a tab', 'version: 1\n\tcluster: a', '2:1: it is not valid YAML'],
  ['a key twice', TEXT.replace('cluster: prod', 'cluster: prod\ncluster: test'), '7:1: it is not valid YAML: Map keys must be unique'],
  ['two documents', `${TEXT}---\nversion: 1\n`, '1:1: it is not a snapshot, but several documents'],
  ['no version', TEXT.replace('version: 1\n', ''), '5:1: "version" is missing'],
  ['a later version', TEXT.replace('version: 1', 'version: 2'), '5:10: version 2 is not known here, only version 1'],
  ['a version as text', TEXT.replace('version: 1', 'version: "1"'), '5:10: version "1" is not known here'],
  ['an unknown field', `${TEXT}owner: me\n`, '12:1: "owner" is not a field of a snapshot'],
  ['a merge key', `${TEXT}<<: {}\n`, '12:1: "<<" is not a field of a snapshot'],
  ['no cluster', TEXT.replace('cluster: prod\n', ''), '5:1: "cluster" is missing'],
  ['a cluster that is no text', TEXT.replace('prod', '7'), '6:10: "cluster" is not a text'],
  ['a range that ends before it starts', TEXT.replace('30000-32767', '32767-30000'), '7:12: port range "32767-30000" cannot be used: it ends before it starts'],
  ['ports that are no list', TEXT.slice(0, TEXT.indexOf('ports:')).concat('ports: {}'), '8:8: "ports" is not a list'],
  ['an entry that is no map', TEXT.replace('{ port: 30010, kind: health-check, service: edge/ingress }', '30010'), '10:5: an entry of "ports" is not a map'],
  ['a number as text', TEXT.replace('30009', '"30009"'), '9:13: "port" is not the number of a port'],
  ['a number that is not whole', TEXT.replace('30009', '1.5'), '9:13: "port" is not the number of a port'],
  ['a number in scientific notation beyond any port', TEXT.replace('30009', '1e12'), '9:13: "port" is not the number of a port'],
  ['an unknown kind', TEXT.replace('health-check', 'health'), '10:26: kind "health" is neither node-port nor health-check'],
  ['a Service without a namespace', TEXT.replace('edge/ingress', 'ingress'), '10:49: "service" is not a namespace and a name, such as storage/minio'],
  ['an alias', TEXT.replace('cluster: prod', 'cluster: &a prod').replace('edge/ingress', '*a'), '10:49: "service" is not a text'],
  ['a kept that says nothing', TEXT.replace('kept: false', 'kept: true'), '11:131: "kept" can only be false'],
])('%s is refused with its place', (_, text, message) => {
  const file = tempFile();
  writeFileSync(file, text);
  expect(() => SnapshotFile.read(file)).toThrow(`${file}:${message}`);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('what a file says never steers the terminal that shows the error', () => {
  expect(() => SnapshotFile.parse('version: 1\ncluster: "\u001b[31m\n*\u001b[2J', 'x')).toThrow(/^[^\u0000-\u001f]*$/);
});

const word = fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/), fc.constantFrom('null', 'true', 'no', '1e3', '0x1', '~', 'y', '<<', '__proto__', '-', '"', '#', ': '));
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
const livePort: fc.Arbitrary<LivePort> = fc.record({ nodePort: fc.integer({ min: 1, max: 70000 }), namespace: label, service: label, name: word, servicePort: fc.integer({ min: 1, max: 65535 }), protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'), isApplied: fc.boolean(), isKept: fc.boolean() })
  .chain((port) => fc.constantFrom({ ...port, kind: ClaimKind.NODE_PORT as const }, { ...port, kind: ClaimKind.HEALTH_CHECK as const, name: '', servicePort: undefined, protocol: 'TCP', isKept: true }));

test('every snapshot is read back as it was, whatever its ports are called, and its text does not depend on the order', () => {
  fc.assert(fc.property(fc.array(livePort, { maxLength: 8 }), (ports) => {
    const text = printSnapshot(snapshot(...ports));
    expect(SnapshotFile.parse(text, 'x').snapshot.ports).toEqual([...ports].sort(compareLivePorts));
    expect(printSnapshot(snapshot(...[...ports].reverse()))).toBe(text);
    expect(text.split('\n').filter((line) => line.startsWith('  - '))).toHaveLength(ports.length);
  }));
});

test('no text makes the reader fail in another way than with its place', () => {
  const pieces = fc.array(fc.constantFrom(...TEXT.split(/(?=[ \n:{},])/), '&a ', '*a', '<<: ', '\t', '"', '---\n', '\u0000', '1e999'), { maxLength: 30 });
  fc.assert(fc.property(pieces, (parts) => {
    try {
      SnapshotFile.parse(parts.join(''), 'x');
    } catch (error) {
      expect((error as Error).message).toMatch(/^x:\d+:\d+: .*\. Take a new one: cdk8s-nodeport snapshot --output x\. \(snapshot-invalid\)$/s);
    }
  }));
});
