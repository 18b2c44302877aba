import * as fc from 'fast-check';
import { Reservation, reservedClaims } from '../../../lib/core/assign/reservation';
import { Settlement, settle } from '../../../lib/core/assign/settlement';
import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { nextSection } from '../../../lib/core/ledger/next-lock';
import { LockEntry, LockSection, LockState } from '../../../lib/core/lock/lock';
import { PortWishes, ServiceClaims } from '../../../lib/core/service/service-claims';
import { staticService } from '../../support/ledgers';
import { runs } from '../../support/runs';

const PROFILE = new ClusterProfile({ cluster: 'prod' });

interface Wanted extends PortWishes {
  readonly nodePort?: number;
}

/** A static Service of one port, which is to be assigned unless it is pinned. */
function service(name: string, { nodePort, ...wishes }: Wanted = {}): ServiceClaims {
  return staticService(name, { nodePort, wishes: Object.keys(wishes).length > 0 ? wishes : undefined });
}

function lockOf(...entries: LockEntry[]): LockSection {
  return { range: PROFILE.range, entries };
}

const assigned = (nodePort: number, name: string): LockEntry => ({
  nodePort,
  state: LockState.ASSIGNED,
  service: `shop/${name}`,
  port: 'web',
});
const retired = (nodePort: number, name: string, since: string): LockEntry => ({
  nodePort,
  state: LockState.RETIRED,
  service: `shop/${name}`,
  port: 'web',
  since,
});

function settled(
  services: readonly ServiceClaims[],
  lock?: LockSection,
  reservations: readonly Reservation[] = [],
  profile = PROFILE,
): Settlement {
  return settle({ profile, services, others: [], reservations, lock });
}

function portOf(settlement: Settlement, name: string): number | undefined {
  return settlement.ports.get(`shop/${name}/web`);
}

/** What a lock says after the Services were settled with it. */
function relock(
  services: readonly ServiceClaims[],
  lock?: LockSection,
  reservations: readonly Reservation[] = [],
  today = '2026-03-31',
): LockSection {
  const settlement = settled(services, lock, reservations);
  const numbered = services.map((each) => ({
    ...each,
    claims: each.claims.map((claim) => ({
      ...claim,
      assigned: claim.nodePort === undefined,
      nodePort: claim.nodePort ?? portOf(settlement, each.owner.service!),
    })),
  }));
  const reserved = reservations.flatMap((each) =>
    reservedClaims('prod', each, settlement.blocks.get(each.key) ?? [], [...each.services]),
  );
  return nextSection(lock, new Ledger(PROFILE, numbered, reserved, { settlement, reservations, lock }), today);
}

const block = (size: number, more: Partial<Reservation> = {}): Reservation => ({
  key: 'kafka',
  owner: 'data',
  reason: 'brokers',
  size,
  services: [],
  ...more,
});
const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { minLength: 1, maxLength: 25 });

