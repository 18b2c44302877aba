import {
  afterUpdate,
  changesBetween,
  findManager,
  owningManagers,
  yielded,
} from '../../../lib/core/merge/field-changes';
import { fieldsWith, managerOf, managersInShort } from '../../support/live-services';

/** Changes by the paths of the fields that are written and removed. */
const changes = (written: string[], removed: string[] = []) => ({
  written: new Set(written),
  removed: new Set(removed),
});

test('what is added or has another value is written, and what is missing is removed', () => {
  const before = fieldsWith([{ port: 80, nodePort: 30001, name: 'web' }], { clusterIP: 'None' });
  const after = fieldsWith([{ port: 80, nodePort: 30002 }, { port: 81 }]);
  expect(changesBetween(before, after)).toEqual(
    changes(['80/TCP.nodePort', '81/TCP', '81/TCP.port'], ['clusterIP', '80/TCP.name']),
  );
});

test('fields that are the same on both sides are neither written nor removed', () => {
  const fields = fieldsWith([{ port: 80, nodePort: 30001 }]);
  expect(changesBetween(fields, fields)).toEqual(changes([]));
});

test('all managers but the writer lose what it has written or removed', () => {
  const writer = managerOf('a', 'Update', ['type', 'clusterIP']);
  const other = managerOf('b', 'Update', ['type', 'clusterIP', 'externalName'], true);
  expect(managersInShort(yielded([writer, other], writer, changes(['type'], ['clusterIP'])))).toEqual([
    'a Update: type clusterIP',
    'b Update*: externalName',
  ]);
  expect(managersInShort(yielded([other], undefined, changes(['type'])))).toEqual([
    'b Update*: clusterIP externalName',
  ]);
});

describe('after an update', () => {
  test('a client owns what it has changed, and nobody else does', () => {
    const managers = [managerOf('b', 'Update', ['type', 'clusterIP'])];
    expect(managersInShort(afterUpdate(managers, { name: 'a' }, changes(['type'])))).toEqual([
      'a Update: type',
      'b Update: clusterIP',
    ]);
  });

  test('a client keeps what it owned before, except for what it removes', () => {
    const managers = [managerOf('a', 'Update', ['type', 'clusterIP'])];
    expect(managersInShort(afterUpdate(managers, { name: 'a' }, changes(['externalName'], ['clusterIP'])))).toEqual([
      'a Update: type externalName',
    ]);
  });

  test('a server-side apply under the same name is another manager', () => {
    const managers = [managerOf('a', 'Apply', ['type', 'clusterIP'])];
    expect(managersInShort(afterUpdate(managers, { name: 'a' }, changes(['type'])))).toEqual([
      'a Apply: clusterIP',
      'a Update: type',
    ]);
  });

  test('managers that no longer own anything disappear, and so does a client that changes nothing', () => {
    expect(afterUpdate([managerOf('b', 'Update', ['type'])], { name: 'a' }, changes([], ['type']))).toEqual([]);
  });

  test('the annotation of kubectl apply belongs to the last client that wrote it', () => {
    const managers = [managerOf('a', 'Update', ['type'], true), managerOf('b', 'Update', ['clusterIP'], true)];
    expect(managersInShort(afterUpdate(managers, { name: 'a', writesLastApplied: true }, changes([])))).toEqual([
      'a Update*: type',
      'b Update: clusterIP',
    ]);
    expect(managersInShort(afterUpdate(managers, { name: 'c' }, changes(['externalName'])))).toEqual([
      'a Update*: type',
      'b Update*: clusterIP',
      'c Update: externalName',
    ]);
    expect(managersInShort(afterUpdate([], { name: 'c', writesLastApplied: true }, changes([])))).toEqual([
      'c Update*: ',
    ]);
  });

  test('a client that owned the annotation keeps it', () => {
    const managers = [managerOf('a', 'Update', [], true)];
    expect(managersInShort(afterUpdate(managers, { name: 'a' }, changes([])))).toEqual(['a Update*: ']);
  });
});

test('a manager is found by its name and operation', () => {
  const [apply, update] = [managerOf('a', 'Apply', []), managerOf('a', 'Update', [])];
  const managers = [managerOf('b', 'Update', []), apply, update];
  expect(findManager(managers, 'a', 'Update')).toBe(update);
  expect(findManager(managers, 'a', 'Apply')).toBe(apply);
  expect(findManager(managers, 'b', 'Apply')).toBeUndefined();
});

test('managers that own something are sorted by name', () => {
  const managers = [
    managerOf('c', 'Update', ['type']),
    managerOf('b', 'Update', []),
    managerOf('a', 'Update', [], true),
  ];
  expect(managersInShort(owningManagers(managers))).toEqual(['a Update*: ', 'c Update: type']);
});
