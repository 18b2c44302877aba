import { Reservation } from '../../../lib/core/assign/reservation';
import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { LockEntry } from '../../../lib/core/lock/lock';
import { reservationFull } from '../../../lib/core/rules/reservation-full';
import { ledgerOf, resultsOf, service, staticService } from '../../support/ledgers';
import { assignedEntry, reservedEntry, sectionOf } from '../../support/lock-sections';

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
      'Keep 30041 in it, or delete the line 30041: {…} of nodeports.lock.yaml, but not its comment, to let it move',
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

  test('of a reservation without any port begins with the first one', () => {
    const [result] = full({ ports: [] }, []);
    expect(result.what).toBe('reservation kafka has no port left for it: it has no ports');
    expect(result.wayOut).toBe("Reserve more there, such as ports: '1'");
  });
});

describe('a block for which no ports were found', () => {
  function without(
    size: number,
    entries: readonly LockEntry[] = [],
    services = [service('web', { nodePort: 30042 })],
    profile?: ClusterProfile,
  ) {
    return resultsOf(
      reservationFull,
      ledgerOf(services, {
        profile,
        reservations: [{ ...KAFKA, size }],
        settlement: settlementOf(undefined),
        lock: sectionOf(...entries),
      }),
    );
  }

  test('needs a larger static band', () => {
    expect(without(200)).toEqual([
      {
        path: 'kafka',
        what: 'there is no block of 200 free ports in the static band 30000-30085 of cluster prod',
        wayOut: "Reserve fewer, or widen --service-node-port-range, then set portRange: '30000-33263'",
      },
    ]);
  });

  test('is not promised a larger static band where there is none', () => {
    const [result] = without(200, [], [], new ClusterProfile({ portRange: '30000-34095' }));
    expect(result.wayOut).toBe('Reserve fewer, or widen --service-node-port-range');
  });

  test('cannot grow over the port of a Service', () => {
    expect(without(4, [reservedEntry(30040), reservedEntry(30041), reservedEntry(30050, 'redis')])).toEqual([
      {
        path: 'kafka',
        what: 'it holds 30040-30041 and cannot grow to 4 ports in a row: 30042 is held by web',
        wayOut:
          'Keep size: 2 and add a second reservation, or delete its lines, such as 30040: {…}, of nodeports.lock.yaml, ' +
          'but not their comments, to let the whole block move',
      },
    ]);
  });

  test('cannot grow over a port that the lock keeps or that lies outside the static band', () => {
    expect(without(3, [reservedEntry(30085)])[0].what).toMatch(/: 30086 is outside the static band, or locked$/);
  });

  test('cannot grow over a port that is held at the root of the app', () => {
    const [result] = without(3, [reservedEntry(30041)], [service('web', { nodePort: 30042, path: '' })]);
    expect(result.what).toMatch(/: 30042 is held by the app$/);
  });
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
