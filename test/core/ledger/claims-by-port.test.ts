import { claimsByPort } from '../../../lib/core/ledger/claims-by-port';
import { LockEntry } from '../../../lib/core/lock/lock';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { otherClaim, service } from '../../support/ledgers';
import { pinnedEntry } from '../../support/lock-sections';

/** The places of the claims to a number, those with the strongest right first. */
function placesAt(port: number, services: ServiceClaims[], others: Claim[] = [], ...locked: LockEntry[]): string[] {
  const entries = new Map(locked.map((entry) => [entry.nodePort, entry]));
  return claimsByPort(services, others, entries)
    .get(port)!
    .map(({ owner }) => owner.path);
}

const [a, b] = [service('a', { nodePort: 30009 }), service('b', { nodePort: 30009 })];
const taken = otherClaim(ClaimKind.TAKEN, 30009, { path: 'z' });
const foreign = (admits: string[], nodePort = 30009, owner = {}) =>
  otherClaim(ClaimKind.LOCKED, nodePort, { path: 'other.lock.yaml', isForeign: true, ...owner }, { admits });

test('claims are grouped by number, and those without one are left out', () => {
  const services = [service('web', { ports: { web: 30010, metrics: undefined, admin: 30011 } }), service('api')];
  const groups = claimsByPort(services, [otherClaim(ClaimKind.TAKEN, 30010, {})], new Map());
  expect([...groups].map(([port, claims]) => [port, claims.length])).toEqual([
    [30010, 2],
    [30011, 1],
  ]);
});

describe('the strongest right to a number', () => {
  test('goes by place if nothing else decides', () => {
    expect(placesAt(30009, [b, a])).toEqual(['a', 'b']);
  });

  test('is that of something outside the app', () => {
    expect(placesAt(30009, [a, b], [taken])).toEqual(['z', 'a', 'b']);
    expect(placesAt(30009, [a, b], [taken], pinnedEntry(30009, 'shop/b', 'web'))).toEqual(['z', 'b', 'a']);
    expect(placesAt(30009, [a, b], [foreign(['shop/b']), taken])).toEqual(['z', 'b', 'a', 'other.lock.yaml']);
  });

  test('is that of the owner in the lock', () => {
    expect(placesAt(30009, [a, b], [], pinnedEntry(30009, 'shop/b', 'web'))).toEqual(['b', 'a']);
    expect(placesAt(30009, [a, b], [], pinnedEntry(30010, 'shop/b', 'web'))).toEqual(['a', 'b']);
  });

  test('is that of a Service that the record of another app admits', () => {
    expect(placesAt(30009, [a, b], [foreign(['shop/b'])])).toEqual(['b', 'a', 'other.lock.yaml']);
    expect(placesAt(30009, [a, b], [foreign(['shop/*'])])).toEqual(['a', 'b', 'other.lock.yaml']);
  });

  test('is that of the Service to which the record of another app gives it', () => {
    const own = foreign([], 30009, { namespace: 'shop', service: 'b' });
    expect(placesAt(30009, [a, b], [own])).toEqual(['b', 'other.lock.yaml', 'a']);
    expect(placesAt(30009, [a, b], [own, taken])).toEqual(['z', 'b', 'other.lock.yaml', 'a']);
  });

  test('is that of the owner in the lock rather than that of another record', () => {
    const entry = pinnedEntry(30009, 'shop/a', 'web');
    expect(placesAt(30009, [a, b], [foreign(['shop/b'])], entry)).toEqual(['a', 'b', 'other.lock.yaml']);
  });

  test('does not depend on what a reservation of this app admits', () => {
    const own = otherClaim(ClaimKind.RESERVATION, 30009, { path: 'kafka' }, { admits: ['shop/b'] });
    expect(placesAt(30009, [a, b], [own])).toEqual(['a', 'b', 'kafka']);
  });
});
