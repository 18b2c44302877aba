import { Reservation } from '../../../lib/core/assign/reservation';
import { portRow } from '../../../lib/core/cluster/port-row';
import { LockEntry } from '../../../lib/core/lock/lock';
import { reservationFull } from '../../../lib/core/rules/reservation-full';
import { ClaimKind } from '../../../lib/core/service/claim';
import { ledgerOf, otherClaim, resultsOf, service, staticService } from '../../support/ledgers';
import { assignedEntry, sectionOf } from '../../support/lock-sections';

const KAFKA: Reservation = { key: 'kafka', owner: 'data', reason: 'brokers', services: [] };
/** A Service that draws from the reservation `kafka` and got no number. */
const WEB = staticService('web', { wishes: { reservation: 'kafka' } });

/** What is chosen where the reservation `kafka` has some ports; undefined if no block was found for it. */
const settlementOf = (ports: readonly number[] | undefined) => ({
  ports: new Map<string, number>(),
  blocks: new Map(ports === undefined ? [] : [['kafka', ports]]),
  admitted: new Map<string, Set<string>>(),
});

describe('a port without a number', () => {
  function full(reservation: Partial<Reservation>, ports: readonly number[], ...entries: LockEntry[]) {
    const holder = service('api', { nodePort: 30040 });
    return resultsOf(
      reservationFull,
      ledgerOf([WEB, holder], {
        reservations: [{ ...KAFKA, ...reservation }],
        settlement: settlementOf(ports),
        lock: sectionOf(...entries),
      }),
    );
  }

  test('needs a larger block, and is told who has its ports', () => {
    expect(full({ size: 1 }, [30040])).toEqual([
      {
        path: 'web',
        who: 'Service shop/web, port "web"',
        service: 'shop/web',
        what: 'reservation kafka has no port left for it: 30040 api',
        wayOut: 'Reserve more there, such as size: 2',
      },
    ]);
  });

  test('needs one more port in a written list', () => {
    const [result] = full({ ports: [30040, 30042] }, [30040, 30042]);
    expect(result.wayOut).toBe("Reserve more there, such as ports: '30040, 30042-30043'");
  });

  test('that the lock gives a port which the reservation lost does not move by itself', () => {
    const old = { ...assignedEntry(30041, 'shop/web'), reservation: 'kafka' };
    const [result] = full({ size: 1 }, [30040], old);
    expect(result.what).toBe('its port 30041 is no longer part of reservation kafka, 30040');
    expect(result.wayOut).toBe(
      'Write size: 2, to keep it in the reservation, or delete the line 30041: {…} of nodeports.lock.yaml, but not ' +
        'its ' +
        'comment, to let it move',
    );
  });

  test.each<[string, LockEntry]>([
    ['another reservation', { ...assignedEntry(30041, 'shop/web'), reservation: 'redis' }],
    ['another Service', { ...assignedEntry(30041, 'shop/db'), reservation: 'kafka' }],
  ])('is not affected by a port in the lock of %s', (_, entry) => {
    expect(full({ size: 1 }, [30040], entry)[0].what).toMatch(/^reservation kafka has no port left/);
  });

  test('cannot draw from a reservation of another cluster', () => {
    const [result] = full({ key: 'redis' }, [30040]);
    expect(result.what).toBe('reservation kafka holds ports of another cluster');
    expect(result.wayOut).toBe('Name a reservation of its own cluster');
  });

  test('of a reservation without any port begins with the first free one', () => {
    const [result] = full({ ports: [] }, []);
    expect(result.what).toBe('reservation kafka has no port left for it: it has no ports');
    expect(result.wayOut).toBe("Reserve more there, such as ports: '30002'");
  });

  test('is never offered the next number if that is taken, or outside the static band', () => {
    const [besideAnother] = full({ size: 1 }, [30039]);
    expect(besideAnother.wayOut).toBe("Reserve more there, such as ports: '30039, 30041' instead of size: 1");
    const [atTheEnd] = full({ ports: [30085] }, [30085]);
    expect(atTheEnd.wayOut).toBe("Reserve more there, such as ports: '30002, 30085'");
  });

  test('needs a larger static band if no static port is free', () => {
    const others = portRow(30000, 86).map((port) => otherClaim(ClaimKind.TAKEN, port, { reason: 'test' }));
    const ledger = ledgerOf([WEB], {
      others,
      reservations: [{ ...KAFKA, size: 1 }],
      settlement: settlementOf([30040]),
    });
    const [{ wayOut }] = resultsOf(reservationFull, ledger);
    expect(wayOut).toBe("Widen --service-node-port-range, then set portRange: '30000-33263'");
  });
});

test('a block for which no ports were found is reported, and its Services are not', () => {
  const reservations = [{ ...KAFKA, size: 200 }];
  const results = resultsOf(reservationFull, ledgerOf([WEB], { reservations, settlement: settlementOf(undefined) }));
  expect(results).toMatchObject([
    { path: 'kafka', what: expect.stringContaining('there is no block of 200 free ports') },
  ]);
});

test('ports that wait for a number and ports that have one get the same proposal', () => {
  const services = [WEB, staticService('api', { nodePort: 30043, wishes: { reservation: 'kafka' } })];
  const lock = sectionOf(
    { ...assignedEntry(30041, 'shop/web'), reservation: 'kafka' },
    { ...assignedEntry(30043, 'shop/api'), reservation: 'kafka' },
  );
  const reservations = [{ ...KAFKA, size: 1 }];
  const ledger = ledgerOf(services, { reservations, lock, settlement: settlementOf([30040]) });
  expect(resultsOf(reservationFull, ledger)).toMatchObject([
    { path: 'web', wayOut: expect.stringContaining('Write size: 4, ') },
    { path: 'api', wayOut: expect.stringContaining('Write size: 4, ') },
  ]);
});

test('a port that a reservation lost is reported', () => {
  const services = [staticService('web', { nodePort: 30043, wishes: { reservation: 'kafka' } })];
  const lock = sectionOf({ ...assignedEntry(30043, 'shop/web'), reservation: 'kafka' });
  const reservations = [{ ...KAFKA, size: 1 }];
  const ledger = ledgerOf(services, { reservations, lock, settlement: settlementOf([30040]) });
  expect(resultsOf(reservationFull, ledger)).toMatchObject([{ path: 'web', nodePort: 30043 }]);
});

test.each([
  ['it has its ports', settlementOf([30040])],
  ['nothing was settled', undefined],
])('a reservation is fine where %s', (_, settlement) => {
  expect(resultsOf(reservationFull, ledgerOf([], { reservations: [{ ...KAFKA, size: 1 }], settlement }))).toEqual([]);
});

test('without reservations, nothing is reported', () => {
  expect(resultsOf(reservationFull, ledgerOf([], { settlement: settlementOf([]) }))).toEqual([]);
});
