import { Reservation } from '../../../../lib/core/assign/reservation';
import { ClusterProfile } from '../../../../lib/core/cluster/cluster-profile';
import { LedgerRecord } from '../../../../lib/core/ledger/ledger';
import { detachedPorts, withPorts } from '../../../../lib/core/rules/shared/detached-ports';
import { Claim, ClaimKind } from '../../../../lib/core/service/claim';
import { ServiceClaims } from '../../../../lib/core/service/service-claims';
import { ledgerOf, otherClaim, staticService } from '../../../support/ledgers';
import { assignedEntry, reservedEntry, sectionOf } from '../../../support/lock-sections';

const KAFKA: Reservation = { key: 'kafka', owner: 'data', reason: 'brokers', size: 2, services: [] };
const drawing = staticService('broker', { nodePort: 30043, wishes: { reservation: 'kafka' } });

interface Shrunk extends LedgerRecord {
  readonly services?: readonly ServiceClaims[];
  readonly others?: readonly Claim[];
  readonly reservation?: Partial<Reservation>;
  readonly block?: readonly number[];
  /** The reservation that the lock names for 30043. */
  readonly drawnFrom?: string;
}

/** What is found if 30043 was drawn from a reservation that has 30040-30041 by now. */
function found({
  services = [drawing],
  reservation,
  block = [30040, 30041],
  drawnFrom = 'kafka',
  ...more
}: Shrunk = {}) {
  const reservations = [{ ...KAFKA, ...reservation }];
  const settlement = { ports: new Map(), blocks: new Map([[reservations[0].key, block]]), admitted: new Map() };
  const lock = sectionOf(reservedEntry(30040), { ...assignedEntry(30043, 'shop/broker'), reservation: drawnFrom });
  return detachedPorts(ledgerOf(services, { settlement, reservations, lock, ...more }));
}

describe('a port of a Service that its reservation lost', () => {
  test('is reported at the Service, with both ways out', () => {
    expect(found()).toEqual([
      expect.objectContaining({
        path: 'broker',
        nodePort: 30043,
        what: 'its port 30043 is no longer part of reservation kafka, 30040-30041',
        wayOut: 'Write size: 4, to keep it in the reservation, or remove its prop reservation, to keep it outside',
      }),
    ]);
  });

  test('is named as a manifest names it', () => {
    expect(found({ writer: 'manifests' })[0].wayOut).toContain('or remove nodeport.cdk8s.io/reservation: kafka, to');
  });

  test('is named by the list of the reservation if that lets the Service in', () => {
    const services = [staticService('broker', { nodePort: 30043 })];
    const [{ wayOut }] = found({ services, reservation: { services: ['shop/broker'] } });
    expect(wayOut).toContain('or remove shop/broker from the services of the reservation, to');
  });

  test('is found under the former name of the reservation', () => {
    expect(found({ drawnFrom: 'old', reservation: { formerly: 'old' } })).toHaveLength(1);
    expect(found({ drawnFrom: 'old' })).toEqual([]);
  });

  test('is reported at the reservation if a Service of another writer has it', () => {
    const owner = {
      path: 'nodeports.lock.yaml:9:7',
      namespace: 'shop',
      service: 'broker',
      port: 'web',
      isForeign: true,
    };
    const [result] = found({ services: [], others: [otherClaim(ClaimKind.LOCKED, 30043, owner)] });
    expect(result).toMatchObject({ path: 'kafka', otherPath: 'nodeports.lock.yaml:9:7' });
    expect(result.wayOut).toBe(
      'Write size: 4, to keep it in the reservation, or delete nodePort: 30043 of that Service and the line ' +
        '30043: {…} of nodeports.lock.yaml, but not its comment, to let it move',
    );
  });
});

describe('nothing is reported', () => {
  test.each<[string, Shrunk]>([
    ['while the reservation has the port', { block: [30040, 30041, 30042, 30043] }],
    ['if the Service no longer draws from it', { services: [staticService('broker', { nodePort: 30043 })] }],
    ['if the Service is gone', { services: [] }],
    [
      'if another app gave the port to somebody else',
      { services: [], others: [otherClaim(ClaimKind.LOCKED, 30043, { isForeign: true, service: 'api' })] },
    ],
    ['if the port was never part of it', { lock: sectionOf(assignedEntry(30043, 'shop/broker')) }],
    ['if only the lock knows the reservation', { reservation: { isForeign: true } }],
    ['before anything is settled', { settlement: undefined }],
  ])('%s', (_, shrunk) => {
    expect(found(shrunk)).toEqual([]);
  });
});

