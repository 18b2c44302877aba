import { LiveService } from '../../../lib/core/live/live-service';
import { readLiveServices } from '../../../lib/core/live/read-live-services';
import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { PlanOptions } from '../../../lib/core/plan/parties';
import { PlanVerdict, planOf } from '../../../lib/core/plan/plan';
import { readFields } from '../../../lib/core/service/service-fields';
import { Service } from '../../support/api-server';
import { WEB_RELEASE, liveOf, snapshot } from '../../support/parties';
import { RANGE, apiServer, desired, pinned, plan, refusedBy, service, summaryOf } from '../../support/plans';

/** A cluster that holds some Services. */
function holding(...services: Service[]) {
  const server = apiServer();
  expect(refusedBy(server, services)).toEqual([]);
  return server;
}

test('ports are new, unchanged, moved or retired, and sorted by number', () => {
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

/** The plan for live Services of which more is known than their numbers. */
const planFor = (live: readonly LiveService[], next: Service[], options: Partial<PlanOptions> = {}) =>
  planOf(snapshot(live), desired(next), { tool: ApplyTool.REPLACE, prune: false, ...options });
const open = (name: string) => service(name, [{ name: 'web', port: 80 }]);
const local = (healthCheckNodePort?: number) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort,
  });

describe('a plan is', () => {
  test('risky, not unsafe, if luck decides about every refusal', () => {
    const { verdict, refusals } = planFor([], [local(), local(30016)]);
    expect([verdict, refusals.length]).toEqual([PlanVerdict.RISKY, 1]);
    expect(planFor([], [local(), local(30016), pinned('far', 40000)]).verdict).toBe(PlanVerdict.RISKY);
    expect(planFor([], [pinned('far', 40000), local(), local(30016)]).verdict).toBe(PlanVerdict.UNSAFE);
  });

  test('risky if a fact is missing', () => {
    const live = liveOf(pinned('a', 30001));
    expect(planFor([live], [pinned('a', 30001)], { tool: ApplyTool.SERVER_SIDE }).verdict).toBe(PlanVerdict.RISKY);
    expect(planFor([live], [pinned('a', 30001)]).verdict).toBe(PlanVerdict.SAFE);
  });

  test('made for the version of the cluster', () => {
    const kubelet = service('lb', [{ name: 'x', port: 10250 }], { type: 'LoadBalancer' });
    const verdict = (kubernetesVersion?: string, next = [kubelet]) => planFor([], next, { kubernetesVersion }).verdict;
    expect([verdict('1.32'), verdict('1.33'), verdict()]).toEqual([
      PlanVerdict.UNSAFE,
      PlanVerdict.SAFE,
      PlanVerdict.SAFE,
    ]);
    const pick = [open('a'), pinned('b', 30005)];
    expect([verdict('1.27', pick), verdict('1.28', pick)]).toEqual([PlanVerdict.RISKY, PlanVerdict.SAFE]);
    const gated = planFor([], pick, { kubernetesVersion: '1.27', staticSubrangeGate: true });
    expect(gated.verdict).toBe(PlanVerdict.SAFE);
  });
});

describe('a sequence is proposed', () => {
  const swapped = [pinned('a', 30002), pinned('b', 30001)];
  const live = [liveOf(pinned('a', 30001)), liveOf(pinned('b', 30002))];

  test('for no plan that is safe as it is', () => {
    const planned = planFor(live, [pinned('a', 30003), pinned('b', 30001)]);
    expect([planned.verdict, planned.sequence]).toEqual([PlanVerdict.SAFE, undefined]);
  });

  test('for a risky plan only if it has no risks itself', () => {
    expect(summaryOf(planFor([], [open('a'), pinned('b', 30016)]).sequence)).toEqual(['apply b', 'apply a']);
    const unknown = planFor(live, [pinned('a', 30001)], { tool: ApplyTool.SERVER_SIDE });
    expect([unknown.verdict, unknown.sequence, unknown.sequenceRisks]).toEqual([PlanVerdict.RISKY, undefined, []]);
  });

  test('for an unsafe plan even if it has risks, which are listed', () => {
    expect(planFor(live, swapped).sequenceRisks).toEqual([]);
    const { sequence, sequenceRisks } = planFor(live, swapped, { tool: ApplyTool.SERVER_SIDE });
    expect(summaryOf(sequence)).toEqual(['move-aside a 30001->30003', 'apply b', 'apply a']);
    expect(sequenceRisks.map(({ service: key }) => key)).toEqual(['shop/a', 'shop/b']);
  });
});

