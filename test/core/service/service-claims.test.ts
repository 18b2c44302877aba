import { claimsOf } from '../../../lib/core/service/service-claims';

interface Port {
  name?: string;
  port: number;
  protocol?: string;
  nodePort?: unknown;
}
interface Spec {
  type?: string;
  ports?: Port[];
  [field: string]: unknown;
}

/**
 * Claims as "number by port", a question mark for a number that the API server picks; and the codes of the faults, in
 * order.
 */
function judge(spec: Spec) {
  const ports = (spec.ports ?? []).map((port, index) => ({ name: `p${index}`, ...port }));
  const { claims, faults } = claimsOf(
    { metadata: { name: 'web' }, spec: { type: 'NodePort', ...spec, ports } },
    { cluster: 'default', path: 'app/web', demandsStatic: false },
  );
  return {
    claims: claims.map(({ nodePort, owner }) => `${nodePort ?? '?'} by ${owner.port}`),
    faults: faults.map(({ code }) => code),
    texts: faults.map(({ what }) => what),
  };
}

const TCP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'TCP', nodePort });
const UDP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'UDP', nodePort });
const SCTP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'SCTP', nodePort });

describe('the ports of one Service on create', () => {
  test.each<[string, Port[], string[], string[]]>([
    [
      'C1 one number for both protocols of a service port is one claim',
      [TCP(53, 30053), UDP(53, 30053)],
      ['30053 by p0'],
      [],
    ],
    [
      'C2 one number for two service ports is refused',
      [TCP(80, 30400), UDP(53, 30400)],
      ['30400 by p0'],
      ['port-repeated'],
    ],
    ['C3 an unset entry takes the number before it', [TCP(53, 30053), UDP(53)], ['30053 by p0'], []],
    ['C4 an unset entry takes the number after it', [TCP(53), UDP(53, 30053)], ['30053 by p0'], []],
    ['C5 two unset entries of a service port share one pick', [TCP(53), UDP(53)], ['? by p0'], []],
    [
      'C6 two numbers for one service port are two claims',
      [TCP(53, 30053), UDP(53, 30054)],
      ['30053 by p0', '30054 by p1'],
      [],
    ],
    [
      'C7 the third protocol may have a number of its own',
      [TCP(53, 30053), UDP(53, 30053), SCTP(53, 30054)],
      ['30053 by p0', '30054 by p2'],
      [],
    ],
    [
      'C8 the third protocol cannot share with the second',
      [TCP(53, 30053), UDP(53, 30054), SCTP(53, 30054)],
      ['30053 by p0', '30054 by p1'],
      ['port-repeated'],
    ],
    [
      'C9 one number for two service ports of one protocol is refused',
      [TCP(80, 30001), TCP(81, 30001)],
      ['30001 by p0'],
      ['port-repeated'],
    ],
    ['C10 an entry written twice is refused', [TCP(80, 30001), TCP(80, 30001)], ['30001 by p0'], ['entry-repeated']],
    ['C11 an unset port beside a pinned one is legal', [TCP(80), TCP(443, 30443)], ['? by p0', '30443 by p1'], []],
  ])('%s', (_, ports, claims, faults) => {
    expect(judge({ ports })).toMatchObject({ claims, faults });
  });

  test('says if only a create is refused and an update would pass', () => {
    expect(judge({ ports: [TCP(80, 30400), UDP(53, 30400)] }).texts).toEqual([
      'node port 30400 is already claimed by its own port "p0"; a Service shares a number only between protocols ' +
        'of one service port (an update would be accepted, a create is refused)',
    ]);
    expect(judge({ ports: [TCP(80, 30400), TCP(53, 30400)] }).texts[0]).not.toContain('update');
  });
});

describe('load balancers', () => {
  const type = 'LoadBalancer';
  const local = { type, externalTrafficPolicy: 'Local' };

  test.each<[string, Spec, string[], string[]]>([
    ['get a pick for each unset port', { type, ports: [TCP(80), TCP(443)] }, ['? by p0', '? by p1'], []],
    [
      'get none without allocation, and claim what is pinned',
      { type, allocateLoadBalancerNodePorts: false, ports: [TCP(80), TCP(443, 30443)] },
      ['30443 by p1'],
      [],
    ],
    [
      'leave an unset entry unset without allocation, beside one with a number',
      { type, allocateLoadBalancerNodePorts: false, ports: [TCP(80), UDP(80, 30001)] },
      ['30001 by p1'],
      [],
    ],
    [
      'claim a pinned health check after their ports',
      { ...local, healthCheckNodePort: 30002, ports: [TCP(80, 30001)] },
      ['30001 by p0', '30002 by healthCheckNodePort'],
      [],
    ],
    [
      'get a pick for a health check that is not pinned, also without allocation',
      { ...local, allocateLoadBalancerNodePorts: false, ports: [TCP(80)] },
      ['? by healthCheckNodePort'],
      [],
    ],
    [
      'cannot use their own number for the health check',
      { ...local, healthCheckNodePort: 30001, ports: [UDP(80, 30001)] },
      ['30001 by p0'],
      ['port-repeated'],
    ],
    [
      'need no health check under the policy Cluster',
      { type, externalTrafficPolicy: 'Cluster', ports: [TCP(80, 30001)] },
      ['30001 by p0'],
      [],
    ],
    [
      'cannot expose the port of the kubelet before 1.33',
      { type, ports: [TCP(10250, 30001)] },
      ['30001 by p0'],
      ['kubelet-port-exposed'],
    ],
  ])('%s', (_, spec, claims, faults) => {
    expect(judge(spec)).toMatchObject({ claims, faults });
  });
});

