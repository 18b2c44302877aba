import { ApplyTool } from '../../../lib/core/merge/apply-tools';
import { HandoverPlan, planHandovers } from '../../../lib/core/plan/handovers';
import { Step } from '../../../lib/core/plan/plan-steps';
import { SafeOrder } from '../../../lib/core/plan/safe-order';
import { Service } from '../../support/api-server';
import { LOCAL, fieldsWith, managerOf } from '../../support/live-services';
import { Change, REPLACE, WEB_RELEASE, dnsPorts, liveOf, problemOf } from '../../support/parties';
import { pinned, service, summaryOf } from '../../support/plans';

/** The safe sequence of a change, for all of its Services or for some. */
function sequence(change: Change, ...names: string[]): Step[] | undefined {
  const problem = problemOf(change);
  const keys = names.length > 0 ? names.map((name) => `shop/${name}`) : problem.parties.keys();
  return new SafeOrder(problem, planHandovers(problem)).sequenceFor(keys);
}

const steps = (change: Change, ...names: string[]) => summaryOf(sequence(change, ...names));
const live = (...services: Service[]) => services.map((each) => liveOf(each));
const open = (name: string) => service(name, [{ name: 'web', port: 80 }]);
const local = (healthCheckNodePort: number) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort });
const swap: Change = {
  live: live(pinned('a', 30001), pinned('b', 30002)),
  next: [pinned('a', 30002), pinned('b', 30001)],
};

describe('a sequence', () => {
  test('keeps the given order where it can', () => {
    expect(steps({ next: [pinned('b', 30001), pinned('a', 30002)] })).toEqual(['apply b', 'apply a']);
  });

  test('puts a Service after those that release its numbers, however many wait for each other', () => {
    const change = {
      live: live(pinned('a', 30001), pinned('b', 30002), pinned('c', 30003)),
      next: [pinned('a', 30002), pinned('b', 30003), pinned('c', 30004)],
    };
    expect(steps(change)).toEqual(['apply c', 'apply b', 'apply a']);
  });

  test('applies each Service once, although several wait for it', () => {
    const both = service('a', [
      { name: 'web', port: 80, nodePort: 30001 },
      { name: 'api', port: 81, nodePort: 30002 },
    ]);
    const change = { live: live(both), next: [pinned('b', 30001), pinned('c', 30002), pinned('a', 30003)] };
    expect(steps(change)).toEqual(['apply a', 'apply b', 'apply c']);
  });

  test('applies Services with picks after all pinned ones', () => {
    expect(steps({ next: [open('a'), pinned('b', 30020), open('c')] })).toEqual(['apply b', 'apply a', 'apply c']);
  });

  test('applies a Service with a pick late even if its other ports are pinned', () => {
    const mixed = service('a', [
      { name: 'web', port: 80, nodePort: 30001 },
      { name: 'open', port: 81 },
    ]);
    expect(steps({ next: [mixed, pinned('b', 30020)] })).toEqual(['apply b', 'apply a']);
  });

  test('deletes Services last, unless others wait for them', () => {
    const change = {
      live: live(pinned('old', 30001), pinned('gone', 30002)),
      next: [open('a'), pinned('new', 30001)],
      deleted: ['gone', 'old'],
    };
    expect(steps(change)).toEqual(['delete old', 'apply new', 'apply a', 'delete gone']);
  });

  test('moves one Service of a cycle aside first', () => {
    expect(steps(swap)).toEqual(['move-aside a 30001->30003', 'apply b', 'apply a']);
  });

  test('drops a health check before it is changed', () => {
    expect(steps({ live: live(local(30002)), next: [local(30003)] })).toEqual([
      'move-aside lb without health check',
      'apply lb',
    ]);
  });

  test('deletes and applies a Service that cannot change', () => {
    const headless = service('a', [{ name: 'web', port: 80 }], { type: 'ClusterIP', clusterIP: 'None' } as object);
    expect(steps({ live: live(headless), next: [pinned('a', 30001)] })).toEqual(['delete a', 'apply a']);
  });

  test('applies every document of a Service, each in a step of its own', () => {
    const change = {
      live: live(pinned('a', 30001)),
      next: [pinned('a', 30002), pinned('b', 30003), pinned('a', 30004)],
    };
    expect(sequence(change)!.map(({ service: key, documents }) => [key, documents!.map(({ path }) => path)])).toEqual([
      ['shop/b', ['doc-1']],
      ['shop/a', ['doc-0']],
      ['shop/a', ['doc-2']],
    ]);
  });

  test('may be asked for some Services only, and then has those that they wait for', () => {
    const change = { ...swap, next: [...swap.next, pinned('c', 30005)] };
    expect(steps(change, 'c')).toEqual(['apply c']);
    expect(steps(change, 'b', 'a')).toEqual(['move-aside a 30001->30003', 'apply b', 'apply a']);
  });

  test('moves only some ports of a Service aside, so that it keeps a number that is not written', () => {
    const held = (web: number) =>
      service('a', [
        { name: 'web', port: 80, nodePort: web },
        { name: 'kept', port: 81, nodePort: 30005 },
      ]);
    const wanted = service('a', [
      { name: 'web', port: 80, nodePort: 30002 },
      { name: 'kept', port: 81 },
    ]);
    expect(steps({ live: live(held(30001), pinned('b', 30002)), next: [wanted, pinned('b', 30001)] })).toEqual([
      'move-aside a 30001->30003',
      'apply b',
      'apply a',
    ]);
    const check = service('a', [{ name: 'kept', port: 81 }], { ...LOCAL, healthCheckNodePort: 30005 });
    const former = service('a', [{ name: 'kept', port: 81, nodePort: 30005 }], {
      ...LOCAL,
      healthCheckNodePort: 30006,
    });
    expect(steps({ live: live(former), next: [check] })).toEqual([
      'move-aside a 30005->30002 without health check',
      'apply a',
    ]);
  });

  test('names the tool of each step', () => {
    expect(sequence({ next: [pinned('a', 30001)] })).toEqual([
      {
        kind: 'apply',
        service: 'shop/a',
        documents: [{ service: 'shop/a', path: 'doc-0' }],
        way: REPLACE,
        release: undefined,
        installs: undefined,
      },
    ]);
  });
});

