import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Finding } from '../../../lib/core/findings/finding';
import { Severity } from '../../../lib/core/findings/finding-kind';
import { snapshotOf } from '../../../lib/core/live/snapshot';
import { MapSources, clusterMapOf } from '../../../lib/core/map/cluster-map';
import { PortState } from '../../../lib/core/map/port-map';
import { PlanVerdict } from '../../../lib/core/plan/plan';
import { ClaimKind } from '../../../lib/core/service/claim';
import { claimed } from '../../support/cluster-claims';
import { PROD, SMALL, assignedService, liveService, otherClaim, service, staticService } from '../../support/ledgers';
import { liveWith } from '../../support/live-services';
import { RANGE, assignedEntry, pinnedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

const mapOf = (sources: Partial<MapSources>) =>
  clusterMapOf({ profile: PROD, names: [], services: [], others: [], findings: [], ...sources });
const snapshot = (...ports: [string, number][]) =>
  snapshotOf(
    'prod',
    RANGE,
    ports.map(([name, nodePort]) => liveWith(name, [{ name: 'web', port: 80, nodePort }])),
  );
const taken = (more: Partial<Finding> = {}): Finding => ({
  code: 'port-taken',
  severity: Severity.ERROR,
  cluster: 'prod',
  path: 'b.yaml',
  message: 'taken',
  nodePort: 30001,
  otherPath: 'a.yaml',
  ...more,
});

describe('the cluster', () => {
  test('has its name, range, static band and sources', () => {
    expect(mapOf({ names: ['nodeports.lock.yaml'] })).toMatchObject({
      name: 'prod',
      first: 30000,
      last: 32767,
      staticLast: 30085,
      sources: ['nodeports.lock.yaml'],
      unprotected: undefined,
    });
  });

  test('says why its static band is not protected', () => {
    const old = new ClusterProfile({ kubernetesVersion: '1.26' });
    expect(mapOf({ profile: old }).unprotected).toBe('Kubernetes 1.26 has no static band (it came with 1.27)');
  });

  test('knows which static ports are commonly hard-coded', () => {
    expect(mapOf({}).avoided).toEqual([30000, 30001, 30007, 30080]);
    expect(mapOf({ profile: SMALL }).avoided).toEqual([]);
  });

  test('has neither a plan nor a history unless it is given one', () => {
    expect(mapOf({})).toMatchObject({ plan: undefined, history: undefined });
  });
});

describe('the ports of today', () => {
  test('come from every source', () => {
    const { ports } = mapOf({
      services: [service('web', { nodePort: 30001 })],
      others: [otherClaim(ClaimKind.TAKEN, 30002, {})],
      lock: sectionOf(pinnedEntry(30003)),
      placeInLock: (nodePort) => `lock:${nodePort}`,
      clusterClaims: [{ claim: claimed(30004, 'a/x'), place: 'claims.yaml' }],
    });
    expect(ports).toMatchObject([
      { nodePort: 30001, state: PortState.PINNED },
      { nodePort: 30002, state: PortState.TAKEN },
      { nodePort: 30003, state: PortState.PINNED, path: 'lock:30003' },
      { nodePort: 30004, state: PortState.RESERVED, path: 'claims.yaml' },
    ]);
  });

  test('have no place in a lock whose lines are unknown', () => {
    expect(mapOf({ lock: sectionOf(pinnedEntry(30003)) }).ports).toMatchObject([{ path: undefined }]);
  });

  test('are those that run, if there is a snapshot, with the places of their manifests', () => {
    const services = [
      service('web', { nodePort: 30001, path: 'web.yaml' }),
      service('moved', { nodePort: 30009, path: 'moved.yaml' }),
    ];
    const { ports } = mapOf({ services, live: snapshot(['web', 30001], ['moved', 30002]) });
    expect(ports).toMatchObject([
      { nodePort: 30001, service: 'web', state: PortState.PINNED, path: 'web.yaml' },
      { nodePort: 30002, service: 'moved', state: PortState.LIVE, path: undefined },
    ]);
  });

  test('leave out a manifest whose number another Service has', () => {
    const services = [service('web', { nodePort: 30001 })];
    expect(mapOf({ services, live: snapshot(['other', 30001]) }).ports).toMatchObject([
      { nodePort: 30001, service: 'other', state: PortState.LIVE },
    ]);
  });

  test('are at risk if their numbers are written in the dynamic band', () => {
    const numbers = (services: MapSources['services']) =>
      mapOf({ services }).ports.flatMap(({ nodePort, isAtRisk }) => (isAtRisk ? [nodePort] : []));
    expect(numbers([service('a', { nodePort: 31000 }), assignedService('b', 31001)])).toEqual([31000, 31001]);
    expect(numbers([service('a', { nodePort: 30085 }), liveService('b', { nodePort: 31000 })])).toEqual([]);
    expect(numbers([service('a', { nodePort: 33000 })])).toEqual([]);
  });
});

describe('a finding', () => {
  const services = [service('a', { nodePort: 30001 }), service('b', { nodePort: 30001 })];
  const stateWith = (finding: Finding) => mapOf({ services, findings: [finding] }).ports[0].state;

  test('is on the map', () => {
    expect(mapOf({ findings: [taken()] }).findings).toMatchObject([{ code: 'port-taken', severity: 'error' }]);
  });

  test('that names two parties makes their port a clash', () => {
    expect(stateWith(taken())).toBe(PortState.CLASH);
  });

  test.each([
    ['a warning', taken({ severity: Severity.WARNING })],
    ['accepted', taken({ acceptedBecause: 'known' })],
    ['about one party', taken({ otherPath: undefined })],
    ['about another port', taken({ nodePort: 30002 })],
    ['about the cluster', taken({ nodePort: undefined })],
  ])('does not make a port a clash if it is %s', (_, finding) => {
    expect(stateWith(finding)).toBe(PortState.PINNED);
  });
});

describe('numbers that the API server picks', () => {
  test('are known if a cluster printed something', () => {
    expect(mapOf({}).knowsDynamic).toBe(false);
    expect(mapOf({ services: [service('a', { nodePort: 30001 })] }).knowsDynamic).toBe(false);
    expect(mapOf({ services: [service('a'), liveService('b', { nodePort: 31000 })] }).knowsDynamic).toBe(true);
    expect(mapOf({ live: snapshot() }).knowsDynamic).toBe(true);
  });

  test('are counted, apart from those that the library will choose', () => {
    const services = [service('a', { ports: { web: undefined, api: undefined, old: 30001 } }), staticService('b')];
    expect(mapOf({ services }).unnumbered).toBe(2);
  });
});

describe('the history of the lock', () => {
  const revisions = [
    { day: '2026-01-05', commit: 'a', section: sectionOf(assignedEntry(30001, 'shop/web')) },
    { day: '2026-02-06', commit: 'b', section: sectionOf(assignedEntry(30001, 'shop/web'), pinnedEntry(30002)) },
  ];

  test('is on the map day by day, and each port says since when it has its owner', () => {
    const lock = revisions[1].section;
    const { history, ports } = mapOf({ revisions, lock, services: [service('new', { nodePort: 30003 })] });
    expect(history?.map(({ day }) => day)).toEqual(['2026-01-05', '2026-02-06']);
    expect(ports.map(({ nodePort, since }) => [nodePort, since])).toEqual([
      [30001, '2026-01-05'],
      [30002, '2026-02-06'],
      [30003, undefined],
    ]);
  });

  test('does not change the day on which the lock says a port was retired', () => {
    const { ports } = mapOf({ revisions, lock: sectionOf(retiredEntry(30001, 'shop/web', '2026-01-31')) });
    expect(ports).toMatchObject([{ state: PortState.RETIRED, since: '2026-01-31' }]);
  });
});

describe('a plan', () => {
  const plan = {
    verdict: PlanVerdict.SAFE,
    assumed: [],
    changes: [],
    refusals: [],
    risks: [],
    collisions: [],
    hazards: [],
    sequenceRisks: [],
  };

  test('is shown beside what runs', () => {
    const services = [service('web', { nodePort: 30001 })];
    expect(mapOf({ plan, services, live: snapshot() }).plan).toMatchObject({
      verdict: 'safe',
      ports: [{ nodePort: 30001, service: 'web' }],
    });
  });

  test('is not shown if nothing is known to run', () => {
    expect(mapOf({ plan }).plan).toBeUndefined();
  });
});
