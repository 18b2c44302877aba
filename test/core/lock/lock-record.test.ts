import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { LockRecord } from '../../../lib/core/lock/lock-record';
import { Claim } from '../../../lib/core/service/claim';
import { firstClaim, service } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** The record of an app that has the given Services of the namespace shop. */
function recordOf(entries: readonly LockEntry[], ...present: string[]): LockRecord {
  return new LockRecord(sectionOf(...entries), new Set(present.map((name) => `shop/${name}`)));
}

const claimOf = (name: string): Claim => firstClaim(service(name));
const portOf = (record: LockRecord, name: string, formerly?: string) =>
  record.entryOf(claimOf(name), formerly)?.nodePort;

test('without a lock, nobody has anything', () => {
  const record = new LockRecord(undefined, new Set(['shop/web']));
  expect(record.entryOf(claimOf('web'), 'shop/old')).toBeUndefined();
  expect(record.liveEntryOf(claimOf('web'))).toBeUndefined();
  expect([record.has(30009), record.isHeld(30009)]).toEqual([false, false]);
  expect(record.blockOf('kafka', undefined)).toEqual([]);
  expect(record.withoutOwner(new Set())).toEqual([]);
});

describe('the entry of an owner', () => {
  test('is the one under its name', () => {
    const record = recordOf([assignedEntry(30010, 'shop/web'), assignedEntry(30011, 'shop/api')]);
    expect(portOf(record, 'web')).toBe(30010);
    expect(portOf(record, 'db')).toBeUndefined();
  });

  test('is found under the name of any port that shares the number', () => {
    const record = recordOf([assignedEntry(30010, 'shop/dns', 'udp')]);
    expect(record.entryOf({ ...claimOf('dns'), sharedBy: ['web', 'udp'] }, undefined)?.nodePort).toBe(30010);
  });

  test('is the port in use rather than the one that it left', () => {
    const record = recordOf([retiredEntry(30010, 'shop/web', '2026-05-01'), assignedEntry(30011, 'shop/web')]);
    expect(portOf(record, 'web')).toBe(30011);
  });

  test('is the port in use under another name rather than one that it left under its own', () => {
    const record = recordOf([retiredEntry(30010, 'shop/dns'), assignedEntry(30011, 'shop/dns', 'udp')]);
    const claim = { ...claimOf('dns'), sharedBy: ['web', 'udp'] };
    expect(record.entryOf(claim, undefined)?.nodePort).toBe(30011);
    expect(record.liveEntryOf(claim)?.nodePort).toBe(30011);
  });

  test('is the one that it left last if none is in use, and the higher one if it left both on one day', () => {
    const left = [retiredEntry(30010, 'shop/web', '2026-02-01'), retiredEntry(30011, 'shop/web', '2026-01-01')];
    expect(portOf(recordOf(left), 'web')).toBe(30010);
    expect(portOf(recordOf([...left, retiredEntry(30012, 'shop/web', '2026-02-01')]), 'web')).toBe(30012);
  });

  test('is the higher one of two in use', () => {
    expect(portOf(recordOf([pinnedEntry(30011, 'shop/web', 'web'), assignedEntry(30010, 'shop/web')]), 'web')).toBe(
      30011,
    );
  });

  test('is not live once it is retired', () => {
    expect(recordOf([retiredEntry(30010, 'shop/web')]).liveEntryOf(claimOf('web'))).toBeUndefined();
    expect(recordOf([]).liveEntryOf(claimOf('web'))).toBeUndefined();
  });
});

describe('a former name', () => {
  const former = assignedEntry(30010, 'shop/old');

  test('gives its port to a Service without one', () => {
    expect(portOf(recordOf([former], 'web'), 'web', 'shop/old')).toBe(30010);
    expect(portOf(recordOf([former], 'web'), 'web', 'old')).toBe(30010);
  });

  test('gives nothing while its Service is there', () => {
    expect(portOf(recordOf([former], 'web', 'old'), 'web', 'shop/old')).toBeUndefined();
  });

  test('gives way to a port that the Service has under its own name', () => {
    expect(portOf(recordOf([former, assignedEntry(30011, 'shop/web')], 'web'), 'web', 'shop/old')).toBe(30011);
  });

  test('that was declared after the Service had another port gives the former one back', () => {
    const late = [retiredEntry(30010, 'shop/old'), assignedEntry(30011, 'shop/web')];
    expect(portOf(recordOf(late, 'web'), 'web', 'shop/old')).toBe(30010);
    expect(portOf(recordOf(late, 'web'), 'web')).toBe(30011);
  });

  test.each<[string, LockEntry]>([
    ['a pinned one', pinnedEntry(30011, 'shop/web', 'web')],
    ['a retired one', retiredEntry(30011, 'shop/web')],
  ])('does not replace %s of its own', (_, own) => {
    expect(portOf(recordOf([retiredEntry(30010, 'shop/old'), own], 'web'), 'web', 'shop/old')).toBe(30011);
  });
});

