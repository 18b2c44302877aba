import { LiveService, keyOf } from '../../../lib/core/live/live-service';
import { ApplyTool, Way } from '../../../lib/core/merge/apply-tools';
import { isPick } from '../../../lib/core/plan/port-pool';
import { PredictedCluster } from '../../../lib/core/plan/predicted-cluster';
import { Service } from '../../support/api-server';
import { LOCAL, fieldsWith, managersInShort } from '../../support/live-services';
import { REPLACE, WEB_RELEASE, documentOf, liveOf, profileOf } from '../../support/parties';
import { pinned, service } from '../../support/plans';

const KUBECTL: Way = { tool: ApplyTool.KUBECTL };
const SERVER_SIDE: Way = { tool: ApplyTool.SERVER_SIDE };
const TAKEN = 'provided port is already allocated';

const clusterOf = (...live: LiveService[]) => new PredictedCluster(live, profileOf());
const apply = (cluster: PredictedCluster, next: Service, way = REPLACE) => cluster.apply(documentOf(next), way);
const numbers = (cluster: PredictedCluster, name: string) =>
  cluster.find(`shop/${name}`)?.state.ports.map(({ nodePort }) => (isPick(nodePort) ? 'picked' : nodePort));
const local = (healthCheckNodePort?: number) =>
  service('lb', [{ port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort });

test('a Service is found by namespace and name', () => {
  const live = liveOf(pinned('a', 30001));
  const cluster = clusterOf(live);
  expect([cluster.find('shop/a'), cluster.find('shop/b'), [...cluster.all]]).toEqual([live, undefined, [live]]);
});

describe('a Service that is created', () => {
  test('holds its numbers from then on', () => {
    const cluster = clusterOf();
    expect(apply(cluster, pinned('a', 30001))).toBeUndefined();
    expect(numbers(cluster, 'a')).toEqual([30001]);
    expect(apply(cluster, pinned('b', 30001))).toMatchObject({ status: 422, code: 'port-taken' });
    expect(cluster.find('shop/b')).toBeUndefined();
  });

  test('remembers who wrote what, and its release', () => {
    const cluster = clusterOf();
    cluster.apply(documentOf(pinned('a', 30001), WEB_RELEASE), { tool: ApplyTool.KUBECTL });
    const { managers, applied, release, namespace, service: name } = cluster.find('shop/a')!;
    expect(managersInShort(managers)![0]).toContain('kubectl-client-side-apply Update*: type');
    expect([applied?.ports, release, namespace, name]).toEqual([
      [{ name: 'web', port: 80, nodePort: 30001 }],
      WEB_RELEASE,
      'shop',
      'a',
    ]);
  });

  test('is refused if it is not valid, and then holds nothing', () => {
    const cluster = clusterOf();
    const ports = [
      { name: 'a', port: 80, nodePort: 30001 },
      { name: 'a', port: 81, nodePort: 30002 },
    ];
    expect(apply(cluster, service('a', ports))).toEqual({
      status: 422,
      error: 'Service "a" is invalid: spec.ports[1].name: Duplicate value: "a"',
      code: 'port-name-repeated',
      nodePort: undefined,
      isUncertain: undefined,
    });
    expect(apply(cluster, pinned('b', 30001))).toBeUndefined();
  });
});

test.each([
  ['not-a-port', { port: 80, nodePort: '30001' as never }],
  ['value-undecodable', { port: '80' as never, nodePort: 30001 }],
])('what cannot be decoded is refused before anything else (%s)', (code, port) => {
  const desired = documentOf(service('a', [port]));
  expect(clusterOf().apply(desired, REPLACE)).toEqual({ status: 400, error: desired.undecodable?.what, code });
});

test('what is wrong with a manifest alone is refused before anything else', () => {
  const taken = clusterOf(liveOf(pinned('b', 30001)));
  expect(apply(taken, service('a*', [{ port: 80, nodePort: 30001 }]))).toMatchObject({
    error: 'resource name may not be empty',
  });
});

test('values that a field does not support are refused before numbers are allocated', () => {
  const taken = clusterOf(liveOf(pinned('b', 30001)));
  expect(apply(taken, service('a', [{ port: 80, nodePort: 30001, protocol: 'tcp' }]))).toMatchObject({
    status: 422,
    error:
      'Service "a" is invalid: spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", ' +
      '"UDP"',
    code: 'value-unsupported',
  });
});

describe('a Service that is updated', () => {
  test('has the number of its manifest, and others can have the old one', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)));
    expect(apply(cluster, pinned('a', 30002))).toBeUndefined();
    expect(numbers(cluster, 'a')).toEqual([30002]);
    expect(apply(cluster, pinned('b', 30001))).toBeUndefined();
  });

  test('stays as it is if it is refused, and gives back what was reserved for it', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)), liveOf(pinned('b', 30002)));
    const ports = [
      { name: 'x', port: 80, nodePort: 30003 },
      { name: 'y', port: 81, nodePort: 30002 },
    ];
    expect(apply(cluster, service('a', ports))).toMatchObject({
      error: `Service "a" is invalid: spec.ports[1].nodePort: Invalid value: 30002: ${TAKEN}`,
    });
    expect(numbers(cluster, 'a')).toEqual([30001]);
    expect(apply(cluster, pinned('c', 30003))).toBeUndefined();
    expect(apply(cluster, pinned('d', 30001))).toMatchObject({ code: 'port-taken' });
  });

  test('keeps a number that it omits', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)));
    apply(cluster, service('a', [{ name: 'web', port: 80 }]));
    expect(numbers(cluster, 'a')).toEqual([30001]);
  });

  test('loses the numbers of a type that holds none', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)));
    apply(cluster, service('a', [{ name: 'web', port: 80, nodePort: 30001 }], { type: 'ClusterIP' }));
    expect(numbers(cluster, 'a')).toEqual([0]);
    expect(apply(cluster, pinned('b', 30001))).toBeUndefined();
  });

  test('is merged as its tool does, and remembers who wrote what', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001), { managers: [] }));
    apply(cluster, service('a', [{ name: 'api', port: 81, nodePort: 30002 }]), KUBECTL);
    expect(numbers(cluster, 'a')).toEqual([30002, 30001]);
    expect(cluster.find('shop/a')!.applied?.ports).toEqual([{ name: 'api', port: 81, nodePort: 30002 }]);
    expect(managersInShort(cluster.find('shop/a')!.managers)![0]).toContain('81/TCP.nodePort');
  });

  test('stays as it is if its tool has nothing to send', () => {
    const fields = fieldsWith([{ name: 'web', port: 80, nodePort: 30009 }]);
    const live = liveOf(pinned('a', 30001), { released: { release: WEB_RELEASE, fields } });
    const cluster = clusterOf({
      ...live,
      state: { ...live.state, ports: [{ ...live.state.ports[0], nodePort: 30009 }] },
    });
    expect(apply(cluster, pinned('a', 30009), { tool: ApplyTool.HELM })).toBeUndefined();
    expect(numbers(cluster, 'a')).toEqual([30009]);
  });

  test('may keep what only older versions keep', () => {
    const flagged = (nodePort?: number) =>
      service('a', [{ name: 'web', port: 80, nodePort }], {
        type: 'LoadBalancer',
        allocateLoadBalancerNodePorts: false,
      });
    const after = (version: string) => {
      const cluster = new PredictedCluster([liveOf(flagged(30001))], profileOf(version));
      apply(cluster, flagged());
      return numbers(cluster, 'a');
    };
    expect([after('1.29'), after('1.30')]).toEqual([[30001], [0]]);
  });

  test('is validated as its version does', () => {
    const lb = service('a', [{ port: 10250 }], { type: 'LoadBalancer' });
    const refusal = (version: string) => new PredictedCluster([], profileOf(version)).apply(documentOf(lb), REPLACE);
    expect([refusal('1.32')?.code, refusal('1.33')]).toEqual(['kubelet-port-exposed', undefined]);
  });
});