describe('a lock', () => {
  test('keeps every port where it is, whichever Services are added, removed or reordered', () => {
    fc.assert(
      fc.property(names, names, fc.func(fc.integer()), (before, added, rank) => {
        const lock = relock(before.map((name) => service(name)));
        const kept = before.filter((name) => rank(name) % 3 !== 0);
        const after = [...new Set([...kept, ...added])].sort((a, b) => rank(a) - rank(b));
        const [first, second] = [
          settled(before.map((name) => service(name))),
          settled(
            after.map((name) => service(name)),
            lock,
          ),
        ];
        for (const name of kept) expect(portOf(second, name)).toBe(portOf(first, name));
      }),
      runs(100),
    );
  });

  test('wins over the hash', () => {
    expect(portOf(settled([service('web')], lockOf(assigned(30033, 'web'))), 'web')).toBe(30033);
  });

  test('gives a port back to an owner that returns', () => {
    const lock = relock([service('web'), service('other')]);
    const port = lock.entries.find(({ service: name }) => name === 'shop/web')!.nodePort;
    const gone = relock([service('other')], lock);
    expect(gone.entries).toContainEqual(retired(port, 'web', '2026-03-31'));
    expect(portOf(settled([service('web'), service('other')], gone), 'web')).toBe(port);
  });

  test('keeps the day on which a port lost its owner', () => {
    const lock = lockOf(retired(30033, 'old', '2025-01-01'));
    expect(relock([service('web', { nodePort: 30010 })], lock, [], '2026-03-31').entries).toContainEqual(
      retired(30033, 'old', '2025-01-01'),
    );
  });

  test('reuses retired ports last, the longest retired first', () => {
    const profile = new ClusterProfile({ portRange: '30000-30100', avoidPorts: [] });
    const entries = Array.from({ length: 16 }, (_, index) =>
      retired(30000 + index, `old-${index}`, `2025-01-${index === 7 ? '01' : 10 + index}`),
    );
    const lock = { range: profile.range, entries: entries.filter(({ nodePort }) => nodePort !== 30003) };
    const settlement = settled([service('a'), service('b'), service('c')], lock, [], profile);
    expect([...settlement.ports.values()].sort()).toEqual([30000, 30003, 30007]);
  });

  test('keeps the port of a renamed Service, once the old one is gone', () => {
    const lock = lockOf(assigned(30033, 'web'));
    expect(portOf(settled([service('shop', { formerly: 'shop/web' })], lock), 'shop')).toBe(30033);
    expect(portOf(settled([service('shop', { formerly: 'web' })], lock), 'shop')).toBe(30033);
    const both = settled([service('shop', { formerly: 'web' }), service('web')], lock);
    expect([portOf(both, 'web'), portOf(both, 'shop')]).toEqual([30033, expect.not.stringMatching('30033')]);
    expect(relock([service('shop', { formerly: 'web' })], lock).entries).toEqual([assigned(30033, 'shop')]);
  });

  test('gives the port of one former Service to one heir only', () => {
    const settlement = settled(
      [service('b', { formerly: 'web' }), service('a', { formerly: 'web' })],
      lockOf(assigned(30033, 'web')),
    );
    expect(portOf(settlement, 'a')).toBe(30033);
    expect(portOf(settlement, 'b')).not.toBe(30033);
  });

  test('gives nobody a port that belongs to somebody else', () => {
    fc.assert(
      fc.property(names, (all) => {
        const lock = lockOf(...all.slice(0, 10).map((name, index) => assigned(30002 + index, name)));
        const settlement = settled(
          all.map((name) => service(name)),
          lock,
        );
        all.slice(0, 10).forEach((name, index) => expect(portOf(settlement, name)).toBe(30002 + index));
        expect(new Set(settlement.ports.values()).size).toBe(all.length);
      }),
      runs(100),
    );
  });
});

test('without a lock, a renamed Service keeps the choice of its former name', () => {
  expect(portOf(settled([service('shop', { formerly: 'web' })]), 'shop')).toBe(
    portOf(settled([service('web')]), 'web'),
  );
});

test('a former name that is still in use, or that two Services state, never gives two of them one port', () => {
  fc.assert(
    fc.property(names, fc.constantFrom(undefined, lockOf(assigned(30033, 'web'))), (all, lock) => {
      const settlement = settled(
        [
          service('web'),
          ...all.filter((name) => name !== 'web').map((name) => service(name, { formerly: 'shop/web' })),
        ],
        lock,
      );
      expect(new Set(settlement.ports.values()).size).toBe(settlement.ports.size);
    }),
    runs(100),
  );
});

test('a popular port is never chosen', () => {
  fc.assert(
    fc.property(names, (all) => {
      const chosen = [...settled(all.map((name) => service(name))).ports.values()];
      expect(chosen.filter((port) => [30000, 30001, 30007, 30080].includes(port))).toEqual([]);
    }),
    runs(100),
  );
});

