import { snapshotOf } from '../../../lib/core/live/snapshot';
import { LockState } from '../../../lib/core/lock/lock';
import {
  HoldingSource,
  holdingsOfClaims,
  holdingsOfClusterClaims,
  holdingsOfLock,
  holdingsOfServices,
  holdingsOfSnapshot,
} from '../../../lib/core/map/holding';
import { PortState } from '../../../lib/core/map/port-map';
import { ClaimKind } from '../../../lib/core/service/claim';
import { claimed } from '../../support/cluster-claims';
import { assignedService, liveService, otherClaim, service } from '../../support/ledgers';
import { LOCAL, liveWith, stateWith } from '../../support/live-services';
import { RANGE, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

describe('a Service in a manifest', () => {
  test('holds the numbers that it writes', () => {
    expect(holdingsOfServices([service('web', { nodePort: 30001, path: 'web.yaml' }), service('api')])).toEqual([
      {
        nodePort: 30001,
        source: HoldingSource.MANIFEST,
        state: PortState.PINNED,
        namespace: 'shop',
        service: 'web',
        port: 'web',
        serves: '80 TCP',
        path: 'web.yaml',
      },
    ]);
  });

  test.each([
    ['assigned', assignedService('web', 30001), PortState.ASSIGNED],
    ['live, since pinned and picked numbers look the same', liveService('web', { nodePort: 30001 }), PortState.LIVE],
  ])('holds a number that is %s', (_, each, state) => {
    expect(holdingsOfServices([each])).toMatchObject([{ state }]);
  });

  test('holds the port of its health check, which serves nobody', () => {
    const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30009 };
    expect(holdingsOfServices([service('web', { nodePort: 30001, spec: local })])).toMatchObject([
      { nodePort: 30001, state: PortState.PINNED, serves: '80 TCP' },
      { nodePort: 30009, state: PortState.HEALTH_CHECK, serves: undefined },
    ]);
  });

  test('serves every protocol of a port once', () => {
    const entry = (protocol: string) => ({ name: protocol.toLowerCase(), port: 53, protocol, nodePort: 30053 });
    const dns = service('dns', { spec: { ports: [entry('UDP'), entry('TCP'), { name: 'web', port: 80 }] } });
    expect(holdingsOfServices([dns])).toMatchObject([{ nodePort: 30053, serves: '53 UDP, TCP' }]);
  });

  test('is in the namespace default if it names none', () => {
    expect(holdingsOfServices([service('web', { nodePort: 30001, namespace: undefined })])).toMatchObject([
      { namespace: 'default' },
    ]);
  });
});

describe('a claim without a Service of its own', () => {
  const web = { namespace: 'shop', service: 'web' };

  test.each([
    ['a port taken outside Kubernetes', ClaimKind.TAKEN, {}, {}, HoldingSource.TAKEN, PortState.TAKEN],
    ['a reservation', ClaimKind.RESERVATION, {}, {}, HoldingSource.RESERVATION, PortState.RESERVED],
    ['a port of a snapshot', ClaimKind.LIVE, web, {}, HoldingSource.LIVE, PortState.LIVE],
    [
      "a reservation in another app's lock",
      ClaimKind.LOCKED,
      { holder: 'data' },
      {},
      HoldingSource.LOCK,
      PortState.RESERVED,
    ],
    ["a pinned port in another app's lock", ClaimKind.LOCKED, web, {}, HoldingSource.LOCK, PortState.PINNED],
    [
      "an assigned port in another app's lock",
      ClaimKind.LOCKED,
      web,
      { assigned: true },
      HoldingSource.LOCK,
      PortState.ASSIGNED,
    ],
  ])('is shown as %s', (_, kind, owner, more, source, state) => {
    expect(holdingsOfClaims([otherClaim(kind, 30001, owner, more)])).toMatchObject([{ source, state }]);
  });

  test('keeps who holds the port, why and where, as far as that is known', () => {
    const kafka = { holder: 'data', reason: 'brokers', reservation: 'kafka', path: 'prod/kafka' };
    expect(holdingsOfClaims([otherClaim(ClaimKind.RESERVATION, 30001, kafka)])).toMatchObject([kafka]);
    const [{ path, namespace }] = holdingsOfClaims([otherClaim(ClaimKind.TAKEN, 30001, { path: '' })]);
    expect([path, namespace]).toEqual([undefined, undefined]);
  });

  test('is held by the custom resource that asks for it, if there is one', () => {
    const owner = { resource: 'Kafka shop/orders', port: 'external' };
    expect(holdingsOfClaims([otherClaim(ClaimKind.LOCKED, 30001, owner)])).toMatchObject([
      { holder: 'Kafka shop/orders', port: 'external' },
    ]);
  });

  test('holds nothing without a number', () => {
    const open = { ...otherClaim(ClaimKind.RESERVATION, 0, {}), nodePort: undefined };
    expect(holdingsOfClaims([open])).toEqual([]);
  });
});