describe('a manifest that cannot be merged', () => {
  test('is refused by the API server if it changes what others own', () => {
    const managers = [
      { name: 'helm', operation: 'Apply' as const, fields: new Set(['80/TCP.nodePort']), ownsLastApplied: false },
    ];
    const cluster = clusterOf(liveOf(pinned('a', 30001), { managers }));
    expect(apply(cluster, pinned('a', 30002), SERVER_SIDE)).toEqual({
      status: 409,
      error: 'Apply failed with 1 conflict: conflict with "helm": .spec.ports[port=80,protocol="TCP"].nodePort',
    });
  });

  test('is refused with an internal error if a strategic merge contradicts itself', () => {
    const ports = [
      { name: 'a', port: 53 },
      { name: 'b', port: 80 },
      { name: 'c', port: 53, protocol: 'UDP' },
    ];
    const { status, error } = apply(clusterOf(liveOf(pinned('x', 30001))), service('x', ports), KUBECTL)!;
    expect([status, error.split('\n')[0]]).toEqual([500, 'The order in patch list:']);
  });

  test('is refused with an internal error if a server-side apply cannot read it', () => {
    expect(apply(clusterOf(), service('a', [{ port: 80 }, { port: 80 }]), SERVER_SIDE)).toEqual({
      status: 500,
      error:
        'failed to create typed patch object (shop/a; /v1, Kind=Service): .spec.ports: duplicate entries for key ' +
        '[port=80,protocol="TCP"]',
    });
  });

  test('with any other error is a bug, which is thrown', () => {
    const desired = { ...documentOf(pinned('a', 30001)), fields: undefined as never };
    expect(() => clusterOf().apply(desired, KUBECTL)).toThrow(TypeError);
  });
});

