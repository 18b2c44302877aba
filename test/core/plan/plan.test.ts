import { readLiveServices } from '../../../lib/core/live/read-live-services';
import { Tool } from '../../../lib/core/merge/tools';
import { PlanVerdict, planOf } from '../../../lib/core/plan/plan';
import { Service } from '../../support/api-server';
import { RANGE, apiServer, desired, pinned, plan, refusedBy, service, summaryOf } from '../../support/plans';

/** A cluster that holds some Services. */
function holding(...services: Service[]) {
  const server = apiServer();
  expect(refusedBy(server, services)).toEqual([]);
  return server;
}

/** A load balancer with a health check of its own. */
const local = (name: string, nodePort: number, healthCheckNodePort: number) =>
  service(name, [{ name: 'web', port: 80, nodePort }], {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort,
  });

/** What a plan comes to, in short. */
function inShort(live: Service[], next: Service[], prune = false) {
  const { verdict, refusals, hazards, sequence, collisions } = plan(holding(...live), next, { prune });
  return {
    verdict,
    refused: refusals.map(({ document, status, error }) => `${document}: ${status} ${error}`),
    hazards: hazards.map(({ kind, failsAsGiven, sequence: steps }) => ({
      kind,
      failsAsGiven,
      steps: summaryOf(steps),
    })),
    sequence: summaryOf(sequence),
    collisions: collisions.map(({ nodePort, service: key, holder }) => `${nodePort}: ${key} against ${holder}`),
  };
}

const TAKEN = (name: string, nodePort: number) =>
  `422 Service "${name}" is invalid: spec.ports[0].nodePort: Invalid value: ${nodePort}: provided port is already ` +
  `allocated`;

test('new, unchanged, moved and retired ports, by number', () => {
  const server = holding(
    service('web', [
      { name: 'keeps', port: 80, nodePort: 30001 },
      { name: 'moves', port: 81, nodePort: 30002 },
      { name: 'goes', port: 82, nodePort: 30003 },
    ]),
    pinned('gone', 30004),
    pinned('stays', 30005),
  );
  const next = [
    service('web', [
      { name: 'keeps', port: 8080 },
      { name: 'moves', port: 81, nodePort: 30006 },
      { name: 'comes', port: 83 },
    ]),
    pinned('other', 30007),
    pinned('stays', 30005),
  ];
  const changes = (prune: boolean) =>
    plan(server, next, { prune }).changes.map(
      ({ kind, service: key, port, from, to }) => `${key}/${port} ${kind} ${from ?? '-'} ${to ?? '?'}`,
    );
  expect(changes(false)).toEqual([
    'shop/web/keeps unchanged 30001 30001',
    'shop/web/goes retired 30003 ?',
    'shop/stays/web unchanged 30005 30005',
    'shop/web/moves moved 30002 30006',
    'shop/other/web new - 30007',
    'shop/web/comes new - ?',
  ]);
  expect(changes(true)).toContain('shop/gone/web retired 30004 ?');
});

test('a renamed port keeps a pinned number, and an omitted one is up to the API server', () => {
  const server = holding(pinned('web', 30001));
  const renamed = (nodePort?: number) =>
    plan(server, [service('web', [{ name: 'http', port: 80, nodePort }])]).changes.map(
      ({ kind, port, from, to }) => `${port} ${kind} ${from} ${to}`,
    );
  expect(renamed(30001)).toEqual(['http unchanged 30001 30001']);
  expect(renamed()).toEqual(['http moved 30001 undefined']);
});

test(
  'a port that is renamed and not pinned loses its number where the manifest replaces the Service, so that ' +
    'another may have it',
  () => {
    const renamed = service('a', [{ name: 'http', port: 80 }]);
    expect(inShort([pinned('a', 30001)], [renamed, pinned('b', 30001)])).toMatchObject({
      verdict: PlanVerdict.SAFE,
      sequence: undefined,
    });
    expect(inShort([pinned('a', 30001)], [pinned('b', 30001), renamed])).toMatchObject({
      verdict: PlanVerdict.UNSAFE,
      sequence: ['apply a', 'apply b'],
    });
  },
);

test('a number held by a live Service outside the plan is a collision, and no order helps', () => {
  expect(inShort([pinned('other', 30001)], [pinned('web', 30001)])).toEqual({
    verdict: PlanVerdict.UNSAFE,
    refused: [`0: ${TAKEN('web', 30001)}`],
    hazards: [],
    sequence: undefined,
    collisions: ['30001: shop/web against shop/other'],
  });
});

