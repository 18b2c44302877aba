import { PortRange } from '../../../lib/core/cluster/port-range';
import { nextSection } from '../../../lib/core/ledger/next-lock';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { LockWriter } from '../../../lib/core/lock/lock-writer';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { assignedService, ledgerOf, otherClaim, service, staticService } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

const TODAY = '2026-03-31';
const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: [] };

/** What a lock with some entries records next. */
function next(
  entries: readonly LockEntry[],
  services: readonly ServiceClaims[],
  parts: Parameters<typeof ledgerOf>[1] = {},
  writer?: LockWriter,
): readonly LockEntry[] {
  const before = sectionOf(...entries);
  return nextSection(before, ledgerOf(services, { lock: before, ...parts }), TODAY, writer).entries;
}

/** A port of the reservation `kafka`. */
const reserved = (nodePort: number, admits: string[] = []): Claim =>
  otherClaim(
    ClaimKind.RESERVATION,
    nodePort,
    { path: 'kafka', reservation: 'kafka', holder: 'data', reason: 'brokers' },
    { demandsStatic: true, admits },
  );

describe('a claim', () => {
  test.each<[string, ServiceClaims[], LockEntry[]]>([
    ['to a pinned static port', [service('web', { nodePort: 30009 })], [pinnedEntry(30009, 'shop/web', 'web')]],
    ['to an assigned port', [assignedService('web', 30009)], [assignedEntry(30009, 'shop/web')]],
    [
      'of a static Service in the dynamic band',
      [staticService('web', { nodePort: 30500 })],
      [pinnedEntry(30500, 'shop/web', 'web')],
    ],
  ])('%s is recorded', (_, services, expected) => {
    expect(next([], services)).toEqual(expected);
  });

  test.each<[string, ServiceClaims[]]>([
    ['to a dynamic port', [service('web', { nodePort: 30086 })]],
    ['without a number', [service('web'), staticService('api')]],
    [
      'of a Service whose name the API server completes',
      [{ ...service('web'), claims: [otherClaim(ClaimKind.NODE_PORT, 30009, { service: 'web-*' })] }],
    ],
  ])('%s is not', (_, services) => {
    expect(next([], services)).toEqual([]);
  });

  test('from outside the app is not', () => {
    const others = [
      otherClaim(ClaimKind.TAKEN, 30009, { reason: 'etcd' }),
      otherClaim(ClaimKind.LOCKED, 30010, { isForeign: true, namespace: 'shop', service: 'web', port: 'web' }),
    ];
    expect(next([], [], { others })).toEqual([]);
  });

  test('of several ports that share the number is recorded with all of them', () => {
    const made = service('dns', { nodePort: 30053 });
    const shared = { ...made, claims: [{ ...made.claims[0], sharedBy: ['tcp', 'udp'] }] };
    expect(next([], [shared])).toEqual([pinnedEntry(30053, 'shop/dns', 'tcp,udp')]);
  });

  test('of a port without a name is still recorded', () => {
    const { owner, claims } = service('web', { nodePort: 30009 });
    const unnamed = { ...service('web'), claims: [{ ...claims[0], owner }] };
    expect(next([], [unnamed])).toEqual([pinnedEntry(30009, 'shop/web', '')]);
  });

  test('that comes second to a number is not recorded', () => {
    expect(
      next(
        [],
        ['b', 'a'].map((name) => service(name, { nodePort: 30009 })),
      ),
    ).toEqual([pinnedEntry(30009, 'shop/a', 'web')]);
  });
});

test('entries are in ascending order, whatever order they came from', () => {
  const entries = [retiredEntry(30012, 'shop/old'), retiredEntry(30007, 'shop/older')];
  const services = [30011, 30009].map((nodePort) => service(`s${nodePort}`, { nodePort }));
  expect(next(entries, services).map(({ nodePort }) => nodePort)).toEqual([30007, 30009, 30011, 30012]);
});

test('a section begins with the range of the cluster and its claims', () => {
  const ledger = ledgerOf([service('web', { nodePort: 30009 })]);
  expect(nextSection(undefined, ledger, TODAY)).toEqual(sectionOf(pinnedEntry(30009, 'shop/web', 'web')));
});

describe('a port whose owner is gone', () => {
  test('is retired today', () => {
    expect(next([assignedEntry(30009, 'shop/old')], [])).toEqual([retiredEntry(30009, 'shop/old', TODAY)]);
  });

  test('keeps only what identifies its owner', () => {
    const entry: LockEntry = { ...reservedEntry(30040), services: 'data/a' };
    expect(next([entry], [], { reservations: [KAFKA] })).toEqual([
      { nodePort: 30040, state: LockState.RETIRED, reservation: 'kafka', service: undefined, since: TODAY },
    ]);
  });

  test('keeps the day on which it was retired', () => {
    expect(next([retiredEntry(30009, 'shop/old', '2025-01-01')], [])).toEqual([
      retiredEntry(30009, 'shop/old', '2025-01-01'),
    ]);
  });

  test('is forgotten once it is outside the range', () => {
    const before = { range: PortRange.parse('20000-32767'), entries: [assignedEntry(29999, 'shop/old')] };
    expect(nextSection(before, ledgerOf([], { lock: before }), TODAY).entries).toEqual([]);
  });
});

