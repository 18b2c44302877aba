import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { staticBandFull } from '../../../lib/core/rules/static-band-full';
import { ledgerOf, resultsOf, service, staticService } from '../../support/ledgers';

const NOTHING = { ports: new Map<string, number>(), blocks: new Map(), admitted: new Map() };

/** What is found where a Service got no number, and the given ports are pinned. */
function full(ports: readonly number[], profile: ClusterProfile) {
  const services = ports.map((nodePort) => service(`s${nodePort}`, { nodePort }));
  return resultsOf(staticBandFull, ledgerOf([staticService('web'), ...services], { profile, settlement: NOTHING }));
}

test('a port without a number is reported with who has the others, and a wider range', () => {
  const profile = new ClusterProfile({ cluster: 'edge', portRange: '30002-30003' });
  expect(full([30002, 30003], profile)).toEqual([
    {
      path: 'web',
      who: 'Service shop/web, port "web"',
      service: 'shop/web',
      what: 'the static band 30002-30003 of cluster edge has no port left to assign: 30002 s30002, 30003 s30003',
      wayOut: "Widen --service-node-port-range, then set portRange: '30002-30577'",
    },
  ]);
});

test('a port that is never chosen by itself is proposed while it is free', () => {
  const [result] = full([30002], new ClusterProfile({ portRange: '30000-30002' }));
  expect(result.wayOut).toMatch(/, or write a port that is never chosen by itself, such as nodePort: 30000$/);
});

test('each port gets another number, so that all of them can be written', () => {
  const profile = new ClusterProfile({ portRange: '30000-30002' });
  const services = [service('pinned', { nodePort: 30002 }), staticService('a'), staticService('b')];
  const results = resultsOf(staticBandFull, ledgerOf(services, { profile, settlement: NOTHING }));
  expect(results.map(({ wayOut }) => /nodePort: \d+$/.exec(wayOut as string)?.[0])).toEqual([
    'nodePort: 30000',
    'nodePort: 30001',
  ]);
});

test('a port of the components of a node is never proposed', () => {
  const [result] = full([10251], new ClusterProfile({ portRange: '10250-10251' }));
  expect(result.wayOut).toBe("Widen --service-node-port-range, then set portRange: '10250-10825'");
});

test('the wider range has room for every port that waits', () => {
  const waiting = Array.from({ length: 20 }, (_, index) => staticService(`s${index}`));
  const [result] = resultsOf(staticBandFull, ledgerOf(waiting, { settlement: NOTHING }));
  expect(result.wayOut).toMatch(/portRange: '30000-33391', or/);
});

test('a static band in which no port is ever chosen by itself is not reported as one without ports', () => {
  const [result] = full([], new ClusterProfile({ portRange: '30000-30001' }));
  expect(result.what).toBe(
    'the static band 30000-30001 of the cluster has no port left to assign: none of its ports is ever chosen by itself',
  );
});

test('where the static band cannot grow, something has to go', () => {
  const [result] = full([], new ClusterProfile({ portRange: '30000-34095' }));
  expect(result.wayOut).toMatch(/^Remove a Service or a reservation that is not needed any more, or write a port/);
});

test('where every port has a number, nothing is reported', () => {
  expect(
    resultsOf(staticBandFull, ledgerOf([staticService('web', { nodePort: 30009 })], { settlement: NOTHING })),
  ).toEqual([]);
});