test('a number that changes owners is safe if the old owner gives it up first', () => {
  const live = [pinned('a', 30001), pinned('b', 30002)];
  const steps = ['apply b', 'apply a'];
  expect(inShort(live, [pinned('b', 30003), pinned('a', 30002)])).toMatchObject({
    verdict: PlanVerdict.SAFE,
    hazards: [{ kind: 'owner-changes', failsAsGiven: false, steps }],
    sequence: undefined,
  });
  expect(inShort(live, [pinned('a', 30002), pinned('b', 30003)])).toMatchObject({
    verdict: PlanVerdict.UNSAFE,
    refused: [`0: ${TAKEN('a', 30002)}`],
    hazards: [{ kind: 'owner-changes', failsAsGiven: true, steps }],
    sequence: steps,
  });
});

test('a renamed Service that keeps its port needs the old one deleted first', () => {
  expect(inShort([pinned('old', 30001)], [pinned('new', 30001)], true)).toMatchObject({
    verdict: PlanVerdict.UNSAFE,
    refused: [`0: ${TAKEN('new', 30001)}`],
    hazards: [{ kind: 'holder-deleted', steps: ['delete old', 'apply new'] }],
    collisions: [],
  });
});

test('a swap needs one of the two moved aside', () => {
  expect(inShort([pinned('a', 30001), pinned('b', 30002)], [pinned('a', 30002), pinned('b', 30001)])).toMatchObject({
    verdict: PlanVerdict.UNSAFE,
    refused: [`0: ${TAKEN('a', 30002)}`, `1: ${TAKEN('b', 30001)}`],
    hazards: [{ kind: 'cycle', steps: ['move-aside a 30001->30003', 'apply b', 'apply a'] }],
  });
});

test('a longer cycle needs one step more than it has Services, whatever its length', () => {
  const names = [...'abcdefghijkl'];
  const ring = (by: number) => names.map((name, index) => pinned(name, 30001 + ((index + by) % names.length)));
  const { hazards } = inShort(ring(0), ring(1));
  expect(hazards).toHaveLength(1);
  expect(hazards[0].steps).toHaveLength(names.length + 1);
});

test('two swaps are two hazards, each with its own steps', () => {
  const next = [pinned('a', 30002), pinned('b', 30001), pinned('c', 30004), pinned('d', 30003)];
  expect(
    inShort([pinned('a', 30001), pinned('b', 30002), pinned('c', 30003), pinned('d', 30004)], next).hazards.map(
      ({ steps }) => steps,
    ),
  ).toEqual([
    ['move-aside a 30001->30005', 'apply b', 'apply a'],
    ['move-aside c 30003->30006', 'apply d', 'apply c'],
  ]);
});

test('if no number is free, one Service of a cycle is deleted and applied again', () => {
  const full = Array.from({ length: 32 }, (_, index) => pinned(`s${index}`, 30000 + index));
  const { hazards } = inShort(full, [pinned('s0', 30001), pinned('s1', 30000)]);
  expect(hazards[0].steps).toEqual(['delete s0', 'apply s1', 'apply s0']);
});

test('two ports of one Service swap their numbers in one request', () => {
  const ports = (...numbers: number[]) =>
    service(
      'web',
      numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort })),
    );
  expect(inShort([ports(30001, 30002)], [ports(30002, 30001)])).toMatchObject({
    verdict: PlanVerdict.SAFE,
    refused: [],
    hazards: [],
  });
});

test('a health check port cannot change while it is needed, so it is given up first', () => {
  expect(inShort([local('lb', 30001, 30002)], [local('lb', 30001, 30003)])).toMatchObject({
    refused: ['0: 422 Service "lb" is invalid: spec.healthCheckNodePort: Forbidden: field is immutable'],
    hazards: [{ kind: 'health-check-changes', steps: ['move-aside lb without health check', 'apply lb'] }],
  });
});

test('a health check port that somebody holds is an internal error of the API server', () => {
  expect(inShort([pinned('a', 30001)], [local('lb', 30002, 30001)]).refused).toEqual([
    '0: 500 Internal error occurred: failed to allocate requested HealthCheck NodePort 30001: provided port is ' +
      'already allocated',
  ]);
});

test('a pick may land on a number that a later document pins, so the pinned one goes first', () => {
  const picks = service('picks', [{ name: 'web', port: 80 }]);
  expect(inShort([], [picks, pinned('web', 30020)])).toMatchObject({
    verdict: PlanVerdict.RISKY,
    sequence: ['apply web', 'apply picks'],
  });
  expect(inShort([], [pinned('web', 30020), picks])).toMatchObject({ verdict: PlanVerdict.SAFE });
  expect(inShort([], [picks, pinned('web', 30005)])).toMatchObject({ verdict: PlanVerdict.SAFE });
});