describe('a change by hand', () => {
  test('is an update', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)), liveOf(pinned('b', 30002)));
    const moved = (nodePort: number) =>
      cluster.patch('shop/a', () => ({ fields: fieldsWith([{ name: 'web', port: 80, nodePort }]) }));
    expect(moved(30003)).toBeUndefined();
    expect(numbers(cluster, 'a')).toEqual([30003]);
    expect(moved(30002)).toMatchObject({ code: 'port-taken' });
    expect(numbers(cluster, 'a')).toEqual([30003]);
  });

  test('needs a live Service', () => {
    expect(clusterOf().patch('shop/a', () => ({ fields: fieldsWith([]) }))).toEqual({
      status: 404,
      error: 'services "a" not found',
    });
  });
});

describe('a Service that is deleted', () => {
  test('frees its numbers', () => {
    const cluster = clusterOf(liveOf(local(30002)));
    cluster.remove('shop/lb');
    expect(cluster.find('shop/lb')).toBeUndefined();
    expect([apply(cluster, pinned('a', 30001)), apply(cluster, pinned('b', 30002))]).toEqual([undefined, undefined]);
  });

  test('frees the numbers that it carries, even if another Service holds them', () => {
    const carrying = service('ext', [{ port: 80, nodePort: 30001 }], { type: 'ExternalName' });
    const cluster = clusterOf(liveOf(carrying), liveOf(pinned('a', 30001)));
    expect(apply(cluster, pinned('b', 30001))).toMatchObject({ code: 'port-taken' });
    cluster.remove('shop/ext');
    expect(apply(cluster, pinned('b', 30001))).toBeUndefined();
  });

  test('does not have to exist', () => {
    const cluster = clusterOf();
    cluster.remove('shop/a');
    expect([...cluster.all].map(keyOf)).toEqual([]);
  });
});

test('numbers that are carried without being held are free', () => {
  const carrying = service('ext', [{ port: 80, nodePort: 30001 }], { type: 'ExternalName' });
  expect(apply(clusterOf(liveOf(carrying)), pinned('a', 30001))).toBeUndefined();
});