describe('a block', () => {
  test('is a row of free ports, and a Service that draws from it gets one of them', () => {
    const settlement = settled(
      [service('kafka-0', { reservation: 'kafka' }), service('kafka-1', { reservation: 'kafka' })],
      undefined,
      [block(5)],
    );
    const ports = settlement.blocks.get('kafka')!;
    expect(ports).toEqual(ports.map((_, index) => ports[0] + index));
    expect(ports).toHaveLength(5);
    expect(ports).toContain(portOf(settlement, 'kafka-0'));
    expect(ports).toContain(portOf(settlement, 'kafka-1'));
  });

  test('holds nothing for a Service that does not draw from it', () => {
    fc.assert(
      fc.property(names, (all) => {
        const settlement = settled(
          all.map((name) => service(name)),
          undefined,
          [block(40)],
        );
        for (const name of all) expect(settlement.blocks.get('kafka')).not.toContain(portOf(settlement, name));
      }),
      runs(100),
    );
  });

  test('names the Services that draw from it', () => {
    const settlement = settled([service('kafka-0')], undefined, [block(3, { services: ['shop/kafka-0'] })]);
    expect(settlement.blocks.get('kafka')).toContain(portOf(settlement, 'kafka-0'));
  });

  test('admits the Services that it lists and those that draw from it', () => {
    const settlement = settled([service('kafka-0', { reservation: 'kafka' }), service('web')], undefined, [
      block(3, { services: ['shop/kafka-1'] }),
    ]);
    expect([...settlement.admitted.get('kafka')!].sort()).toEqual(['shop/kafka-0', 'shop/kafka-1']);
  });

  test('gives a Service one of its ports that no other Service has', () => {
    for (const [pinned, open] of [
      [30050, 30051],
      [30051, 30050],
    ]) {
      const services = [
        service('kafka-0', { reservation: 'kafka', nodePort: pinned }),
        service('kafka-1', { reservation: 'kafka' }),
      ];
      const settlement = settled(services, undefined, [block(2, { ports: [30050, 30051], size: undefined })]);
      expect(portOf(settlement, 'kafka-1')).toBe(open);
    }
  });

  test('leaves a Service the port that it has from it', () => {
    for (const nodePort of [30050, 30051, 30052]) {
      const lock = lockOf({ ...assigned(nodePort, 'kafka-0'), reservation: 'kafka' });
      const reservations = [block(3, { ports: [30050, 30051, 30052], size: undefined })];
      expect(portOf(settled([service('kafka-0', { reservation: 'kafka' })], lock, reservations), 'kafka-0')).toBe(
        nodePort,
      );
    }
  });

  test('gives another port to the second of two Services that were one', () => {
    const lock = lockOf({ ...assigned(30050, 'old'), reservation: 'kafka' });
    const heirs = ['a', 'b'].map((name) => service(name, { reservation: 'kafka', formerly: 'old' }));
    const settlement = settled(heirs, lock, [block(2, { ports: [30050, 30051], size: undefined })]);
    expect([portOf(settlement, 'a'), portOf(settlement, 'b')]).toEqual([30050, 30051]);
  });

  test('gives a port to a Service that had another one before it drew from the block', () => {
    const settlement = settled([service('web', { reservation: 'kafka' })], lockOf(assigned(30033, 'web')), [
      block(1, { ports: [30050], size: undefined }),
    ]);
    expect(portOf(settlement, 'web')).toBe(30050);
  });

  test('stays, grows and shrinks at its end', () => {
    const lock = relock([], undefined, [block(3)]);
    const [first] = lock.entries.map(({ nodePort }) => nodePort);
    for (const size of [1, 3, 6]) {
      expect(settled([], lock, [block(size)]).blocks.get('kafka')).toEqual(
        Array.from({ length: size }, (_, index) => first + index),
      );
    }
  });

  test('grows back over what it gave up, as far as nobody took it', () => {
    const lock = relock([], undefined, [block(4)]);
    const ports = lock.entries.map(({ nodePort }) => nodePort);
    const shrunk = relock([], lock, [block(1)]);
    expect(settled([], shrunk, [block(4)]).blocks.get('kafka')).toEqual(ports);
    const taken = service('web', { nodePort: ports[2] });
    expect(settled([taken], shrunk, [block(4)]).blocks.has('kafka')).toBe(false);
    expect(settled([taken], shrunk, [block(2)]).blocks.get('kafka')).toEqual(ports.slice(0, 2));
  });

  test('grows over the number of a Service that draws from it', () => {
    const lock = relock([], undefined, [block(2)]);
    const next = lock.entries[1].nodePort + 1;
    const broker = staticService('broker', {
      ports: { web: next, admin: undefined },
      wishes: { reservation: 'kafka' },
    });
    expect(settled([broker], lock, [block(3)]).blocks.get('kafka')).toContain(next);
    const elsewhere = service('broker', { nodePort: next + 5, reservation: 'kafka' });
    const rival = service('web', { nodePort: next });
    expect(settled([elsewhere, rival], lock, [block(3)]).blocks.has('kafka')).toBe(false);
  });

  test('does not grow over a popular port, or over one that somebody had', () => {
    const lock = lockOf(
      ...[30076, 30077, 30078, 30079].map((nodePort): LockEntry => ({
        nodePort,
        state: LockState.RESERVED,
        reservation: 'kafka',
        owner: 'data',
        reason: 'brokers',
      })),
    );
    expect(settled([], lock, [block(5)]).blocks.has('kafka')).toBe(false);
    const behind = lockOf({ ...lock.entries[0], nodePort: 30010 }, retired(30011, 'old', '2026-01-01'));
    expect(settled([], behind, [block(2)]).blocks.has('kafka')).toBe(false);
  });

  test('that shrinks under a Service does not move that Service', () => {
    const lock = relock([service('kafka-0', { reservation: 'kafka' })], undefined, [block(3)]);
    const last = lock.entries[2].nodePort;
    const at = lock.entries.map((entry) => (entry.service === undefined ? entry : { ...entry, nodePort: last }));
    const moved = lockOf(
      ...at.filter((entry) => entry.service !== undefined),
      ...[0, 1].map((index): LockEntry => ({
        nodePort: lock.entries[0].nodePort + index,
        state: LockState.RESERVED,
        reservation: 'kafka',
        owner: 'data',
        reason: 'brokers',
      })),
    );
    const settlement = settled(
      [service('kafka-0', { reservation: 'kafka' })],
      { ...moved, entries: [...moved.entries].sort((a, b) => a.nodePort - b.nodePort) },
      [block(2)],
    );
    expect(portOf(settlement, 'kafka-0')).toBeUndefined();
  });

  test('that is one of two which name a Service is drawn from whatever their order', () => {
    const [a, b] = [block(2, { key: 'a', services: ['shop/web'] }), block(2, { key: 'b', services: ['shop/web'] })];
    expect(portOf(settled([service('web')], undefined, [a, b]), 'web')).toBe(
      portOf(settled([service('web')], undefined, [b, a]), 'web'),
    );
  });

  test('does not grow over somebody else', () => {
    const lock = relock([], undefined, [block(3)]);
    const next = lock.entries[0].nodePort + 3;
    expect(settled([service('web', { nodePort: next })], lock, [block(4)]).blocks.has('kafka')).toBe(false);
  });

  test('stays where it is when its construct moves', () => {
    const lock = relock([], undefined, [block(3)]);
    const moved = settled([], lock, [block(3, { key: 'data/kafka', formerly: 'kafka' })]).blocks.get('data/kafka');
    expect(moved).toEqual(lock.entries.map(({ nodePort }) => nodePort));
  });
});

