import { compareManagers, entryKey, entryPath, fieldPaths, readManagers } from '../../../lib/core/live/field-managers';
import { Fields } from '../../../lib/core/service/service-fields';
import { managerOf, managersInShort } from '../../support/live-services';

const ENTRY = 'k:{"port":80,"protocol":"TCP"}';

/** An entry of `metadata.managedFields`, with fields of the spec. */
function entry(manager: string | undefined, spec: object, more: object = {}): object {
  return { manager, operation: 'Update', fieldsV1: { 'f:spec': spec }, ...more };
}

const read = (...managedFields: unknown[]) => managersInShort(readManagers(managedFields));

test.each([undefined, null, {}, 'none'])('managed fields that are not a list are unknown: %j', (managedFields) => {
  expect(readManagers(managedFields)).toBeUndefined();
});

test('the fields that determine node ports are read, and no others', () => {
  expect(read(entry('a', { 'f:type': {}, 'f:selector': {}, 'f:healthCheckNodePort': {} }))).toEqual([
    'a Update: type healthCheckNodePort',
  ]);
});

test('a manager owns an entry of spec.ports only with its dot, and the fields of the entry one by one', () => {
  const fields = { 'f:nodePort': {}, 'f:port': {}, 'f:unknown': {} };
  expect(read(entry('a', { 'f:ports': { [ENTRY]: { '.': {}, ...fields } } }))).toEqual([
    'a Update: 80/TCP 80/TCP.port 80/TCP.nodePort',
  ]);
  expect(read(entry('a', { 'f:ports': { [ENTRY]: fields } }))).toEqual(['a Update: 80/TCP.port 80/TCP.nodePort']);
});

test('the list of ports itself is not an entry', () => {
  expect(read(entry('a', { 'f:type': {}, 'f:ports': { '.': {} } }))).toEqual(['a Update: type']);
});

test('a manager that owns none of these fields is left out, unless it owns the annotation of kubectl apply', () => {
  const annotations = { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } };
  expect(read(entry('a', { 'f:selector': {} }), { manager: 'b' }, null, 'c')).toEqual([]);
  expect(read(entry('a', {}, { fieldsV1: { 'f:metadata': annotations } }))).toEqual(['a Update*: ']);
});

test('fields of the status do not count', () => {
  expect(read(entry('a', { 'f:type': {} }, { subresource: 'status' }))).toEqual([]);
});

test('any operation but Apply is an update, and a manager may have no name', () => {
  const apply = entry('b', { 'f:type': {} }, { operation: 'Apply' });
  expect(read(apply, entry(undefined, { 'f:type': {} }, { operation: undefined }))).toEqual([
    ' Update: type',
    'b Apply: type',
  ]);
});

test('managers are sorted by name, then by operation', () => {
  const [a, b, c] = [managerOf('a', 'Update', []), managerOf('b', 'Apply', []), managerOf('b', 'Update', [])];
  expect([c, b, a].sort(compareManagers)).toEqual([a, b, c]);
  expect(read(entry('b', { 'f:type': {} }), entry('a', { 'f:type': {} }))).toEqual([
    'a Update: type',
    'b Update: type',
  ]);
});

test('an entry is named by its port and protocol, TCP by default', () => {
  expect(entryPath({ port: 53, protocol: 'UDP' })).toBe('53/UDP');
  expect(entryPath({ port: 80 })).toBe('80/TCP');
});

test.each<[Fields, string]>([
  [{ port: 53, protocol: 'UDP' }, '[port=53,protocol="UDP"]'],
  [{ port: 53 }, '[port=53,protocol="TCP"]'],
  [{ port: 53, protocol: null }, '[port=53,protocol=null]'],
  [{ port: 53, protocol: '' }, '[port=53,protocol=""]'],
  [{}, '[port=0,protocol="TCP"]'],
])('the key of %j is %s', (fields, key) => {
  expect(entryKey(fields)).toBe(key);
});

test('a null or an empty protocol is not TCP', () => {
  expect(entryPath({ port: 53, protocol: null })).toBe('53/null');
  expect(entryPath({ port: 53, protocol: '' })).toBe('53/');
});

test('every field has a path and a value, and every entry a path', () => {
  const ports = [{ port: 80, nodePort: 30001 }];
  expect([...fieldPaths({ scalars: { type: 'NodePort' }, ports })]).toEqual([
    ['type', 'NodePort'],
    ['80/TCP', undefined],
    ['80/TCP.port', 80],
    ['80/TCP.nodePort', 30001],
  ]);
  expect([...fieldPaths({ scalars: {} })]).toEqual([]);
});
