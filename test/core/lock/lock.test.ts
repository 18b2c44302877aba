import { PortRange } from '../../../lib/core/cluster/port-range';
import {
  LockEntry,
  LockState,
  lockChanges,
  entryKeys,
  isEntryOf,
  isInUse,
  nameEntry,
} from '../../../lib/core/lock/lock';
import { firstClaim, service } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

describe('an entry', () => {
  test.each([LockState.PINNED, LockState.ASSIGNED])('that is %s is in use', (state) => {
    expect(isInUse({ nodePort: 30009, state })).toBe(true);
  });

  test.each([LockState.RESERVED, LockState.RETIRED])('that is %s is not in use', (state) => {
    expect(isInUse({ nodePort: 30009, state })).toBe(false);
  });

  test('has one key for each port of its Service that shares the number', () => {
    expect(entryKeys(pinnedEntry(30053, 'dns/coredns', 'udp,tcp'))).toEqual(['dns/coredns/udp', 'dns/coredns/tcp']);
  });

  test('of a reservation that no Service draws from has the key of the reservation', () => {
    expect(entryKeys(reservedEntry(30040))).toEqual(['reservation kafka']);
  });

  test('of a Service without port names still has a key', () => {
    expect(entryKeys({ nodePort: 30009, state: LockState.PINNED, service: 'shop/web' })).toEqual(['shop/web/']);
  });

  describe('belongs to a claim of its owner', () => {
    const claim = firstClaim(service('web', { nodePort: 30009 }));

    test.each<[string, LockEntry]>([
      ['with its Service and port', pinnedEntry(30009, 'shop/web', 'web')],
      ['with its port among several', pinnedEntry(30009, 'shop/web', 'udp,web')],
      ['under another number', pinnedEntry(30010, 'shop/web', 'web')],
    ])('%s', (_, entry) => {
      expect(isEntryOf(entry, claim)).toBe(true);
    });

    test.each<[string, LockEntry]>([
      ['of its Service', pinnedEntry(30009, 'shop/web', 'admin')],
      ['of another Service', pinnedEntry(30009, 'shop/api', 'web')],
      ['of a reservation', reservedEntry(30009)],
    ])('but not to another port %s', (_, entry) => {
      expect(isEntryOf(entry, claim)).toBe(false);
    });
  });

  test('is named after its Service, or else after its reservation', () => {
    expect(nameEntry(pinnedEntry(30009, 'shop/web', 'web'))).toBe('shop/web web');
    expect(nameEntry({ ...pinnedEntry(30040, 'data/kafka-0', 'client'), reservation: 'kafka' })).toBe(
      'data/kafka-0 client',
    );
    expect(nameEntry(reservedEntry(30040))).toBe('reservation kafka');
  });
});

describe('the changes of a lock', () => {
  const web = assignedEntry(30010, 'shop/web');

  test('are none where both sections record the same', () => {
    expect(lockChanges(sectionOf(web), sectionOf({ ...web }))).toEqual([]);
  });

  test('all add a line where there was no section', () => {
    expect(lockChanges(undefined, sectionOf(web, reservedEntry(30040)))).toEqual([
      '+ 30010 shop/web web assigned',
      '+ 30040 reservation kafka reserved (data: brokers)',
    ]);
  });

  test('are listed by port, whichever section a port is in', () => {
    const before = sectionOf(pinnedEntry(30009, 'shop/old', 'web'), pinnedEntry(30012, 'shop/older', 'web'));
    expect(lockChanges(before, sectionOf(web))).toEqual([
      '- 30009 shop/old web pinned',
      '+ 30010 shop/web web assigned',
      '- 30012 shop/older web pinned',
    ]);
  });

  test('name the owner once where only its state changes', () => {
    expect(lockChanges(sectionOf(web), sectionOf(retiredEntry(30010, 'shop/web')))).toEqual([
      '~ 30010 shop/web web assigned -> retired',
    ]);
  });

  test('name both owners where a port changes hands', () => {
    expect(lockChanges(sectionOf(web), sectionOf(assignedEntry(30010, 'shop/api')))).toEqual([
      '~ 30010 shop/web web assigned -> shop/api web assigned',
    ]);
  });

  test.each<[string, Partial<LockEntry>, Partial<LockEntry>, string]>([
    ['an app takes over a line', { from: 'manifests' }, {}, 'assigned, from manifests -> assigned'],
    [
      'a line passes to another tool',
      { from: 'pulumi' },
      { from: 'manifests' },
      'assigned, from pulumi -> assigned, from manifests',
    ],
    ['a port is retired', { from: 'pulumi' }, { state: LockState.RETIRED }, 'assigned, from pulumi -> retired'],
    ['a port is used again', { state: LockState.RETIRED }, { from: 'pulumi' }, 'retired -> assigned, from pulumi'],
  ])('name who recorded a line where %s', (_, before, after, expected) => {
    const changes = lockChanges(sectionOf({ ...web, ...before }), sectionOf({ ...web, ...after }));
    expect(changes).toEqual([`~ 30010 shop/web web ${expected}`]);
  });

  test('do not name who recorded a line where that stays', () => {
    const marked: LockEntry = { ...web, from: 'manifests' };
    expect(lockChanges(undefined, sectionOf(marked))).toEqual(['+ 30010 shop/web web assigned']);
    expect(lockChanges(sectionOf(marked), sectionOf({ ...marked, state: LockState.PINNED }))).toEqual([
      '~ 30010 shop/web web assigned -> pinned',
    ]);
  });

  test('begin with the range, if that changes', () => {
    const before = { ...sectionOf(web), range: PortRange.parse('20000-22767') };
    expect(lockChanges(before, sectionOf(web))).toEqual(['~ range 20000-22767 -> 30000-32767']);
    expect(lockChanges(undefined, sectionOf())).toEqual([]);
  });

  test.each<[string, Partial<LockEntry>, string]>([
    [
      'the reservation that a Service draws from',
      { service: 'data/kafka-0', port: 'client' },
      'data/kafka-0 client reserved in kafka',
    ],
    ['who may use it', { owner: 'data', services: 'data/*' }, 'reservation kafka reserved (data: data/*)'],
    ['whom it is held for', { owner: 'data' }, 'reservation kafka reserved (data)'],
    ['why it is held', { reason: 'brokers' }, 'reservation kafka reserved (brokers)'],
    ['nothing in brackets where nothing is known', {}, 'reservation kafka reserved'],
  ])('show %s', (_, entry, expected) => {
    const reserved = { nodePort: 30040, state: LockState.RESERVED, reservation: 'kafka', ...entry };
    expect(lockChanges(undefined, sectionOf(reserved))).toEqual([`+ 30040 ${expected}`]);
  });
});
