import { canBeRelease, isSameRelease, releaseKey } from '../../../lib/core/live/helm-release';

const WEB = { namespace: 'shop', name: 'web' };

test('two releases are the same if both their names and their namespaces agree', () => {
  expect(isSameRelease(WEB, { ...WEB })).toBe(true);
  expect(isSameRelease(WEB, { ...WEB, name: 'other' })).toBe(false);
  expect(isSameRelease(WEB, { ...WEB, namespace: 'other' })).toBe(false);
});

test('a Service without a release shares it with none', () => {
  expect([isSameRelease(undefined, WEB), isSameRelease(WEB, undefined), isSameRelease(undefined, undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  ['shop', 'web', true],
  ['shop', 'web.v1', true],
  ['shop', 'a'.repeat(53), true],
  ['shop', 'a'.repeat(54), false],
  ['shop', '--all', false],
  ['shop', 'web..v1', false],
  ['shop', '', false],
  ['Shop', 'web', false],
  ['shop.a', 'web', false],
])('whether Helm accepts a release in namespace %s of name %s: %s', (namespace, name, expected) => {
  expect(canBeRelease({ namespace, name })).toBe(expected);
});

test('a release is written as namespace and name', () => {
  expect(releaseKey(WEB)).toBe('shop/web');
});