describe('there is no sequence', () => {
  test('if a Service cannot be applied at all', () => {
    expect(steps({ next: [pinned('a', 30001), pinned('b', 40000)] })).toBeUndefined();
  });

  test('if a number stays with somebody else', () => {
    expect(steps({ live: live(pinned('x', 30001)), next: [pinned('a', 30001)] })).toBeUndefined();
  });
});

describe('a sequence is checked from its start to its end, so there is none', () => {
  /** The safe sequence for a change if its handovers are planned in another way than today. */
  function withPlan(change: Change, planned: (plan: HandoverPlan) => Partial<HandoverPlan>) {
    const problem = problemOf(change);
    const plan = planHandovers(problem);
    return summaryOf(new SafeOrder(problem, { ...plan, ...planned(plan) }).sequenceFor(problem.parties.keys()));
  }

  test('if a Service would end with other numbers than those written', () => {
    const released = { release: WEB_RELEASE, fields: fieldsWith(dnsPorts(30001, 30002)) };
    const change = {
      live: [liveOf(service('dns', dnsPorts(30001, 30002)), { release: WEB_RELEASE, released })],
      next: [service('dns', dnsPorts(30003, 30004)), pinned('a', 30009)],
      way: { tool: ApplyTool.HELM },
      release: WEB_RELEASE,
    };
    const mergedAtOnce = ({ strategies }: HandoverPlan) => ({
      strategies: new Map([...strategies].map(([key, strategy]) => [key, { ...strategy, before: 'nothing' as const }])),
    });
    expect(withPlan(change, () => ({}))).toEqual(['write-ports dns', 'apply dns']);
    expect(withPlan(change, mergedAtOnce)).toBeUndefined();
  });

  test('if a Service would lose a number that only the cluster knows', () => {
    const ports = (web: number, kept?: number) =>
      service('a', [
        { name: 'web', port: 80, nodePort: web },
        { name: 'kept', port: 81, nodePort: kept },
      ]);
    const change = { live: live(ports(30001, 30005), pinned('b', 30002)), next: [ports(30002), pinned('b', 30001)] };
    const withKept = ({ handovers }: HandoverPlan) => ({
      handovers: [...handovers, { nodePort: 30005, from: 'shop/a', to: 'shop/b' }],
    });
    expect(withPlan(change, () => ({}))).toEqual(['move-aside a 30001->30003', 'apply b', 'apply a']);
    expect(withPlan(change, withKept)).toBeUndefined();
  });
});