test('a port is in the lock whatever became of its owner', () => {
  const record = recordOf([pinnedEntry(30009), retiredEntry(30010, 'shop/old'), reservedEntry(30040)]);
  expect([30009, 30010, 30011, 30040].filter((port) => record.has(port))).toEqual([30009, 30010, 30040]);
});

test('a port is held by a Service of the app, not by one that is gone or by a reservation', () => {
  const record = recordOf(
    [
      assignedEntry(30010, 'shop/web'),
      retiredEntry(30011, 'shop/web'),
      assignedEntry(30012, 'shop/gone'),
      reservedEntry(30013),
    ],
    'web',
  );
  expect([30009, 30010, 30011, 30012, 30013].filter((port) => record.isHeld(port))).toEqual([30010]);
});

test('an owner is gone if its Service is not in the app', () => {
  const record = recordOf([], 'web');
  expect(record.isGone(claimOf('web').owner)).toBe(false);
  expect(record.isGone(claimOf('api').owner)).toBe(true);
});

describe('a block', () => {
  test('consists of the ports of its reservation, whoever draws from it', () => {
    const drawn = { ...assignedEntry(30041, 'data/kafka-0', 'client'), reservation: 'kafka' };
    const record = recordOf([reservedEntry(30040), drawn, reservedEntry(30042, 'redis')]);
    expect(record.blockOf('kafka', undefined)).toEqual([30040, 30041]);
  });

  test('ends at the first gap', () => {
    const record = recordOf([30040, 30041, 30043].map((port) => reservedEntry(port)));
    expect(record.blockOf('kafka', undefined)).toEqual([30040, 30041]);
  });

  test('counts retired ports only if it has no others', () => {
    const retired = { ...reservedEntry(30040), state: LockState.RETIRED };
    expect(recordOf([retired, reservedEntry(30041)]).blockOf('kafka', undefined)).toEqual([30041]);
    expect(recordOf([retired]).blockOf('kafka', undefined)).toEqual([30040]);
  });

  test('is found under the former key of its reservation if it has none under its own', () => {
    const record = recordOf([
      assignedEntry(30010, 'shop/web'),
      reservedEntry(30040, 'old'),
      reservedEntry(30050, 'new'),
    ]);
    expect(record.blockOf('moved', 'old')).toEqual([30040]);
    expect(record.blockOf('new', 'old')).toEqual([30050]);
    expect(record.blockOf('moved', undefined)).toEqual([]);
  });
});

test('the ports whose owners are gone are in the order in which they became free, those in use last', () => {
  const record = recordOf([
    retiredEntry(30010, 'shop/a', '2026-03-01'),
    retiredEntry(30011, 'shop/b', '2026-01-01'),
    assignedEntry(30012, 'shop/c'),
    retiredEntry(30013, 'shop/d', '2026-02-01'),
    retiredEntry(30014, 'shop/e', '2026-02-01'),
  ]);
  expect(record.withoutOwner(new Set())).toEqual([30011, 30013, 30014, 30010, 30012]);
  expect(record.withoutOwner(new Set([30012, 30013]))).toEqual([30011, 30014, 30010]);
});

test('a port is in a reservation, or was once, if its line names the reservation', () => {
  const record = recordOf([reservedEntry(30040), { ...retiredEntry(30041, 'shop/web'), reservation: 'kafka' }]);
  expect([30040, 30041, 30042].map((port) => record.stateIn('kafka', port))).toEqual([
    LockState.RESERVED,
    LockState.RETIRED,
    undefined,
  ]);
  expect(record.stateIn('redis', 30040)).toBeUndefined();
});
