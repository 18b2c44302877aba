import { planHandovers } from '../../../lib/core/plan/handovers';
import { HazardKind, hazardsOf } from '../../../lib/core/plan/hazards';
import { SafeOrder } from '../../../lib/core/plan/safe-order';
import { Service } from '../../support/api-server';
import { LOCAL } from '../../support/live-services';
import { Change, liveOf, problemOf } from '../../support/parties';
import { pinned, service, summaryOf } from '../../support/plans';

/** The hazards of a change, of which some Services are refused in the given order. */
function hazards(change: Change, ...refused: { service: string; nodePort?: number }[]) {
  const problem = problemOf(change);
  const plan = planHandovers(problem);
  return hazardsOf(problem, plan, new SafeOrder(problem, plan), refused).map(
    ({ kind, handovers, failsAsGiven, sequence }) => ({
      kind,
      numbers: handovers.map(({ nodePort }) => nodePort),
      failsAsGiven,
      steps: summaryOf(sequence),
    }),
  );
}

const live = (...services: Service[]) => services.map((each) => liveOf(each));
const ports = (name: string, ...numbers: number[]) =>
  service(
    name,
    numbers.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, nodePort })),
  );
const local = (healthCheckNodePort: number) =>
  service('lb', [{ name: 'web', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort });

const moving = { live: live(pinned('a', 30001)), next: [pinned('b', 30001), pinned('a', 30002)] };

test('there is none if no number changes hands', () => {
  expect(hazards({ live: live(pinned('a', 30001)), next: [pinned('a', 30002)] })).toEqual([]);
});

test.each<[HazardKind, Change, string[]]>([
  [HazardKind.OWNER_CHANGES, moving, ['apply a', 'apply b']],
  [
    HazardKind.HOLDER_DELETED,
    { live: live(pinned('a', 30001)), next: [pinned('b', 30001)], deleted: ['a'] },
    ['delete a', 'apply b'],
  ],
  [
    HazardKind.CYCLE,
    { live: live(pinned('a', 30001), pinned('b', 30002)), next: [pinned('a', 30002), pinned('b', 30001)] },
    ['move-aside a 30001->30003', 'apply b', 'apply a'],
  ],
  [
    HazardKind.HEALTH_CHECK_CHANGES,
    { live: live(local(30002)), next: [local(30003)] },
    ['move-aside lb without health check', 'apply lb'],
  ],
])('%s has its own sequence', (kind, change, steps) => {
  expect(hazards(change)).toMatchObject([{ kind, steps }]);
});

test('a hazard is of its most serious kind', () => {
  const withHealthCheck = {
    live: live(local(30002), pinned('a', 30003)),
    next: [local(30003)],
    deleted: ['a'],
  };
  expect(hazards(withHealthCheck)).toMatchObject([{ kind: HazardKind.HEALTH_CHECK_CHANGES, numbers: [30002, 30003] }]);
  const withCycle = {
    live: live(local(30002), pinned('a', 30003), pinned('b', 30004)),
    next: [local(30003), pinned('a', 30004), pinned('b', 30002)],
  };
  expect(hazards(withCycle)[0].kind).toBe(HazardKind.CYCLE);
});

test('a hazard has a deleted holder if any of its numbers comes from one', () => {
  const change = {
    live: live(pinned('a', 30001), pinned('gone', 30002)),
    next: [ports('b', 30001, 30002), pinned('a', 30005)],
    deleted: ['gone'],
  };
  expect(hazards(change)).toMatchObject([{ kind: HazardKind.HOLDER_DELETED, numbers: [30001, 30002] }]);
});

test('a Service that is deleted does not matter to the kind unless others wait for it', () => {
  const change = {
    live: live(pinned('a', 30001), pinned('gone', 30005)),
    next: [pinned('b', 30001), pinned('a', 30002)],
    deleted: ['gone'],
  };
  expect(hazards(change)[0].kind).toBe(HazardKind.OWNER_CHANGES);
});

describe('the given order fails', () => {
  test('if the Service that needs the number is refused for it', () => {
    expect(hazards(moving)[0].failsAsGiven).toBe(false);
    expect(hazards(moving, { service: 'shop/b', nodePort: 30001 })[0].failsAsGiven).toBe(true);
  });

  test('if only one of several numbers is refused', () => {
    const change = { live: live(ports('a', 30001, 30002)), next: [ports('b', 30001, 30002), ports('a', 30005, 30006)] };
    expect(hazards(change, { service: 'shop/b', nodePort: 30002 })[0].failsAsGiven).toBe(true);
  });

  test('not because a Service is refused for another number, or another Service for this one', () => {
    expect(hazards(moving, { service: 'shop/b', nodePort: 30009 })[0].failsAsGiven).toBe(false);
    expect(hazards(moving, { service: 'shop/b' })[0].failsAsGiven).toBe(false);
    expect(hazards(moving, { service: 'shop/a', nodePort: 30001 })[0].failsAsGiven).toBe(false);
  });

  test('if a Service that waits for itself is refused, for whatever number', () => {
    const change = { live: live(local(30002)), next: [local(30003)] };
    expect(hazards(change, { service: 'shop/lb', nodePort: 30003 })[0].failsAsGiven).toBe(true);
    expect(hazards(change, { service: 'shop/x', nodePort: 30003 })[0].failsAsGiven).toBe(false);
  });
});

test('Services that do not wait for each other are hazards of their own, in the given order', () => {
  const change = {
    live: live(pinned('a', 30001), pinned('c', 30003)),
    next: [pinned('d', 30003), pinned('c', 30004), pinned('b', 30001), pinned('a', 30002)],
  };
  expect(hazards(change).map(({ numbers, steps }) => [numbers, steps])).toEqual([
    [[30003], ['apply c', 'apply d']],
    [[30001], ['apply a', 'apply b']],
  ]);
});

test('a hazard comes where the first of its Services does, whether that one waits or is waited for', () => {
  const change = {
    live: live(pinned('a', 30001), pinned('c', 30003)),
    next: [pinned('a', 30002), pinned('d', 30003), pinned('c', 30004), pinned('b', 30001)],
  };
  expect(hazards(change).map(({ numbers }) => numbers)).toEqual([[30001], [30003]]);
});

test('numbers of one hazard are sorted', () => {
  const change = { live: live(ports('a', 30005, 30001)), next: [ports('b', 30005, 30001), ports('a', 30006, 30007)] };
  expect(hazards(change)[0].numbers).toEqual([30001, 30005]);
});

test('a hazard whose Services cannot all be applied has no sequence', () => {
  const change = {
    live: live(ports('a', 30001, 30002)),
    next: [pinned('b', 30001), ports('c', 30002, 30009), ports('a', 30003, 30004), pinned('d', 30009)],
  };
  const [{ steps }] = hazards({ ...change, live: [...change.live, liveOf(pinned('x', 30009))] });
  expect(steps).toBeUndefined();
});