describe('a former name', () => {
  const renamed = staticService('new', { wishes: { formerly: 'shop/old' } });

  test('is replaced by the present one where its port is retired', () => {
    expect(next([assignedEntry(30009, 'shop/old')], [renamed])).toEqual([retiredEntry(30009, 'shop/new', TODAY)]);
  });

  test('stays if its Service still exists', () => {
    expect(next([assignedEntry(30009, 'shop/old')], [renamed, staticService('old')])).toEqual([
      retiredEntry(30009, 'shop/old', TODAY),
    ]);
  });
});

describe('a reservation', () => {
  test('is recorded with its holder, and with the Services that may use it', () => {
    const others = [reserved(30040), reserved(30041, ['data/a', 'data/b'])];
    expect(next([], [], { others, reservations: [KAFKA] })).toEqual([
      reservedEntry(30040),
      { ...reservedEntry(30041), services: 'data/a,data/b' },
    ]);
  });

  test('gives the line of a port to the Service that draws it', () => {
    const others = [reserved(30040)];
    expect(next([], [assignedService('web', 30040)], { others, reservations: [KAFKA] })).toEqual([
      { ...assignedEntry(30040, 'shop/web'), reservation: 'kafka' },
    ]);
  });

  test('that another writer recorded keeps its line', () => {
    const entry: LockEntry = { ...reservedEntry(30040), reason: 'as recorded', from: 'manifests' };
    expect(next([entry], [], { others: [reserved(30040)] })).toEqual([entry]);
  });

  test('that is only known from the lock is not retired by a tool', () => {
    const reservations = [{ ...KAFKA, isForeign: true }];
    expect(next([reservedEntry(30040)], [], { reservations }, { from: 'manifests', prunes: true })).toEqual([
      reservedEntry(30040),
    ]);
    expect(next([reservedEntry(30040)], [], { reservations: [KAFKA] }, { from: 'manifests', prunes: true })).toEqual([
      expect.objectContaining({ state: LockState.RETIRED }),
    ]);
  });
});

describe('a port that another writer recorded', () => {
  const ofManifest: LockEntry = { ...assignedEntry(30009, 'shop/web'), from: 'manifests' };

  test('stays as it is in the lock of an app without its Service', () => {
    expect(next([ofManifest], [])).toEqual([ofManifest]);
  });

  test('becomes a port of the app that has its Service', () => {
    expect(next([ofManifest], [assignedService('web', 30009)])).toEqual([assignedEntry(30009, 'shop/web')]);
  });

  test('stays where the app gives its Service another port', () => {
    expect(next([ofManifest], [assignedService('web', 30010)])).toEqual([ofManifest, assignedEntry(30010, 'shop/web')]);
  });

  test('goes to the claim that takes it', () => {
    expect(next([ofManifest], [service('api', { nodePort: 30009 })])).toEqual([pinnedEntry(30009, 'shop/api', 'web')]);
  });

  test('stays retired once it is', () => {
    const retired: LockEntry = { ...retiredEntry(30009, 'shop/old'), from: 'manifests' };
    expect(next([retired], [])).toEqual([retiredEntry(30009, 'shop/old')]);
  });
});

describe('a tool', () => {
  const tool = { from: 'manifests', prunes: false } as const;

  test('marks what it records', () => {
    expect(next([], [assignedService('web', 30009)], {}, tool)).toEqual([
      { ...assignedEntry(30009, 'shop/web'), from: 'manifests' },
    ]);
  });

  test('leaves the line of an owner that an app recorded as it is', () => {
    const entry = { ...assignedEntry(30009, 'shop/web'), reason: 'of the app' };
    expect(next([entry], [assignedService('web', 30009)], {}, tool)).toEqual([entry]);
  });

  test.each<[string, LockEntry]>([
    ['of another owner', assignedEntry(30009, 'shop/old')],
    ['of an owner that was gone', retiredEntry(30009, 'shop/web')],
    ['that it recorded itself', { ...pinnedEntry(30009, 'shop/web', 'web'), from: 'manifests' }],
  ])('replaces a line %s', (_, entry) => {
    expect(next([entry], [assignedService('web', 30009)], {}, tool)).toEqual([
      { ...assignedEntry(30009, 'shop/web'), from: 'manifests' },
    ]);
  });

  test('keeps the ports of Services that it was not given', () => {
    const entries: LockEntry[] = [
      { ...assignedEntry(30009, 'shop/a'), from: 'manifests' },
      assignedEntry(30010, 'shop/b'),
    ];
    expect(next(entries, [], {}, tool)).toEqual(entries);
  });

  test('that has been given all Services retires its own ports only', () => {
    const entries: LockEntry[] = [
      { ...assignedEntry(30009, 'shop/a'), from: 'manifests' },
      { ...assignedEntry(30010, 'shop/b'), from: 'pulumi' },
      assignedEntry(30011, 'shop/c'),
    ];
    expect(next(entries, [], {}, { from: 'manifests', prunes: true })).toEqual([
      retiredEntry(30009, 'shop/a', TODAY),
      entries[1],
      entries[2],
    ]);
  });
});
