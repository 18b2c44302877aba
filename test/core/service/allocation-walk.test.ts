import { AllocationWalk } from '../../../lib/core/service/allocation-walk';
import { readPortEntry } from '../../../lib/core/service/port-entry';
import { ServiceManifest } from '../../../lib/core/service/service-manifest';
import { serviceOf } from '../../support/services';

interface Port {
  name?: string;
  port?: number;
  protocol?: string;
  nodePort?: unknown;
}

interface Spec {
  ports: readonly Port[];
  [field: string]: unknown;
}

function walkedService(service: ServiceManifest, demandsStatic: boolean): AllocationWalk {
  const walk = new AllocationWalk(service, {
    owner: { cluster: 'prod', path: 'app/web', namespace: 'shop', service: 'web' },
    demandsStatic,
    placeOf: (index) => `web.yaml:${index + 2}:1`,
  });
  walk.allocate();
  return walk;
}

/** Allocates the ports of a Service, named `p0`, `p1` and so on unless they have names. */
function walked(spec: Spec, { demandsStatic = false } = {}): AllocationWalk {
  const ports = spec.ports.map((port, index) => ({ name: `p${index}`, ...port }));
  return walkedService(serviceOf({ ...spec, ports }), demandsStatic);
}

/** Claims as "number by port", with a question mark for a number that the API server picks, and then the faults. */
function allocated(spec: Spec): string[] {
  const { claims, faults } = walked(spec);
  return [
    ...claims.map(({ nodePort, owner }) => `${nodePort ?? '?'} by ${owner.port}`),
    ...faults.map(({ code, nodePort, owner }) => `${code} ${nodePort} by ${owner.port}`),
  ];
}

const TCP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'TCP', nodePort });
const UDP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'UDP', nodePort });
const SCTP = (port: number, nodePort?: unknown): Port => ({ port, protocol: 'SCTP', nodePort });

describe('the ports of one Service on create', () => {
  test.each<[string, Port[], string[]]>([
    ['one number for both protocols of a service port is one claim', [TCP(53, 30053), UDP(53, 30053)], ['30053 by p0']],
    [
      'one number for two service ports is refused',
      [TCP(80, 30400), UDP(53, 30400)],
      ['30400 by p0', 'port-repeated 30400 by p1'],
    ],
    ['an unset entry takes the number before it', [TCP(53, 30053), UDP(53)], ['30053 by p0']],
    ['an unset entry takes the number after it', [TCP(53), UDP(53, 30053)], ['30053 by p0']],
    ['two unset entries of a service port share one pick', [TCP(53), UDP(53)], ['? by p0']],
    [
      'two numbers for one service port are two claims',
      [TCP(53, 30053), UDP(53, 30054)],
      ['30053 by p0', '30054 by p1'],
    ],
    [
      'the third protocol may have a number of its own',
      [TCP(53, 30053), UDP(53, 30053), SCTP(53, 30054)],
      ['30053 by p0', '30054 by p2'],
    ],
    [
      'the third protocol cannot share with the second',
      [TCP(53, 30053), UDP(53, 30054), SCTP(53, 30054)],
      ['30053 by p0', '30054 by p1', 'port-repeated 30054 by p2'],
    ],
    [
      'one number for two service ports of one protocol is refused',
      [TCP(80, 30001), TCP(81, 30001)],
      ['30001 by p0', 'port-repeated 30001 by p1'],
    ],
    ['an entry that is written twice shares its own number', [TCP(80, 30001), TCP(80, 30001)], ['30001 by p0']],
    ['an unset port beside a pinned one gets a pick', [TCP(80), TCP(443, 30443)], ['? by p0', '30443 by p1']],
    ['two unset ports get two picks', [TCP(80), TCP(443)], ['? by p0', '? by p1']],
    [
      'entries without a port share one, but their numbers are claimed',
      [{ nodePort: 30001 }, { nodePort: 30002 }],
      ['30001 by p0', '30002 by p1'],
    ],
  ])('%s', (_, ports, expected) => {
    expect(allocated({ ports })).toEqual(expected);
  });

  test('belong to their Service, at the place where their number is written', () => {
    const { claims, faults } = walked({ ports: [TCP(80, 30001), TCP(81, 30001)] });
    expect(claims).toEqual([
      {
        kind: 'node-port',
        nodePort: 30001,
        owner: { cluster: 'prod', path: 'web.yaml:2:1', namespace: 'shop', service: 'web', port: 'p0' },
        demandsStatic: false,
        assigned: false,
        servicePort: 80,
      },
    ]);
    expect(faults).toMatchObject([
      {
        authority: 'api-server',
        owner: { path: 'web.yaml:3:1', port: 'p1' },
        what: expect.stringContaining('its own port "p0"'),
      },
    ]);
  });

  test('are looked at a few times each, however many there are', () => {
    let looks = 0;
    const ports = Array.from({ length: 1_000 }, (_, index) =>
      Object.defineProperty({ ...readPortEntry({ port: index + 1 }, index) }, 'nodePort', {
        get: () => {
          looks++;
          return 30_000 + index;
        },
      }),
    );
    walkedService({ ...serviceOf({}), ports }, false);
    expect(looks).toBeLessThan(10 * ports.length);
  });
});

