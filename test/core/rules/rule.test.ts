import { about } from '../../../lib/core/rules/rule';
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

test('a result about a reservation has no Service', () => {
  const claim = otherClaim(ClaimKind.RESERVATION, 30040, { path: 'kafka', holder: 'data' });
  expect(about(claim, 'what')).toMatchObject({ who: 'reservation for data', service: undefined, wayOut: undefined });
});
