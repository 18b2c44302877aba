import { Units, unitOf } from '../../../lib/core/plan/units';
import { WEB_RELEASE, problemOf } from '../../support/parties';
import { pinned } from '../../support/plans';

const services = [pinned('b', 30002), pinned('a', 30001)];

test('each Service is a unit of its own, and a release is one unit', () => {
  const alone = problemOf({ next: services });
  expect([...alone.parties.values()].map(unitOf)).toEqual(['shop/b', 'shop/a']);
  const released = problemOf({ next: services, release: WEB_RELEASE });
  expect([...released.parties.values()].map(unitOf)).toEqual(['release:shop/web', 'release:shop/web']);
  const keys = new Units(released).of('release:shop/web').map(({ key }) => key);
  expect(keys).toEqual(['shop/b', 'shop/a']);
});

test('a unit is in the place of its first Service', () => {
  expect(new Units(problemOf({ next: services, release: WEB_RELEASE })).position('release:shop/web')).toBe(0);
  expect(new Units(problemOf({ next: services })).position('shop/a')).toBe(1);
});

test('numbers are taken from single Services rather than from releases, and then in the given order', () => {
  const parties = new Map([
    ...problemOf({ next: services, release: WEB_RELEASE }).parties,
    ...[...problemOf({ next: [pinned('d', 30003), pinned('c', 30004)] }).parties.values()].map(
      (party) => [party.key, { ...party, position: party.position + 2 }] as const,
    ),
  ]);
  const units = new Units({ parties });
  expect(units.byPreference(['shop/c', 'release:shop/web', 'shop/d'])).toEqual([
    'shop/d',
    'shop/c',
    'release:shop/web',
  ]);
});
