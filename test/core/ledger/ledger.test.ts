import { PortRange } from '../../../lib/core/cluster/port-range';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { ClaimKind } from '../../../lib/core/service/claim';
import { SMALL, ledgerOf, liveService, otherClaim, service, staticService } from '../../support/ledgers';
import { pinnedEntry, sectionOf } from '../../support/lock-sections';

const taken = otherClaim(ClaimKind.TAKEN, 30003, { reason: 'etcd' });
const reserved = (nodePort: number) =>
  otherClaim(ClaimKind.RESERVATION, nodePort, { path: 'kafka', reservation: 'kafka', holder: 'data' });

test('a ledger is empty without claims, even if it has Services', () => {
  const internal = service('internal', { spec: { type: 'ClusterIP' } });
  expect(ledgerOf([]).isEmpty).toBe(true);
  expect(ledgerOf([internal]).isEmpty).toBe(true);
  expect(ledgerOf([internal, service('web')]).isEmpty).toBe(false);
  expect(ledgerOf([], { others: [taken] }).isEmpty).toBe(false);
});

test('claims are sorted by number, then by place, those without a number last', () => {
  const services = [
    service('dynamic'),
    service('z', { nodePort: 30009 }),
    service('a', { nodePort: 30009 }),
    service('first', { nodePort: 30001 }),
    service('another'),
  ];
  const sorted = ledgerOf(services, { others: [taken] }).sorted();
  expect(sorted.map(({ owner, nodePort }) => `${owner.path} ${nodePort}`)).toEqual([
    'first 30001',
    ' 30003',
    'a 30009',
    'z 30009',
    'another undefined',
    'dynamic undefined',
  ]);
});

test('the lock entry of each port is found by its number', () => {
  const entry = pinnedEntry(30009);
  expect([...ledgerOf([], { lock: sectionOf(entry) }).locked]).toEqual([[30009, entry]]);
  expect(ledgerOf([]).locked.size).toBe(0);
});

test('the reservation of a port is that of this app, whoever else claims the port', () => {
  const ledger = ledgerOf([service('web', { nodePort: 30040 })], {
    others: [reserved(30040), otherClaim(ClaimKind.LOCKED, 30041, { holder: 'ops', reservation: 'redis' })],
  });
  expect([30040, 30041, 30042].map((port) => ledger.reservationOf(port))).toEqual(['kafka', undefined, undefined]);
});

test('the ports of a reservation are those of its block, if one was found', () => {
  const settlement = { ports: new Map(), blocks: new Map([['kafka', [30040, 30041]]]), admitted: new Map() };
  expect(ledgerOf([], { settlement }).blockOf('kafka')).toEqual([30040, 30041]);
  expect(ledgerOf([], { settlement }).blockOf('redis')).toEqual([]);
  expect(ledgerOf([]).blockOf('kafka')).toEqual([]);
});

test('only what a cluster printed is live', () => {
  const live = liveService('live', { nodePort: 30501 });
  const [written, recorded] = [service('web', { nodePort: 30501 }), otherClaim(ClaimKind.LIVE, 30502, {})];
  const ledger = ledgerOf([live, written], { others: [recorded] });
  expect([live.claims[0], written.claims[0], recorded].map((claim) => ledger.isLive(claim))).toEqual([
    true,
    false,
    false,
  ]);
});

test('a Service draws from the reservation that it names, or that lists it', () => {
  const kafka = { key: 'kafka', owner: 'data', reason: 'brokers', services: ['shop/listed'] };
  const redis = { ...kafka, key: 'redis', services: [] };
  const services = [
    staticService('naming', { nodePort: 30040, wishes: { reservation: 'kafka' } }),
    staticService('listed', { nodePort: 30041 }),
    staticService('other', { nodePort: 30042 }),
  ];
  const ledger = ledgerOf(services, { reservations: [kafka, redis] });
  const drawn = (reservation: typeof kafka) => services.map(({ claims: [claim] }) => ledger.draws(claim, reservation));
  expect(drawn(kafka)).toEqual([true, true, false]);
  expect(drawn(redis)).toEqual([false, false, false]);
});

test('a ledger without a record has no reservations and no lock file', () => {
  const ledger = new Ledger(SMALL, []);
  expect([ledger.reservations, ledger.lockFile]).toEqual([[], '']);
});

test('the ports of a band that nobody claims by number are free, up to both of its ends', () => {
  const services = [30000, 30016, 30017, 29999].map((nodePort) => service(`s${nodePort}`, { nodePort }));
  const ledger = ledgerOf([...services, service('dynamic')], { profile: SMALL });
  expect(ledger.freeIn(SMALL.range)).toBe(15);
  expect(ledger.freeIn(PortRange.between(30001, 30015))).toBe(15);
});

describe('a Service that needs more than the usual checks', () => {
  test.each([
    ['has several ports', service('web', { ports: { web: 30009, admin: 30010 } })],
    ['has no port', service('web', { ports: {} })],
    ['has a fault of its own', service('web', { nodePort: 30009, spec: { clusterIP: 'None' } })],
    ['accepts a finding', service('web', { annotations: { 'nodeport.cdk8s.io/accept-port-retired': 'moved' } })],
    ['has wishes', service('web', { nodePort: 30009, wishes: {} })],
    ['is live', liveService('web', { nodePort: 30009 })],
    ['waits for a number', staticService('web')],
  ])('%s', (_, each) => {
    expect(ledgerOf([each]).notable).toEqual([each]);
  });

  test.each([
    ['with a pinned port', service('web', { nodePort: 30009 })],
    ['with a dynamic port', service('web')],
    ['that requires the static port that it has', staticService('web', { nodePort: 30009 })],
  ])('is not one %s', (_, each) => {
    expect(ledgerOf([each]).notable).toEqual([]);
  });
});

describe('the number of dynamic picks', () => {
  test('counts every port without a number, once for a Service that is written twice', () => {
    const services = [
      service('web'),
      service('web', { path: 'b.yaml' }),
      service('api'),
      service('db', { nodePort: 30009 }),
    ];
    expect(ledgerOf(services).dynamicCount).toBe(2);
    expect(ledgerOf(services).namesakes).toEqual([services.slice(0, 2)]);
  });

  test('leaves out those that a snapshot or a live Service has already', () => {
    const live = otherClaim(ClaimKind.LIVE, 30500, { namespace: 'shop', service: 'web', isForeign: true });
    expect(ledgerOf([service('web')], { others: [live] }).dynamicCount).toBe(0);
    expect(ledgerOf([service('web'), liveService('web', { nodePort: 30500 })]).dynamicCount).toBe(0);
    expect(ledgerOf([service('web')], { others: [{ ...live, kind: ClaimKind.LOCKED }] }).dynamicCount).toBe(1);
  });
});
