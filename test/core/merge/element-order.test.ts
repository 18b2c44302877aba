import {
  ListElement,
  deletionOf,
  indexOfKey,
  interleaved,
  isDeletion,
  keyOfEntry,
  ordered,
  sortedByKey,
  sortedInto,
} from '../../../lib/core/merge/element-order';

/** Entries with some service ports, by which a strategic merge finds them. */
const entries = (...ports: number[]): ListElement[] => ports.map((port) => ({ port }));
const keys = (list: readonly ListElement[]) => list.map(keyOfEntry);
const names = (list: readonly ListElement[]) => list.map(({ name }) => name);

test('an entry is found by its service port, whatever its protocol', () => {
  const list: ListElement[] = [{ port: 80 }, { port: 53, protocol: 'TCP' }, { port: 53, protocol: 'UDP' }];
  expect(indexOfKey(list, { port: 53, protocol: 'UDP' })).toBe(1);
  expect(indexOfKey(list, { port: 81 })).toBe(-1);
});

test('a deletion contains only the key of the entry that it removes', () => {
  const deletion = deletionOf({ name: 'web', port: 80 });
  expect(deletion).toEqual({ $patch: 'delete', port: 80 });
  expect([isDeletion(deletion), isDeletion({ port: 80 })]).toEqual([true, false]);
});

test('entries are sorted by service port, as text', () => {
  expect(keys(sortedByKey(entries(80, 443, 8080, 53)))).toEqual([443, 53, 80, 8080]);
});

test('entries with the same service port swap places when they are sorted, as they do in Go', () => {
  const list = [
    { port: 53, name: 'a' },
    { port: 53, name: 'b' },
    { port: 53, name: 'c' },
  ];
  expect(names(sortedByKey(list))).toEqual(['c', 'b', 'a']);
});

test('sorting leaves the list that it is given as it was', () => {
  const list = entries(2, 1);
  sortedByKey(list);
  sortedInto(list, entries(1, 2));
  interleaved(list, list, list);
  expect(keys(list)).toEqual([2, 1]);
});

describe('sorting into the order of another list', () => {
  test.each([
    [
      [3, 1, 2],
      [1, 2, 3],
      [1, 2, 3],
    ],
    [
      [3, 1, 2],
      [2, 3, 1],
      [2, 3, 1],
    ],
    // An entry that the other list lacks is smaller than any other, and any other is smaller than it.
    [
      [1, 2, 9],
      [1, 2],
      [9, 1, 2],
    ],
    [
      [9, 2, 1],
      [1, 2],
      [1, 2, 9],
    ],
  ])('turns %j by %j into %j', (list, order, expected) => {
    expect(keys(sortedInto(entries(...list), entries(...order)))).toEqual(expected);
  });

  test('keeps entries with the same service port in their order', () => {
    const list = [
      { port: 53, name: 'a' },
      { port: 53, name: 'b' },
    ];
    expect(names(sortedInto(list, entries(53)))).toEqual(['a', 'b']);
  });

  test('puts deletions last, in their own order', () => {
    const list = [deletionOf({ port: 2 }), deletionOf({ port: 1 }), { port: 4 }, { port: 3 }];
    expect(keys(sortedInto(list, entries(1, 2, 3, 4)))).toEqual([3, 4, 2, 1]);
  });
});

describe('an entry that only the cluster has', () => {
  test.each([
    ['goes before the first of the others that followed it', [2], [1, 3], [1, 2, 3], [1, 2, 3]],
    ['goes last if none of the others followed it', [3], [1, 2], [1, 2, 3], [1, 2, 3]],
    ['goes after others that the cluster does not know', [1], [7, 8], [1], [7, 8, 1]],
    ['keeps its order beside another one', [1, 2], [3], [1, 2, 3], [1, 2, 3]],
    ['goes last if the cluster does not know it either', [9], [1, 2], [1, 2], [1, 2, 9]],
    ['goes between the others', [1, 3], [2, 4], [1, 2, 3, 4], [1, 2, 3, 4]],
  ])('%s', (_, serverOnly, others, serverOrder, expected) => {
    expect(keys(interleaved(entries(...serverOnly), entries(...others), entries(...serverOrder)))).toEqual(expected);
  });
});

test('written entries have their own order, and those that only the cluster has keep their place', () => {
  expect(keys(ordered(entries(1, 2, 3, 4), entries(4, 2), entries(1, 2, 3, 4)))).toEqual([1, 3, 4, 2]);
  expect(keys(ordered(entries(4, 1, 3), entries(4), entries(3, 1)))).toEqual([4, 3, 1]);
});
