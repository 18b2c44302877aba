import { holdersOf } from '../../../../lib/core/rules/shared/port-holders';
import { ClaimKind } from '../../../../lib/core/service/claim';
import { ledgerOf, otherClaim, service } from '../../../support/ledgers';

const reserved = (nodePort: number) => otherClaim(ClaimKind.RESERVATION, nodePort, { path: 'kafka' });

test('holders are listed by port', () => {
  const services = [service('web', { nodePort: 30010 }), service('api', { nodePort: 30009 })];
  expect(holdersOf(ledgerOf(services), [30010, 30009])).toBe('30009 api, 30010 web');
});

test('a Service is listed rather than the reservation that it draws from', () => {
  const ledger = ledgerOf([service('web', { nodePort: 30041 })], { others: [reserved(30040), reserved(30041)] });
  expect(holdersOf(ledger, [30040, 30041])).toBe('30040 kafka, 30041 web');
});

test('what is held at the root is held by the app', () => {
  const others = [otherClaim(ClaimKind.TAKEN, 30009, { path: '' })];
  expect(holdersOf(ledgerOf([], { others }), [30009])).toBe('30009 the app');
});

test('free ports and ports outside the static band are left out', () => {
  const ledger = ledgerOf([service('web', { nodePort: 30086 })]);
  expect(holdersOf(ledger, [30009, 30086])).toBe('it has no ports');
});

test('the sixth and later holders are only counted', () => {
  const ports = [30002, 30003, 30004, 30005, 30006, 30008, 30009];
  const services = ports.map((nodePort) => service(`s${nodePort}`, { nodePort }));
  expect(holdersOf(ledgerOf(services.slice(0, 5)), ports)).toMatch(/, 30006 s30006$/);
  expect(holdersOf(ledgerOf(services), ports)).toMatch(/, 30006 s30006 and 2 more$/);
});