describe('a block beside numbers that are in use', () => {
  test('lies beside a number that the lock has for somebody', () => {
    const usual = settled([service('web')], undefined, [block(3)]).blocks.get('kafka')!;
    const settlement = settled([service('web')], lockOf(assigned(usual[1], 'web')), [block(3)]);
    expect(portOf(settlement, 'web')).toBe(usual[1]);
    expect(settlement.blocks.get('kafka')).not.toContain(usual[1]);
  });

  test('lies beside a number that is written for another Service', () => {
    const usual = settled([], undefined, [block(3)]).blocks.get('kafka')!;
    const settlement = settled([service('web', { nodePort: usual[1] })], undefined, [block(3)]);
    expect(settlement.blocks.get('kafka')).not.toContain(usual[1]);
  });

  test('is missing rather than laid over a number that the lock has for somebody', () => {
    const profile = new ClusterProfile({ portRange: '30000-30100', avoidPorts: [] });
    const lock = { range: profile.range, entries: [assigned(30007, 'web')] };
    const blocks = (services: readonly ServiceClaims[]) => settled(services, lock, [block(16)], profile).blocks;
    expect(blocks([service('web')]).has('kafka')).toBe(false);
    expect(blocks([]).get('kafka')).toContain(30007);
  });

  test('leaves a Service without a port if all of its ports are used up', () => {
    const services = ['a', 'b'].map((name) => service(name, { reservation: 'kafka' }));
    expect(settled(services, undefined, [block(1)]).ports.size).toBe(1);
  });
});

test('a Service that names a reservation which does not exist gets no port, not even the one that it had', () => {
  for (const lock of [undefined, lockOf(assigned(30033, 'web'))]) {
    const settlement = settled([service('web', { reservation: 'lost' })], lock, [block(2)]);
    expect(settlement.ports.size).toBe(0);
    expect([...settlement.admitted.keys()]).toEqual(['kafka']);
  }
});
