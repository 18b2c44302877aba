import { ListElement } from '../../../lib/core/merge/element-order';
import {
  PatchRefused,
  checkOrder,
  isEmptyPatch,
  mergedEntries,
  patchOver,
  patched,
} from '../../../lib/core/merge/strategic-merge';

const WEB = { port: 80, nodePort: 30001 };
const API = { port: 81, nodePort: 30002 };
const DELETE_WEB = { $patch: 'delete', port: 80 };
const keys = (...ports: number[]): ListElement[] => ports.map((port) => ({ port }));

test('scalars are written, and nulls remove them', () => {
  const live = { scalars: { type: 'ClusterIP', clusterIP: 'None' } };
  expect(patched(live, { scalars: { type: 'NodePort', clusterIP: null, externalName: null } })).toEqual({
    scalars: { type: 'NodePort' },
    ports: undefined,
  });
});

test('a patch without a list of ports leaves it alone, and null removes it', () => {
  const live = { scalars: {}, ports: [WEB] };
  expect(patched(live, { scalars: {} }).ports).toEqual([WEB]);
  expect(patched(live, { scalars: {}, ports: null }).ports).toBeUndefined();
});

test('a patch with an order alone sorts what is there', () => {
  expect(patched({ scalars: {}, ports: [WEB, API] }, { scalars: {}, order: keys(81, 80) }).ports).toEqual([API, WEB]);
  expect(patched({ scalars: {} }, { scalars: {}, order: keys(81, 80) }).ports).toBeUndefined();
});

test('entries of a patch are merged into those with the same service port, and others are added', () => {
  const patch = { scalars: {}, ports: [{ port: 80, nodePort: 30009, name: null }, API] };
  expect(patched({ scalars: {}, ports: [{ ...WEB, name: 'web' }] }, patch).ports).toEqual([
    { port: 80, nodePort: 30009 },
    API,
  ]);
  expect(patched({ scalars: {} }, { scalars: {}, ports: [{ ...WEB, name: null }] }).ports).toEqual([WEB]);
});

test('a list that does not exist yet gets every entry, even those with the same service port', () => {
  const patch = { scalars: {}, ports: [{ ...WEB, name: null }, DELETE_WEB, { ...WEB, protocol: 'UDP' }] };
  expect(patched({ scalars: {} }, patch).ports).toEqual([WEB, { ...WEB, protocol: 'UDP' }]);
});

test('deletions remove every entry with their service port', () => {
  const live = { scalars: {}, ports: [WEB, API, { ...WEB, protocol: 'UDP' }] };
  expect(patched(live, { scalars: {}, ports: [DELETE_WEB] }).ports).toEqual([API]);
});

test('an entry that is deleted and written again starts afresh', () => {
  const live = { scalars: {}, ports: [{ ...WEB, name: 'web' }] };
  expect(patched(live, { scalars: {}, ports: [DELETE_WEB, { port: 80 }] }).ports).toEqual([{ port: 80 }]);
});

test('the order of a patch holds afterwards, and entries that only the cluster has keep their place', () => {
  const live = { scalars: {}, ports: keys(1, 2, 3) };
  expect(patched(live, { scalars: {}, ports: keys(4), order: keys(4, 2) }).ports).toEqual(keys(4, 1, 2, 3));
  expect(patched(live, { scalars: {}, ports: keys(4) }).ports).toEqual(keys(4, 1, 2, 3));
});

test('a patch that contradicts its own order is refused with the message of the API server', () => {
  const patch = { scalars: {}, ports: [API, WEB], order: keys(80, 81) };
  expect(() => patched({ scalars: {} }, patch)).toThrow(
    new PatchRefused(
      'The order in patch list:\n[map[nodePort:30002 port:81] map[nodePort:30001 port:80]]\n' +
        " doesn't match $setElementOrder list:\n[map[port:80] map[port:81]]\n",
    ),
  );
});

test.each([
  ['nothing is sent', {}, true],
  ['a scalar', { scalars: { type: null } }, false],
  ['ports', { ports: [] }, false],
  ['the removal of all ports', { ports: null }, false],
  ['an order', { order: [] }, false],
])('a patch is empty if there is nothing to send: %s', (_, patch, expected) => {
  expect(isEmptyPatch({ scalars: {}, ...patch })).toBe(expected);
});

test('two patches are merged by service port, and nulls stay for the API server', () => {
  expect(mergedEntries([{ port: 80, name: null }, DELETE_WEB], [{ port: 80, nodePort: 1 }], patchOver)).toEqual([
    { port: 80, name: null, nodePort: 1 },
    DELETE_WEB,
  ]);
});

describe('the order of a patch', () => {
  test.each<[string, ListElement[], ListElement[]]>([
    ['may have gaps', keys(1, 3), keys(1, 2, 3)],
    ['does not matter to deletions', [{ $patch: 'delete', port: 9 }, ...keys(1)], keys(1, 2)],
    ['may name a port several times', keys(1, 1), keys(1, 1)],
    ['may be empty', keys(2, 1), keys()],
  ])('%s', (_, patch, order) => {
    expect(() => checkOrder(patch, order)).not.toThrow();
  });

  test.each<[string, ListElement[], ListElement[]]>([
    ['lacks an entry', keys(3), keys(1, 2)],
    ['names an entry too rarely', keys(1, 1), keys(1)],
    ['is another one', keys(2, 1), keys(1, 2)],
  ])('is refused if it %s', (_, patch, order) => {
    expect(() => checkOrder(patch, order)).toThrow(PatchRefused);
  });

  test('is printed with a null as Go prints it', () => {
    expect(() => checkOrder([{ port: 3, name: null }], keys(1))).toThrow('[map[name:<nil> port:3]]');
  });
});
