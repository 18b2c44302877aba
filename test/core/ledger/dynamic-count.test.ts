import { claimsByPort } from '../../../lib/core/ledger/claims-by-port';
import { countDynamic, liveClaimsIn, picksIn } from '../../../lib/core/ledger/dynamic-count';
import { namesakesIn } from '../../../lib/core/ledger/namesakes';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { firstClaim, liveService, otherClaim, service } from '../../support/ledgers';

/** The picks of the live claims among those of some Services. */
function picksOf(known: readonly Claim[], services: readonly ServiceClaims[]): [string, number][] {
  return [...picksIn(new Set(known), claimsByPort(services, known, new Map()))];
}

/** How many numbers are left to pick for Services, of which some have been picked. */
const countOf = (services: readonly ServiceClaims[], picked: Record<string, number> = {}) =>
  countDynamic(services, namesakesIn(services), new Map(Object.entries(picked)));

test('live claims are those of Services that a cluster printed', () => {
  const live = liveService('web', { nodePort: 30500 });
  expect(liveClaimsIn([service('api', { nodePort: 30501 }), live])).toEqual(live.claims);
});

describe('the picks of the API server', () => {
  const live = (nodePort: number, name = 'web') =>
    otherClaim(ClaimKind.LIVE, nodePort, { namespace: 'shop', service: name, isForeign: true });

  test('are the live numbers of a Service that no manifest of the Service has', () => {
    const services = [service('web', { ports: { web: 30500, admin: 30501 } }), service('api', { nodePort: 30502 })];
    expect(picksOf([live(30500), live(30501), live(30502), live(30503)], services)).toEqual([['shop/web', 2]]);
    expect(picksOf([live(30500), live(30501), live(30502)], services)).toEqual([['shop/web', 1]]);
  });

  test('are counted for each Service', () => {
    expect(picksOf([live(30500), live(30501, 'api')], [])).toEqual([
      ['shop/web', 1],
      ['shop/api', 1],
    ]);
  });

  test('are not counted for other holders, or without a number', () => {
    const taken = otherClaim(ClaimKind.TAKEN, 30500, { reason: 'etcd' });
    expect(picksOf([taken, firstClaim(liveService('web'))], [])).toEqual([]);
  });
});

describe('the numbers that are left to pick', () => {
  test('are those of ports without one', () => {
    expect(countOf([])).toBe(0);
    expect(countOf([service('web', { ports: { a: undefined, b: 30500, c: undefined } }), service('api')])).toBe(3);
  });

  test('are counted once for a Service that is written twice', () => {
    expect(countOf([service('web'), service('web', { path: 'b.yaml' }), service('api')])).toBe(2);
  });

  test('are counted for the first copy that leaves one open', () => {
    expect(countOf([service('web', { nodePort: 30500 }), service('web', { path: 'b.yaml' })])).toBe(1);
    const half = { ports: { web: 30500, open: undefined } };
    expect(countOf([service('web', half), service('web', { ...half, path: 'b.yaml' })])).toBe(1);
  });

  test('are fewer by those that the Service has already, but not by those of others', () => {
    const web = service('web', { ports: { a: undefined, b: undefined } });
    expect(countOf([web, service('api')], { 'shop/web': 1 })).toBe(2);
    expect(countOf([web, service('api')], { 'shop/web': 5 })).toBe(1);
  });
});
