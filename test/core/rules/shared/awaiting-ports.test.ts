import { Lack, awaitingPorts } from '../../../../lib/core/rules/shared/awaiting-ports';
import { ledgerOf, service, staticService } from '../../../support/ledgers';

const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: ['shop/listed'] };
/** A settlement that chose a number for the Service `shop/lost` alone. */
const SETTLEMENT = { ports: new Map([['shop/lost/web', 30010]]), blocks: new Map(), admitted: new Map() };
const SERVICES = [
  staticService('lost'),
  staticService('band', { ports: { pinned: 30011, web: undefined } }),
  staticService('listed'),
  staticService('drawing', { wishes: { reservation: 'redis' } }),
  staticService('fine', { nodePort: 30009 }),
  service('dynamic'),
];

/** The Services whose ports lack a number for a reason, and their reservations. */
function lacking(reason: Lack, settlement: typeof SETTLEMENT | undefined = SETTLEMENT) {
  return awaitingPorts(ledgerOf(SERVICES, { settlement, reservations: [KAFKA] }), reason).map(
    ({ claim, reservation }) => [claim.owner.service, reservation],
  );
}

test('a number that was chosen but is not in the manifest is lost', () => {
  expect(lacking(Lack.LOST)).toEqual([['lost', undefined]]);
});

test('every number is lost where none was chosen', () => {
  const ledger = ledgerOf(SERVICES, { reservations: [KAFKA] });
  expect(awaitingPorts(ledger, Lack.LOST)).toHaveLength(4);
  expect(awaitingPorts(ledger, Lack.BAND)).toEqual([]);
});

test('a port that draws from a reservation found it full', () => {
  expect(lacking(Lack.RESERVATION)).toEqual([
    ['listed', 'kafka'],
    ['drawing', 'redis'],
  ]);
});

test('any other port found the static band full', () => {
  expect(lacking(Lack.BAND)).toEqual([['band', undefined]]);
});
