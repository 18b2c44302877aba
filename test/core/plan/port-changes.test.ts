import { ServiceState } from '../../../lib/core/live/service-state';
import { allocateNew } from '../../../lib/core/plan/allocation';
import { portChanges } from '../../../lib/core/plan/port-changes';
import { PortPool } from '../../../lib/core/plan/port-pool';
import { Service } from '../../support/api-server';
import { LOCAL } from '../../support/live-services';
import { liveOf, partyOf, profileOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

/** What happens to the ports of a Service that ends as its manifest says, or in another state. */
function changes(before: Service | undefined, next: Service | undefined, after = next) {
  const party = partyOf(before && liveOf(before), next);
  return portChanges([party], () => after && allocated(after)).map(inShort);
}

/** The state of a Service with its picks. */
function allocated(each: Service): ServiceState {
  const pool = new PortPool(profileOf(), []);
  pool.begin('');
  const { state } = allocateNew('', liveOf(each).state, pool) as { state: ServiceState };
  return state;
}

const inShort = ({ kind, port, from, to }: ReturnType<typeof portChanges>[number]) =>
  `${port} ${kind} ${from ?? '-'} ${to ?? '-'}`;
const port = (name: string, servicePort: number, nodePort?: number, protocol = 'TCP') => ({
  name,
  port: servicePort,
  nodePort,
  protocol,
});
const web = (...ports: ReturnType<typeof port>[]) => service('web', ports);
const local = (healthCheckNodePort?: number) =>
  service('web', [port('a', 80, 30001)], { ...LOCAL, healthCheckNodePort });

test('a change names the Service, the port and its protocol', () => {
  const party = partyOf(undefined, web(port('dns', 53, 30001, 'UDP')));
  expect(portChanges([party], () => allocated(web(port('dns', 53, 30001, 'UDP'))))).toEqual([
    { kind: 'new', service: 'shop/web', port: 'dns', protocol: 'UDP', to: 30001 },
  ]);
});

test.each<[string, Service | undefined, Service | undefined, string[]]>([
  ['new', undefined, web(port('a', 80, 30001)), ['a new - 30001']],
  ['picked', undefined, web(port('a', 80)), ['a new - -']],
  ['unchanged', web(port('a', 80, 30001)), web(port('a', 80, 30001)), ['a unchanged 30001 30001']],
  ['moved', web(port('a', 80, 30001)), web(port('a', 80, 30002)), ['a moved 30001 30002']],
  ['moved to a pick', web(port('a', 80, 30001)), web(port('a', 80)), ['a moved 30001 -']],
  ['retired', web(port('a', 80, 30001)), undefined, ['a retired 30001 -']],
  [
    'retired with its type',
    web(port('a', 80, 30001)),
    service('web', [port('a', 80)], { type: 'ClusterIP' }),
    ['a retired 30001 -'],
  ],
  [
    'without a number',
    undefined,
    service('web', [port('a', 80)], { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    [],
  ],
  [
    'carried only',
    service('web', [port('a', 80, 30001)], { type: 'ExternalName' }),
    web(port('a', 80, 30001)),
    ['a new - 30001'],
  ],
])('a port that is %s', (_, before, next, expected) => {
  expect(changes(before, next)).toEqual(expected);
});

describe('a port is recognized', () => {
  test.each<[string, Service, Service, string[]]>([
    [
      'by its name, before its number',
      web(port('a', 80, 30001), port('b', 81, 30002)),
      web(port('a', 80, 30002), port('b', 81, 30001)),
      ['b moved 30002 30001', 'a moved 30001 30002'],
    ],
    ['by its service port and protocol', web(port('a', 80, 30001)), web(port('x', 80, 30002)), ['x moved 30001 30002']],
    [
      'not by its service port alone',
      web(port('a', 80, 30001)),
      web(port('x', 80, 30002, 'UDP')),
      ['a retired 30001 -', 'x new - 30002'],
    ],
    [
      'not by its protocol alone',
      web(port('a', 80, 30001)),
      web(port('x', 81, 30002)),
      ['a retired 30001 -', 'x new - 30002'],
    ],
    ['by its number', web(port('a', 80, 30001)), web(port('x', 81, 30001)), ['x unchanged 30001 30001']],
    [
      'not by the service port of a port whose name stays',
      web(port('a', 80, 30001)),
      web(port('x', 80, 30002), port('a', 81, 30003)),
      ['x new - 30002', 'a moved 30001 30003'],
    ],
    [
      'not by the number of a port whose name stays',
      web(port('a', 80, 30001)),
      web(port('x', 82, 30001), port('a', 81, 30003)),
      ['x new - 30001', 'a moved 30001 30003'],
    ],
  ])('%s', (_, before, next, expected) => {
    expect(changes(before, next)).toEqual(expected);
  });

  test('by its name and number first, where several have one name', () => {
    expect(changes(web(port('', 80, 30001), port('', 81, 30002)), web(port('', 81, 30002)))).toEqual([
      ' retired 30001 -',
      ' unchanged 30002 30002',
    ]);
  });

  test('once only', () => {
    expect(changes(web(port('a', 80, 30001)), web(port('x', 80, 30002), port('y', 80, 30003)))).toEqual([
      'x moved 30001 30002',
      'y new - 30003',
    ]);
  });
});

test('a number that another port of the Service keeps is not retired', () => {
  expect(changes(web(port('a', 80, 30001), port('b', 81, 30001, 'UDP')), web(port('a', 80, 30001)))).toEqual([
    'a unchanged 30001 30001',
  ]);
});

describe('a port that keeps its number lingers', () => {
  const before = web(port('a', 80, 30001), port('b', 81, 30002));

  test('if the manifest no longer has its entry', () => {
    expect(changes(before, web(port('a', 80, 30001)), before)).toEqual([
      'a unchanged 30001 30001',
      'b lingering 30002 30002',
    ]);
    expect(changes(before, web(port('a', 80), port('b', 81, 30002, 'UDP')), before)).toEqual([
      'a unchanged 30001 30001',
      'b lingering 30002 30002',
    ]);
  });

  test('if the manifest has a type that holds none', () => {
    expect(changes(web(port('a', 80, 30001)), service('web', [port('a', 80)], { type: 'ClusterIP' }), before)[0]).toBe(
      'a lingering 30001 30001',
    );
  });

  test('if the manifest leaves its number unset, which a load balancer may', () => {
    const flagged = (nodePort?: number) =>
      service('web', [port('a', 80, nodePort)], { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false });
    expect(changes(flagged(30001), flagged(), flagged(30001))).toEqual(['a lingering 30001 30001']);
    expect(changes(flagged(30001), flagged(30001))).toEqual(['a unchanged 30001 30001']);
  });

  test('if the Service was to be deleted', () => {
    expect(changes(web(port('a', 80, 30001)), undefined, web(port('a', 80, 30001)))).toEqual([
      'a lingering 30001 30001',
    ]);
  });
});

describe('a health check', () => {
  test('is a port of its own', () => {
    expect(changes(local(30002), local(30003), local(30003))).toEqual([
      'a unchanged 30001 30001',
      'healthCheckNodePort moved 30002 30003',
    ]);
    expect(changes(local(30002), local(), local(30002))).toContain('healthCheckNodePort unchanged 30002 30002');
  });

  test('is not a port if it is not needed', () => {
    const cluster = service('web', [port('a', 80, 30001)], { type: 'LoadBalancer' });
    expect(changes(local(30002), cluster)).toEqual(['a unchanged 30001 30001', 'healthCheckNodePort retired 30002 -']);
    expect(changes(local(30002), cluster, local(30002))).toContain('healthCheckNodePort lingering 30002 30002');
    expect(portChanges([partyOf(undefined, local())], () => liveOf(local()).state).map(inShort)).toEqual([
      'a new - 30001',
    ]);
  });

  test('is not mistaken for a port of that name', () => {
    const named = web(port('healthCheckNodePort', 80, 30001));
    expect(changes(named, named)).toEqual(['healthCheckNodePort unchanged 30001 30001']);
  });
});

test('changes are sorted by number, then by Service and port, and picks come last', () => {
  const parties = [
    partyOf(undefined, service('b', [port('y', 80), port('x', 81, 30002)])),
    partyOf(liveOf(pinned('a', 30002)), undefined),
    partyOf(undefined, service('c', [port('z', 80, 30001), port('q', 81, 30001, 'UDP')])),
  ];
  const states = new Map([
    ['shop/b', allocated(service('b', [port('y', 80), port('x', 81, 30002)]))],
    ['shop/c', liveOf(service('c', [port('z', 80, 30001), port('q', 81, 30001, 'UDP')])).state],
  ]);
  expect(
    portChanges(parties, (key) => states.get(key)).map(({ service: key, port: name }) => `${key} ${name}`),
  ).toEqual(['shop/c q', 'shop/c z', 'shop/a web', 'shop/b x', 'shop/b y']);
});
