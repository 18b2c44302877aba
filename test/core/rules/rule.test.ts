import { Authority, Severity } from '../../../lib/core/findings/finding-kind';
import { about, aboutService, ledgerRule } from '../../../lib/core/rules/rule';
import { ClaimKind } from '../../../lib/core/service/claim';
import { firstClaim, otherClaim, service } from '../../support/ledgers';

test('a result about a claim is at its place, and names its owner and number', () => {
  expect(about(firstClaim(service('web', { nodePort: 30009, path: 'web.yaml:9:7' })), 'what', 'way out')).toEqual({
    path: 'web.yaml:9:7',
    who: 'Service shop/web, port "web"',
    service: 'shop/web',
    nodePort: 30009,
    what: 'what',
    wayOut: 'way out',
  });
});

test('a result about a whole Service names no port', () => {
  const { owner } = service('web', { path: 'web.yaml:4:9' });
  expect(aboutService(owner, 'what', 'way out')).toEqual({
    path: 'web.yaml:4:9',
    who: 'Service shop/web',
    service: 'shop/web',
    what: 'what',
    wayOut: 'way out',
  });
});

test('a result about a reservation has no Service', () => {
  const claim = otherClaim(ClaimKind.RESERVATION, 30040, { path: 'kafka', holder: 'data' });
  expect(about(claim, 'what')).toMatchObject({ who: 'reservation for data', service: undefined, wayOut: undefined });
});

test('a rule is what its file declares', () => {
  const declared = {
    code: 'port-taken',
    severity: Severity.ERROR,
    authority: Authority.LIBRARY,
    title: 'Two Services ask for one node port',
    remedy: 'Use another port',
    check: () => [],
  } as const;
  expect(ledgerRule(declared)).toBe(declared);
});