describe('the proposal for a port counts another one that the reservation lost', () => {
  const wishes = { reservation: 'kafka' };
  const foreign = (service: string) =>
    otherClaim(ClaimKind.LOCKED, 30045, { isForeign: true, namespace: 'shop', service, port: 'web' });

  /** What is proposed for 30043 if the lock has 30045 from the reservation too, for the Service `shop/second`. */
  function proposal(services: readonly ServiceClaims[], others: readonly Claim[] = []) {
    const drawn = (nodePort: number, service: string) => ({
      ...assignedEntry(nodePort, service),
      reservation: 'kafka',
    });
    const lock = sectionOf(reservedEntry(30040), drawn(30043, 'shop/broker'), drawn(30045, 'shop/second'));
    const [{ wayOut }] = found({ services: [drawing, ...services], others, block: [30040], lock });
    return /^Write (.*), to keep it in/.exec(wayOut as string)?.[1];
  }

  test('if its Service has it or waits for it, or another writer has it', () => {
    const second = (nodePort?: number) => [staticService('second', { nodePort, wishes })];
    expect([proposal(second(30045)), proposal(second())]).toEqual(['size: 6', 'size: 6']);
    expect(proposal([], [foreign('second')])).toBe('size: 6');
    expect(proposal([], [foreign('api'), foreign('second')])).toBe('size: 6');
  });

  test.each<[string, ServiceClaims[], Claim[]]>([
    ['is gone', [], []],
    ['has another number', [staticService('second', { nodePort: 30047, wishes })], []],
    ['no longer draws from it', [staticService('second', { nodePort: 30045 })], []],
    ['is gone, and the number went to another Service', [staticService('api', { nodePort: 30045, wishes })], []],
    ['is gone, and another writer gave the number away', [], [foreign('api')]],
  ])('but not if its Service %s', (_, services, others) => {
    expect(proposal(services, others)).toBe('size: 4');
  });
});

describe('several ports that one reservation lost', () => {
  /** What is proposed for each if Services have, or wait for, ports from a reservation that has others by now. */
  function waysOut(reservation: Partial<Reservation>, block: readonly number[], lost: readonly number[]) {
    const services = lost.map((nodePort) =>
      staticService(`b${nodePort}`, { nodePort, wishes: { reservation: 'kafka' } }),
    );
    const settlement = { ports: new Map(), blocks: new Map([['kafka', block]]), admitted: new Map() };
    const lock = sectionOf(...lost.map((port) => ({ ...assignedEntry(port, `shop/b${port}`), reservation: 'kafka' })));
    const ledger = ledgerOf(services, { settlement, reservations: [{ ...KAFKA, ...reservation }], lock });
    return detachedPorts(ledger).map(({ wayOut }) => /^Write (.*), to keep it in/.exec(wayOut as string)?.[1]);
  }

  test.each<[string, Parameters<typeof waysOut>, string]>([
    ['a list', [{ ports: [30040] }, [30040], [30041, 30042]], "ports: '30040-30042'"],
    ['a block', [{ size: 1 }, [30040], [30041, 30042]], 'size: 3'],
    [
      'a block above one of them',
      [{ size: 1 }, [30040], [30030, 30041]],
      "ports: '30030, 30040-30041' instead of size: 1",
    ],
    [
      'a block that may not become that large',
      [{ size: 1 }, [30040], [30041, 30168]],
      "ports: '30040-30041, 30168' instead of size: 1",
    ],
  ])('get one proposal, for %s', (_, given, proposal) => {
    expect(waysOut(...given)).toEqual([proposal, proposal]);
  });
});

test.each([
  [127, 'size: 128'],
  [128, "ports: '30000, 30128' instead of size: 2"],
])('a block grows up to the largest size (%d)', (distance, proposal) => {
  const profile = new ClusterProfile({ portRange: '30000-34095', avoidPorts: [] });
  expect(withPorts(KAFKA, [30000], [30000 + distance], ledgerOf([], { profile }))).toBe(proposal);
});

test('a block never grows over a port that it cannot get', () => {
  const rival = ledgerOf([staticService('api', { nodePort: 30041 })]);
  expect(withPorts(KAFKA, [30040], [30042], rival)).toBe("ports: '30040, 30042' instead of size: 2");
  // 30080 is never assigned.
  expect(withPorts(KAFKA, [30079], [30081], ledgerOf([]))).toBe("ports: '30079, 30081' instead of size: 2");
});

test('written ports are listed with the one to keep', () => {
  expect(withPorts({ ...KAFKA, ports: [30040, 30045] }, [30040, 30045], [30043], ledgerOf([]))).toBe(
    "ports: '30040, 30043, 30045'",
  );
});