describe('the risks', () => {
  const open = (name: string) => service(name, [{ name: 'web', port: 80 }]);

  test('are numbers that the API server may have picked for somebody else', () => {
    const cluster = clusterOf();
    apply(cluster, open('a'));
    apply(cluster, pinned('b', 30016));
    expect(cluster.risks).toEqual([
      {
        service: 'shop/b',
        nodePort: 30016,
        because: 'the API server picks a number for shop/a first, and may pick this one',
      },
    ]);
  });

  test('do not include those of refused requests', () => {
    const cluster = clusterOf(liveOf(pinned('c', 30001)));
    apply(cluster, open('a'));
    const ports = [
      { name: 'x', port: 80, nodePort: 30016 },
      { name: 'y', port: 81, nodePort: 30001 },
    ];
    apply(cluster, service('b', ports));
    expect(cluster.risks).toEqual([]);
  });

  test('name the Service whose pick it is, also if it is updated', () => {
    const cluster = clusterOf(liveOf(pinned('a', 30001)));
    apply(cluster, service('a', [{ name: 'other', port: 81 }]));
    apply(cluster, pinned('b', 30016));
    expect(cluster.risks[0].because).toContain('shop/a');
  });
});

describe('a health check that may not change', () => {
  test('is refused for certain if its number is known', () => {
    const cluster = clusterOf(liveOf(local(30002)));
    expect(apply(cluster, local(30003))).toEqual({
      status: 422,
      error: 'Service "lb" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable',
      code: undefined,
      nodePort: 30003,
      isUncertain: undefined,
    });
  });

  test('may be accepted if its number is a pick that may be the requested one', () => {
    const cluster = clusterOf();
    apply(cluster, local());
    expect(apply(cluster, local(30016))).toMatchObject({ isUncertain: true });
    expect(apply(cluster, local(30005))).toMatchObject({ isUncertain: undefined });
  });

  test('does not make another refusal a matter of luck', () => {
    const invalid = service('lb', [{ port: 0, nodePort: 30001 }], { type: 'LoadBalancer' });
    const cluster = clusterOf(liveOf(pinned('lb', 30001)));
    expect(apply(cluster, invalid)).toMatchObject({ status: 422, isUncertain: undefined });
    expect(apply(clusterOf(), invalid)).toMatchObject({ status: 422, isUncertain: undefined });
  });
});

describe('the first server-side apply of kubectl after client-side ones', () => {
  const PATHS = ['type', '80/TCP', '80/TCP.name', '80/TCP.port', '80/TCP.nodePort', '81/TCP', '81/TCP.port'];
  const live = (ownsLastApplied: boolean) =>
    liveOf(
      service('a', [
        { name: 'web', port: 80, nodePort: 30001 },
        { name: 'api', port: 81, nodePort: 30002 },
      ]),
      {
        managers: [{ name: 'kubectl-client-side-apply', operation: 'Update', fields: new Set(PATHS), ownsLastApplied }],
      },
    );

  test('takes over what they wrote, and removes what is no longer written', () => {
    const cluster = clusterOf(live(true));
    expect(apply(cluster, pinned('a', 30001), SERVER_SIDE)).toBeUndefined();
    expect(numbers(cluster, 'a')).toEqual([30001]);
    expect(managersInShort(cluster.find('shop/a')!.managers)).toEqual([
      'kubectl Apply: type 80/TCP 80/TCP.name 80/TCP.port 80/TCP.nodePort',
    ]);
  });

  test('takes over nothing if no client owns the annotation, or the owners are unknown', () => {
    for (const managers of [live(false).managers, undefined]) {
      const cluster = clusterOf({ ...live(false), managers });
      apply(cluster, pinned('a', 30001), SERVER_SIDE);
      expect(numbers(cluster, 'a')).toEqual([30001, 30002]);
    }
  });

  test('takes over nothing with another tool, or if it is refused', () => {
    const helm = clusterOf(live(true));
    apply(helm, pinned('a', 30001), { tool: ApplyTool.HELM, isServerSide: true });
    expect(numbers(helm, 'a')).toEqual([30001, 30002]);
    const refused = clusterOf(live(true), liveOf(pinned('b', 30005)));
    expect(apply(refused, pinned('a', 30005), { ...SERVER_SIDE, forcesConflicts: true })?.status).toBe(422);
    expect(numbers(refused, 'a')).toEqual([30001, 30002]);
    expect(managersInShort(refused.find('shop/a')!.managers)![0]).toContain('kubectl-client-side-apply');
  });
});