test('a document that no order makes right leaves the others their sequence', () => {
  const live = [pinned('a', 30001), pinned('b', 30002)];
  expect(inShort(live, [pinned('a', 30002), pinned('b', 30001), pinned('far', 40000)])).toMatchObject({
    refused: [
      `0: ${TAKEN('a', 30002)}`,
      `1: ${TAKEN('b', 30001)}`,
      '2: 422 Service "far" is invalid: spec.ports[0].nodePort: Invalid value: 40000: provided port is not in the ' +
        'valid range. The range of valid ports is 30000-30031',
    ],
    hazards: [{ kind: 'cycle', steps: ['move-aside a 30001->30003', 'apply b', 'apply a'] }],
    sequence: undefined,
  });
});

test('an update may repeat a number for another protocol, while a create may not', () => {
  const both = service('web', [
    { name: 'a', port: 80, nodePort: 30001 },
    { name: 'b', port: 53, protocol: 'UDP', nodePort: 30001 },
  ]);
  expect(inShort([], [both]).verdict).toBe(PlanVerdict.UNSAFE);
  expect(inShort([service('web', [{ name: 'a', port: 80, nodePort: 30001 }])], [both]).verdict).toBe(PlanVerdict.SAFE);
});

test('the Service of the API server itself is never pruned', () => {
  const server = apiServer();
  server.apply({ ...pinned('kubernetes', 30001), metadata: { namespace: 'default', name: 'kubernetes' } });
  expect(plan(server, [pinned('web', 30001)], { prune: true }).collisions).toHaveLength(1);
});

test('a number that several live Services hold is a risk for the next Service that wants it', () => {
  const server = holding(pinned('a', 30001), pinned('b', 30002));
  server.services.set('shop/b', pinned('b', 30001));
  expect(plan(server, [pinned('a', 30003), pinned('b', 30004), pinned('c', 30001)]).verdict).toBe(PlanVerdict.RISKY);
});

test('a number in the manifest of a type that does not use it is wiped, and free for the next Service', () => {
  for (const type of ['ExternalName', 'ClusterIP']) {
    expect(
      inShort(
        [pinned('a', 30001)],
        [
          service('a', [{ name: 'web', port: 80, nodePort: 30001 }], { type, externalName: 'a.example' }),
          pinned('b', 30001),
        ],
      ).refused,
    ).toEqual([]);
  }
});

test('a flag that stays while its type goes is dropped', () => {
  const flagged = (type: string) =>
    service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { type, allocateLoadBalancerNodePorts: false });
  expect(inShort([flagged('LoadBalancer')], [flagged('NodePort')])).toMatchObject({
    verdict: PlanVerdict.SAFE,
    refused: [],
  });
});

test('a Service that becomes NodePort gets numbers although a flag of load balancers is left over from another manager', () => {
  const managed = (manager: string, fields: object) => ({
    manager,
    operation: 'Apply',
    fieldsV1: { 'f:spec': fields },
  });
  const entry = { 'k:{"port":53,"protocol":"TCP"}': { '.': {}, 'f:port': {} } };
  const server = holding(
    service('d', [{ name: 'x', port: 53 }], { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
  );
  const list = { ...server.list() } as { items: { metadata: object }[] };
  const owned = list.items.map((each) => ({
    ...each,
    metadata: {
      ...each.metadata,
      managedFields: [managed('helm', { 'f:type': {}, 'f:allocateLoadBalancerNodePorts': {}, 'f:ports': entry })],
    },
  }));
  const { verdict, changes } = planOf(
    readLiveServices({ ...list, items: owned }, 'prod', RANGE)!.snapshot,
    desired([service('d', [{ name: 'x', port: 53 }])]),
    { tool: Tool.SERVER_SIDE, forcesConflicts: true, prune: false },
  );
  expect({ verdict, changes: changes.map(({ kind, to }) => `${kind} ${to ?? 'picked'}`) }).toEqual({
    verdict: PlanVerdict.SAFE,
    changes: ['new picked'],
  });
});

test('an ExternalName that becomes NodePort frees the number that it carried, although another Service holds it', () => {
  const carried = service('a', [{ name: 'web', port: 80, nodePort: 30001 }], {
    type: 'ExternalName',
    externalName: 'a.example',
  });
  expect(inShort([carried, pinned('b', 30001)], [pinned('a', 30002), pinned('c', 30001)]).refused).toEqual([]);
});

test('a document that is refused for another number does not make the given order wrong', () => {
  const { hazards } = inShort(
    [pinned('a', 30001)],
    [
      pinned('a', 30002),
      service('b', [
        { name: 'x', port: 80, nodePort: 30001 },
        { name: 'y', port: 81, nodePort: 29999 },
      ]),
    ],
  );
  expect(hazards.filter(({ failsAsGiven }) => failsAsGiven)).toEqual([]);
});