describe('an entry of a lock', () => {
  const placeOf = (nodePort: number) => `lock:${nodePort}`;

  test('holds its number where the lock records it', () => {
    expect(holdingsOfLock(sectionOf(pinnedEntry(30001, 'shop/web', 'udp,tcp')), placeOf)).toEqual([
      {
        nodePort: 30001,
        source: HoldingSource.LOCK,
        state: PortState.PINNED,
        namespace: 'shop',
        service: 'web',
        port: 'udp',
        path: 'lock:30001',
      },
    ]);
  });

  test.each([
    [LockState.PINNED, PortState.PINNED],
    [LockState.ASSIGNED, PortState.ASSIGNED],
    [LockState.RESERVED, PortState.RESERVED],
    [LockState.RETIRED, PortState.RETIRED],
  ])('that is %s is shown as %s', (state, shown) => {
    expect(holdingsOfLock(sectionOf({ ...pinnedEntry(30001), state }), placeOf)).toMatchObject([{ state: shown }]);
  });

  test('keeps since when it is retired, and whom it is reserved for', () => {
    expect(holdingsOfLock(sectionOf(retiredEntry(30001, 'shop/old'), reservedEntry(30002)), placeOf)).toMatchObject([
      { service: 'old', since: '2026-01-01' },
      { service: undefined, holder: 'data', reservation: 'kafka', reason: 'brokers' },
    ]);
  });
});

describe('a live Service', () => {
  const holdingsOf = (...services: ReturnType<typeof liveWith>[]) =>
    holdingsOfSnapshot(snapshotOf('prod', RANGE, services));

  test('holds its numbers, and protocols that share one are one holding', () => {
    const dns = liveWith('dns', [
      { name: 'udp', port: 53, protocol: 'UDP', nodePort: 30053 },
      { name: 'tcp', port: 53, protocol: 'TCP', nodePort: 30053 },
      { name: 'web', port: 80, nodePort: 30080 },
    ]);
    expect(holdingsOf(dns)).toMatchObject([
      { nodePort: 30053, source: HoldingSource.LIVE, state: PortState.LIVE, namespace: 'shop', service: 'dns' },
      { nodePort: 30080, port: 'web', serves: '80 TCP' },
    ]);
    expect(holdingsOf(dns)[0].serves?.split(/[ ,]+/).sort()).toEqual(['53', 'TCP', 'UDP']);
  });

  test('holds the port of its health check, which serves nobody', () => {
    const state = stateWith([{ port: 80, nodePort: 30080 }], { ...LOCAL, healthCheckNodePort: 30009 });
    expect(holdingsOf(liveWith('edge', [], { state }))).toMatchObject([
      { nodePort: 30009, state: PortState.HEALTH_CHECK, serves: undefined },
      { nodePort: 30080 },
    ]);
  });

  test('stays apart from another one with the same number', () => {
    const ports = [{ port: 80, nodePort: 30080 }];
    expect(holdingsOf(liveWith('a', ports), liveWith('b', ports)).map(({ service: name }) => name)).toEqual(['a', 'b']);
  });
});

describe('a claim of the cluster', () => {
  test('holds its number for its Service, in the name of who claims it', () => {
    const claim = claimed(30009, 'storage/minio', { port: 'api', reason: 'the appliance' });
    expect(holdingsOfClusterClaims([{ claim, place: 'claims.yaml:3:5' }])).toEqual([
      {
        nodePort: 30009,
        source: HoldingSource.CLAIM,
        state: PortState.RESERVED,
        namespace: 'storage',
        service: 'minio',
        port: 'api',
        holder: 'github.com/acme/storage',
        reason: 'the appliance',
        path: 'claims.yaml:3:5',
      },
    ]);
  });

  test.each([
    ['a whole namespace', 'storage/*', 'storage'],
    ['nobody', '', undefined],
  ])('for %s names no Service, port or reason', (_, target, namespace) => {
    expect(holdingsOfClusterClaims([{ claim: claimed(30009, target), place: '' }])).toMatchObject([
      { namespace, service: undefined, port: undefined, reason: undefined },
    ]);
  });
});
