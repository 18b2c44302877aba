import { Filling, fill, needsLock } from '../../../lib/core/filling/filling';
import { LockEntry } from '../../../lib/core/lock/lock';
import { ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims, claimsOf } from '../../../lib/core/service/service-claims';
import { PROD, otherClaim, service, staticService } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: ['shop/b'] };

/** What is filled into some Services where the lock has some entries. */
function filled(
  services: readonly ServiceClaims[],
  entries: readonly LockEntry[] = [],
  more: Partial<Parameters<typeof fill>[0]> = {},
): Filling {
  const lock = sectionOf(...entries);
  return fill({
    profile: PROD,
    services,
    others: [],
    reservations: [],
    hostPorts: [],
    lock,
    lockFile: 'a.yaml',
    ...more,
  });
}

const numbersOf = ({ services }: Filling) => services.map(({ numbers }) => [...numbers]);
const claimsIn = ({ services }: Filling) =>
  services.flatMap(({ claims }) => claims.map(({ nodePort, assigned }) => ({ nodePort, assigned })));

describe('a static port without a number', () => {
  test('gets the one that the lock has for it, to be written at its index', () => {
    const web = staticService('web', { ports: { pinned: 30009, web: undefined } });
    const filling = filled([web], [assignedEntry(30010, 'shop/web')]);
    expect(numbersOf(filling)).toEqual([[[1, 30010]]]);
    expect(claimsIn(filling)).toEqual([
      { nodePort: 30009, assigned: false },
      { nodePort: 30010, assigned: true },
    ]);
    expect(filling.ledger.byPort.has(30010)).toBe(true);
  });

  test('gets one that nobody else has', () => {
    const taken = otherClaim(ClaimKind.TAKEN, 30003, { reason: 'etcd' });
    const filling = filled([staticService('web')], [], { others: [taken] });
    const [[[, port]]] = numbersOf(filling);
    expect(PROD.assignable.filter((each) => each !== 30003)).toContain(port);
    expect(filling.ledger.others).toEqual([taken]);
  });

  test('is written twice where two protocols share it', () => {
    const ports = ['TCP', 'UDP'].map((protocol) => ({ name: protocol.toLowerCase(), port: 53, protocol }));
    const dns = claimsOf(
      { metadata: { name: 'dns', namespace: 'shop' }, spec: { type: 'NodePort', ports } },
      { cluster: 'prod', path: 'dns', demandsStatic: true },
    );
    const [[first, second]] = numbersOf(filled([dns]));
    expect([first[0], second[0]]).toEqual([0, 1]);
    expect(first[1]).toBe(second[1]);
  });

  test('stays without one in a full reservation', () => {
    const web = staticService('web', { wishes: { reservation: 'kafka' } });
    const filling = filled([web], [], { reservations: [{ ...KAFKA, ports: [] }] });
    expect(numbersOf(filling)).toEqual([[]]);
    expect(claimsIn(filling)).toEqual([{ nodePort: undefined, assigned: false }]);
  });
});

test('a dynamic port is left to the API server', () => {
  const filling = filled([service('web')]);
  expect(numbersOf(filling)).toEqual([[]]);
  expect(filling.ledger.dynamicCount).toBe(1);
});

describe('a number that is written', () => {
  const written = (entries: LockEntry[]) => filled([staticService('web', { nodePort: 30010 })], entries);

  test('counts as assigned if it was assigned to its owner', () => {
    const filling = written([assignedEntry(30010, 'shop/web')]);
    expect(claimsIn(filling)).toEqual([{ nodePort: 30010, assigned: true }]);
    expect(numbersOf(filling)).toEqual([[]]);
  });

  test.each<[string, LockEntry[]]>([
    ['was pinned before', [pinnedEntry(30010, 'shop/web', 'web')]],
    ['was retired', [retiredEntry(30010, 'shop/web')]],
    ['was assigned to somebody else', [assignedEntry(30010, 'shop/api')]],
    ['is not the one that was assigned', [assignedEntry(30011, 'shop/web')]],
    ['is not recorded', []],
  ])('counts as pinned if it %s', (_, entries) => {
    expect(claimsIn(written(entries))).toEqual([{ nodePort: 30010, assigned: false }]);
  });

  test('counts as pinned without a lock', () => {
    expect(claimsIn(filled([staticService('web', { nodePort: 30010 })], [], { lock: undefined }))).toEqual([
      { nodePort: 30010, assigned: false },
    ]);
  });
});

test('reserved ports are in the ledger, open to the Services that are listed or draw from them', () => {
  const drawing = staticService('a', { nodePort: 30009, wishes: { reservation: 'kafka' } });
  const { ledger } = filled([drawing], [], { reservations: [{ ...KAFKA, ports: [30040] }], writer: 'manifests' });
  expect(ledger.byPort.get(30040)).toMatchObject([{ kind: 'reservation', admits: ['shop/a', 'shop/b'] }]);
  expect(ledger.record).toMatchObject({ lockFile: 'a.yaml', writer: 'manifests', hostPorts: [] });
});

test('a reservation for which no block is free has no claims', () => {
  const { ledger } = filled([], [], { reservations: [{ ...KAFKA, size: 90 }] });
  expect(ledger.others).toEqual([]);
});

describe('a filling needs a lock', () => {
  test.each<[string, Filling]>([
    ['if a port that is to be static has a number', filled([staticService('web', { nodePort: 30009 })])],
    ['if one was assigned', filled([staticService('web')])],
    ['if one of several was', filled([service('api'), staticService('web', { ports: { a: 30009, b: undefined } })])],
    [
      'if a block was',
      filled([], [], {
        reservations: [
          { ...KAFKA, ports: [30040] },
          { ...KAFKA, key: 'b', size: 1 },
        ],
      }),
    ],
  ])('%s', (_, filling) => {
    expect(needsLock(filling)).toBe(true);
  });

  test.each<[string, Filling]>([
    ['for reserved ports that are written', filled([], [], { reservations: [{ ...KAFKA, ports: [30040] }] })],
    ['for a written number that need not be static', filled([service('web', { nodePort: 30009 })])],
    ['if the API server picks them', filled([service('web')])],
  ])('but not %s', (_, filling) => {
    expect(needsLock(filling)).toBe(false);
  });
});