describe('the changes are those', () => {
  const inChanges = (planned: ReturnType<typeof planFor>) =>
    planned.changes.map(({ kind, service: key, to }) => `${key.replace('shop/', '')} ${kind} ${to ?? '-'}`);

  test('of the given order if it works', () => {
    expect(inChanges(planFor([liveOf(pinned('a', 30001))], [pinned('a', 30002)]))).toEqual(['a moved 30002']);
  });

  test('of the sequence if the given order fails', () => {
    const live = [liveOf(pinned('a', 30001)), liveOf(pinned('b', 30002))];
    expect(inChanges(planFor(live, [pinned('a', 30002), pinned('b', 30001)]))).toEqual([
      'b moved 30001',
      'a moved 30002',
    ]);
  });

  test('of each Service alone if no sequence works', () => {
    const applied = liveOf(pinned('gone', 30004), { applied: { scalars: {} } });
    const live = [liveOf(pinned('a', 30001)), liveOf(pinned('x', 30002)), liveOf(pinned('c', 30003)), applied];
    const next = [pinned('a', 30002), pinned('c', 40000), pinned('d', 40000)];
    const { sequence, changes } = planFor(live, next, { tool: ApplyTool.KUBECTL, prune: true });
    expect(sequence).toBeUndefined();
    expect(inChanges({ changes } as ReturnType<typeof planFor>)).toEqual([
      'a moved 30002',
      'c unchanged 30003',
      'gone retired -',
    ]);
  });
});

test('a collision proposes a number that nobody holds, and knows whether pruning would help', () => {
  const holder = liveOf(pinned('holder', 30001), { applied: { scalars: {} } });
  const [collision] = planFor([holder], [pinned('web', 30001)], { tool: undefined, taken: [30002] }).collisions;
  expect(collision).toMatchObject({ holder: 'shop/holder', isPrunable: true, proposed: 30003 });
  expect(planFor([holder], [pinned('web', 30001)]).collisions[0].isPrunable).toBe(false);
});

test('a Service that its release owns is assumed to be applied with Helm', () => {
  const live = [liveOf(pinned('a', 30001), { release: WEB_RELEASE, managers: [] })];
  expect(planFor(live, [pinned('a', 30001)], { tool: undefined }).assumed).toEqual([
    { service: 'shop/a', release: WEB_RELEASE },
  ]);
});

test('Helm deletes what its last manifest contains and the new one lacks, but nothing that others added', () => {
  const ports = (...numbers: number[]) =>
    service(
      'a',
      numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort })),
    );
  const released = { release: WEB_RELEASE, fields: readFields(ports(30001, 30002)) };
  const live = liveOf(ports(30001, 30002, 30003), { release: WEB_RELEASE, released });
  const options = { tool: ApplyTool.HELM, release: WEB_RELEASE };
  expect(planFor([live], [ports(30001)], options).changes.map(({ kind, port }) => `${port} ${kind}`)).toEqual([
    'p0 unchanged',
    'p1 retired',
    'p2 lingering',
  ]);
});

test('a Service that becomes NodePort gets numbers although a flag of load balancers is left over', () => {
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
    { tool: ApplyTool.SERVER_SIDE, forcesConflicts: true, prune: false },
  );
  expect({ verdict, changes: changes.map(({ kind, to }) => `${kind} ${to ?? 'picked'}`) }).toEqual({
    verdict: PlanVerdict.SAFE,
    changes: ['new picked'],
  });
});