describe('the upgrade of a release', () => {
  const helm = { tool: ApplyTool.HELM };
  const marked = (...services: Service[]) => services.map((each) => liveOf(each, { release: WEB_RELEASE }));

  test('is one step, with all its documents in their order', () => {
    const change = {
      live: marked(pinned('a', 30001)),
      next: [pinned('b', 30003), pinned('a', 30002)],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(sequence(change)).toEqual([
      {
        kind: 'apply',
        service: 'shop/b',
        documents: [
          { service: 'shop/b', path: 'doc-0' },
          { service: 'shop/a', path: 'doc-1' },
        ],
        way: helm,
        release: WEB_RELEASE,
        installs: undefined,
      },
    ]);
  });

  test('deletes what the release no longer contains without a step of its own', () => {
    const change = {
      live: marked(pinned('a', 30001), pinned('gone', 30005)),
      next: [pinned('a', 30002)],
      deleted: ['gone'],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(steps(change)).toEqual(['apply a']);
  });

  test('is not a deletion, although it deletes some Services', () => {
    const released = problemOf({
      live: marked(pinned('a', 30001), pinned('gone', 30005)),
      next: [pinned('a', 30002)],
      deleted: ['gone'],
      way: helm,
      release: WEB_RELEASE,
    });
    const picks = problemOf({ next: [open('c')] });
    const problem = { ...released, parties: new Map([...picks.parties, ...released.parties]) };
    const order = new SafeOrder(problem, planHandovers(problem));
    expect(summaryOf(order.sequenceFor(problem.parties.keys()))).toEqual(['apply a', 'apply c']);
  });

  test('installs a release that has no live Services', () => {
    expect(sequence({ next: [pinned('a', 30001)], way: helm, release: WEB_RELEASE })![0].installs).toBe(true);
  });

  test('forces conflicts if one of its Services needs that', () => {
    const managers = [managerOf('other', 'Apply', ['80/TCP.nodePort'])];
    const change = {
      live: [
        liveOf(pinned('a', 30001), { release: WEB_RELEASE, managers: [] }),
        liveOf(pinned('b', 30002), { release: WEB_RELEASE, managers }),
        liveOf(pinned('c', 30003), { release: WEB_RELEASE, managers: [] }),
      ],
      next: [pinned('a', 30001), pinned('b', 30005), pinned('c', 30003)],
      way: { tool: ApplyTool.HELM, isServerSide: true },
      release: WEB_RELEASE,
    };
    expect(sequence(change)![0].way).toEqual({ ...change.way, forcesConflicts: true });
    expect(sequence({ ...change, next: [pinned('a', 30001)] })![0].way).toEqual(change.way);
  });

  test('comes after the steps that write ports and move Services aside', () => {
    const dns = (tcp: number, udp: number) => service('a', dnsPorts(tcp, udp));
    const fields = fieldsWith(dnsPorts(30001, 30002));
    const change = {
      live: [liveOf(dns(30001, 30002), { release: WEB_RELEASE, released: { release: WEB_RELEASE, fields } })],
      next: [dns(30003, 30004)],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(steps(change)).toEqual(['write-ports a', 'apply a']);
    const moved = {
      live: marked(pinned('a', 30001), pinned('b', 30002)),
      next: [pinned('a', 30002), pinned('b', 30003)],
      way: helm,
      release: WEB_RELEASE,
    };
    expect(steps(moved)).toEqual(['move-aside b 30002->30004', 'apply a']);
  });

  test('comes late if it leaves a number to the API server', () => {
    const released = problemOf({ next: [pinned('a', 30001), open('b')], way: helm, release: WEB_RELEASE });
    const alone = problemOf({ next: [pinned('c', 30020)] });
    const problem = { ...released, parties: new Map([...released.parties, ...alone.parties]) };
    const order = new SafeOrder(problem, planHandovers(problem));
    expect(summaryOf(order.sequenceFor(problem.parties.keys()))).toEqual(['apply c', 'apply a']);
  });
});
