import {
  isListOfServices,
  isService,
  isServiceKind,
  itemKind,
  unfoldList,
} from '../../../lib/core/service/manifest-objects';

test.each(['v1', '/v1'])('a Service of the version %s is one with node ports', (apiVersion) => {
  expect(isServiceKind(apiVersion, 'Service')).toBe(true);
  expect(isService({ apiVersion, kind: 'Service' })).toBe(true);
});

test.each([
  ['v2', 'Service'],
  ['serving.knative.dev/v1', 'Service'],
  ['v1', 'ConfigMap'],
  [undefined, 'Service'],
])('%s %s is something else', (apiVersion, kind) => {
  expect(isServiceKind(apiVersion, kind)).toBe(false);
  expect(isService({ apiVersion, kind })).toBe(false);
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

test.each(['List', 'ServiceList'])('a cluster prints its Services as a %s', (kind) => {
  expect(isListOfServices({ apiVersion: 'v1', kind, items: [] })).toBe(true);
});

test.each([
  { apiVersion: 'v2', kind: 'List', items: [] },
  { apiVersion: 'v1', kind: 'PodList', items: [] },
  { apiVersion: 'v1', kind: 'List', items: {} },
  { apiVersion: 'v1', kind: 'List' },
  null,
])('a cluster does not print its Services as %j', (printed) => {
  expect(isListOfServices(printed)).toBe(false);
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