test('a NodePort Service gets its picks, even with a flag that is only for load balancers', () => {
  const spec = { type: 'NodePort', allocateLoadBalancerNodePorts: false, ports: [TCP(80), TCP(443, 30443)] };
  expect(allocated(spec)).toEqual(['? by p0', '30443 by p1']);
});

describe('a load balancer', () => {
  const type = 'LoadBalancer';
  const local = { type, externalTrafficPolicy: 'Local' };
  const withoutAllocation = { type, allocateLoadBalancerNodePorts: false };

  test.each([
    ['gets a pick for each unset port', { type, ports: [TCP(80), TCP(443)] }, ['? by p0', '? by p1']],
    [
      'gets no pick without allocation, but what is pinned',
      { ...withoutAllocation, ports: [TCP(80), TCP(443, 30443)] },
      ['30443 by p1'],
    ],
    [
      'leaves an unset entry unset without allocation, even beside one with a number',
      { ...withoutAllocation, ports: [TCP(80), UDP(80, 30001)] },
      ['30001 by p1'],
    ],
    [
      'claims its health check after its ports',
      { ...local, healthCheckNodePort: 30002, ports: [TCP(80, 30001)] },
      ['30001 by p0', '30002 by healthCheckNodePort'],
    ],
    [
      'gets a pick for a health check that is not pinned, also without allocation',
      { ...withoutAllocation, ...local, ports: [TCP(80)] },
      ['? by healthCheckNodePort'],
    ],
    [
      'cannot use the number of a port for its health check',
      { ...local, healthCheckNodePort: 30001, ports: [UDP(80, 30001)] },
      ['30001 by p0', 'port-repeated 30001 by healthCheckNodePort'],
    ],
    [
      'needs no health check under the policy Cluster',
      { type, externalTrafficPolicy: 'Cluster', healthCheckNodePort: 30002, ports: [TCP(80, 30001)] },
      ['30001 by p0'],
    ],
  ])('%s', (_, spec, expected) => {
    expect(allocated(spec)).toEqual(expected);
  });

  test('is the only type with a health check', () => {
    expect(allocated({ externalTrafficPolicy: 'Local', healthCheckNodePort: 30002, ports: [TCP(80)] })).toEqual([
      '? by p0',
    ]);
  });

  test('has its health check at a place of its own', () => {
    const { claims } = walked({ ...local, healthCheckNodePort: 30002, ports: [] }, { demandsStatic: true });
    expect(claims).toEqual([
      {
        kind: 'health-check',
        nodePort: 30002,
        owner: {
          cluster: 'prod',
          path: 'web.yaml:1:1',
          namespace: 'shop',
          service: 'web',
          port: 'healthCheckNodePort',
        },
        demandsStatic: true,
        assigned: false,
      },
    ]);
  });
});

describe('a Service that demands static ports', () => {
  const sharers = (ports: Port[]) =>
    walked({ ports }, { demandsStatic: true }).claims.map(({ sharedBy, namelessAs }) => [sharedBy, namelessAs]);

  test('names all entries that share a number, and what each is called without a name', () => {
    expect(sharers([TCP(53), UDP(53), TCP(80)])).toEqual([
      [
        ['p0', 'p1'],
        ['53/TCP', '53/UDP'],
      ],
      [['p2'], ['80/TCP']],
    ]);
  });

  test('keeps the sharers of two numbers of one service port apart', () => {
    expect(sharers([TCP(53, 30053), UDP(53, 30054), SCTP(53)])).toEqual([
      [
        ['p0', 'p2'],
        ['53/TCP', '53/SCTP'],
      ],
      [['p1'], ['53/UDP']],
    ]);
  });
});

test('who shares a number is not worked out for a Service that demands no static ports', () => {
  expect(walked({ ports: [TCP(53), UDP(53)] }).claims[0]).not.toHaveProperty('sharedBy');
});
