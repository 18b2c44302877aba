import { strayReservations } from '../../../../lib/core/rules/shared/stray-reservations';
import { contextOf, ledgerOf } from '../../../support/ledgers';

const reservation = (key: string, ports?: number[]) => ({ key, owner: 'data', reason: 'brokers', services: [], ports });

test('each reservation is reported once, at its first stray port', () => {
  const reservations = [
    reservation('kafka', [30001, 30002, 30003, 30005]),
    reservation('redis', [30001]),
    reservation('sized'),
  ];
  expect(strayReservations(contextOf(ledgerOf([], { reservations })), (port) => port > 30001, 'out of place')).toEqual([
    {
      path: 'kafka',
      nodePort: 30002,
      what: 'it reserves 30002-30003, 30005, out of place',
      wayOut: 'Reserve ports of the static band 30000-30085',
    },
  ]);
});

test('without reservations, none strays', () => {
  expect(strayReservations(contextOf(ledgerOf([])), () => true, 'out of place')).toEqual([]);
});