describe('field rules', () => {
  test.each<[string, Spec, string[]]>([
    ['a node port on ClusterIP', { type: 'ClusterIP', ports: [TCP(80, 30001)] }, ['node-port-not-allowed']],
    ['a node port where the type is left out', { type: undefined, ports: [TCP(80, 30001)] }, ['node-port-not-allowed']],
    ['a node port where the type is empty', { type: '', ports: [TCP(80, 30001)] }, ['node-port-not-allowed']],
    [
      'an entry twice where one protocol is empty',
      { ports: [TCP(80, 30001), { ...TCP(80, 30002), protocol: '' }] },
      ['entry-repeated'],
    ],
    [
      'a node port on a headless Service',
      { type: 'ClusterIP', clusterIP: 'None', ports: [TCP(80, 30001)] },
      ['node-port-not-allowed'],
    ],
    ['a node port on ExternalName', { type: 'ExternalName', ports: [TCP(80, 30001)] }, ['node-port-on-external-name']],
    [
      'one twice for a protocol on ClusterIP',
      { type: 'ClusterIP', ports: [UDP(443, 31000), UDP(53, 31000)] },
      ['node-port-not-allowed', 'entry-repeated'],
    ],
    [
      'one twice on ExternalName',
      { type: 'ExternalName', ports: [TCP(80, 30001), TCP(81, 30001)] },
      ['node-port-on-external-name', 'entry-repeated'],
    ],
    ['type NodePort without a cluster IP', { clusterIP: 'None', ports: [TCP(80, 30001)] }, ['headless-node-port']],
    [
      'type LoadBalancer without one, in the newer field',
      { type: 'LoadBalancer', clusterIPs: ['None'], ports: [TCP(80, 30001)] },
      ['headless-node-port'],
    ],
    [
      'the allocation flag on NodePort',
      { allocateLoadBalancerNodePorts: true, ports: [TCP(80, 30001)] },
      ['allocate-flag-not-allowed'],
    ],
    [
      'a health check on NodePort',
      { externalTrafficPolicy: 'Local', healthCheckNodePort: 30002, ports: [TCP(80, 30001)] },
      ['health-check-port-not-allowed'],
    ],
    [
      'a health check under the policy Cluster',
      { type: 'LoadBalancer', healthCheckNodePort: 30002, ports: [TCP(80, 30001)] },
      ['health-check-port-not-allowed'],
    ],
    [
      'two ports, one without a name',
      { ports: [TCP(80, 30001), { ...TCP(81, 30002), name: '' }] },
      ['port-name-missing'],
    ],
    ['one port without a name', { ports: [{ ...TCP(80, 30001), name: '' }] }, []],
    [
      'two ports of one name',
      {
        ports: [
          { ...TCP(80, 30001), name: 'a' },
          { ...TCP(81, 30002), name: 'a' },
        ],
      },
      ['port-name-repeated'],
    ],
    ['one port and protocol twice', { ports: [TCP(80, 30001), TCP(80, 30002)] }, ['entry-repeated']],
    [
      'numbers that are not whole numbers',
      { ports: [TCP(80, '30001'), TCP(81, 1.5), TCP(82, {})] },
      ['not-a-port', 'not-a-port', 'not-a-port'],
    ],
    [
      'a health check that is no number',
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 'x', ports: [TCP(80, 30001)] },
      ['not-a-port'],
    ],
    ['null and 0, which mean unset', { type: 'ClusterIP', ports: [TCP(80, null), TCP(81, 0)] }, []],
  ])('%s', (_, spec, faults) => {
    expect(judge(spec).faults).toEqual(faults);
  });
});

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { metadata: null, spec: 7 },
  { spec: { ports: 'x' } },
  { spec: { type: 'NodePort', ports: [null, 7] } },
])('whatever stands for a manifest is read without a crash: %j', (manifest) => {
  expect(() => claimsOf(manifest, { cluster: 'default', path: 'app/web', demandsStatic: false })).not.toThrow();
});

test('a Service of 60,000 ports is judged, which takes no step for each pair of them', () => {
  const { claims, faults } = judge({
    ports: Array.from({ length: 60_000 }, (_, index) => TCP(index + 1, 30_000 + index)),
  });
  expect({ claims: claims.length, faults }).toEqual({ claims: 60_000, faults: [] });
});
test('claims and faults of a Service in a file are located at their port', () => {
  const manifest = {
    metadata: { name: 'web' },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30003,
      ports: [
        { name: 'a', port: 80, nodePort: 30001 },
        { port: 81, nodePort: 'x' },
      ],
    },
  };
  const { claims, faults } = claimsOf(manifest, {
    cluster: 'default',
    path: 'a.yaml:1:1',
    demandsStatic: false,
    placeOf: (index) => `a.yaml:9:${index + 2}`,
  });
  expect(claims.map(({ owner }) => `${owner.port} ${owner.path}`)).toEqual([
    'a a.yaml:9:2',
    '81/TCP a.yaml:9:3',
    'healthCheckNodePort a.yaml:9:1',
  ]);
  expect(faults.map(({ code, owner }) => `${code} ${owner.path}`)).toEqual([
    'not-a-port a.yaml:9:3',
    'port-name-missing a.yaml:9:3',
  ]);
});
