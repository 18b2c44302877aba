import { lockedReservations } from '../../../lib/core/filling/locked-reservations';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { assignedEntry, pinnedEntry, reservedEntry, sectionOf } from '../../support/lock-sections';

const drawn: LockEntry = { ...assignedEntry(30041, 'data/kafka-0', 'client'), reservation: 'kafka' };

test('a reservation that only the lock knows has all of its ports there, whoever draws from it', () => {
  const lock = sectionOf({ ...reservedEntry(30040), services: 'data/a,data/b' }, drawn, pinnedEntry(30042));
  expect(lockedReservations(lock, [])).toEqual([
    {
      key: 'kafka',
      owner: 'data',
      reason: 'brokers',
      ports: [30040, 30041],
      services: ['data/a', 'data/b'],
      isForeign: true,
    },
  ]);
});

test('a reservation whose ports are all drawn is named after its key', () => {
  expect(lockedReservations(sectionOf(drawn), [])).toMatchObject([
    { key: 'kafka', owner: 'kafka', reason: 'recorded in the lock', ports: [30041], services: [] },
  ]);
});

test('each reservation is listed once, in the order of the lock', () => {
  const lock = sectionOf(reservedEntry(30040, 'b'), reservedEntry(30041, 'a'), reservedEntry(30042, 'b'));
  expect(lockedReservations(lock, []).map(({ key, ports }) => [key, ports])).toEqual([
    ['b', [30040, 30042]],
    ['a', [30041]],
  ]);
});

test('a reservation that is described, or retired, is not one that only the lock knows', () => {
  const described = { key: 'kafka', owner: 'data', reason: 'brokers', services: [] };
  expect(lockedReservations(sectionOf(reservedEntry(30040)), [described])).toEqual([]);
  expect(lockedReservations(sectionOf({ ...reservedEntry(30040), state: LockState.RETIRED }), [])).toEqual([]);
});

test('without a lock, there are none', () => {
  expect(lockedReservations(undefined, [])).toEqual([]);
});
