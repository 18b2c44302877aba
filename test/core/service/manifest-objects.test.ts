import {
  isListOfServices,
  isService,
  isServiceKind,
  itemKind,
  unfoldList,
} from '../../../lib/core/service/manifest-objects';

test.each([
  ['v1', 'Service', true],
  ['/v1', 'Service', true],
  ['v2', 'Service', false],
  ['serving.knative.dev/v1', 'Service', false],
  ['v1', 'ConfigMap', false],
  [undefined, 'Service', false],
])('of %s %s it is %s that node ports are its business', (apiVersion, kind, expected) => {
  expect(isServiceKind(apiVersion, kind)).toBe(expected);
  expect(isService({ apiVersion, kind })).toBe(expected);
});

test.each([undefined, null, 'Service', 7, []])('%j is not a Service', (manifest) => {
  expect(isService(manifest)).toBe(false);
});

test.each([
  ['ServiceList', 'Service'],
  ['List', ''],
  ['Listing', 'Listing'],
  ['', ''],
])('an item of a %s is a %j unless it says otherwise', (listKind, kind) => {
  expect(itemKind(listKind)).toBe(kind);
});

test.each([
  [{ apiVersion: 'v1', kind: 'List', items: [] }, true],
  [{ apiVersion: 'v1', kind: 'ServiceList', items: [] }, true],
  [{ apiVersion: 'v2', kind: 'List', items: [] }, false],
  [{ apiVersion: 'v1', kind: 'PodList', items: [] }, false],
  [{ apiVersion: 'v1', kind: 'List', items: {} }, false],
  [{ apiVersion: 'v1', kind: 'List' }, false],
  [null, false],
])('whether a cluster prints its Services as %j: %s', (printed, expected) => {
  expect(isListOfServices(printed)).toBe(expected);
});

describe('the objects in an object', () => {
  test('are the object itself, if it has no list of items', () => {
    for (const object of [{ kind: 'Service' }, { kind: 'List', items: 'x' }, 7, null]) {
      expect(unfoldList(object)).toEqual([object]);
    }
  });

  test('are its items, whatever its kind is', () => {
    const item = { apiVersion: 'v1', kind: 'Service' };
    expect(unfoldList({ apiVersion: 'v1', kind: 'ConfigMap', items: [item, item] })).toEqual([item, item]);
    expect(unfoldList({ kind: 'List', items: [] })).toEqual([]);
  });

  test('are found in lists of lists', () => {
    const inner = { apiVersion: 'v1', kind: 'ServiceList', items: [{ metadata: { name: 'a' } }] };
    expect(unfoldList({ apiVersion: 'v1', kind: 'List', items: [inner, { apiVersion: 'v1', kind: 'Pod' }] })).toEqual([
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'Pod' },
    ]);
  });

  test('inherit the version and kind that they do not name', () => {
    expect(unfoldList({ apiVersion: 'v1', kind: 'ServiceList', items: [{ a: 1 }, { kind: 'Pod' }, null] })).toEqual([
      { apiVersion: 'v1', kind: 'Service', a: 1 },
      { apiVersion: 'v1', kind: 'Pod' },
      { apiVersion: 'v1', kind: 'Service' },
    ]);
    expect(unfoldList({ apiVersion: 'v1', kind: 7, items: [{}] })).toEqual([{ apiVersion: 'v1', kind: '' }]);
  });
});
