import fc from 'fast-check';
import { Plan, PlanVerdict } from '../../../lib/core/plan/plan';
import { Step, StepKind } from '../../../lib/core/plan/plan-steps';
import { ApiServer, Pick, Port, Service, keyOf, numbers } from '../../support/api-server';
import { HARMLESS, apiServer, lastOf, plan, refusedBy, send, service } from '../../support/plans';
import { runs } from '../../support/runs';

const POOL = [30000, 30001, 30002, 30003, 30016, 30017];
/** Picks what somebody else wants, wherever that is free. */
const HOSTILE: Pick = (free) => free.find((number) => POOL.includes(number)) ?? free[0];

const number = fc.constantFrom(undefined, ...POOL.slice(0, 4), ...POOL);
const port = (name: string): fc.Arbitrary<Port> =>
  fc.record({
    name: fc.constant(name),
    port: fc.constantFrom(80, 81),
    protocol: fc.constantFrom('TCP', 'TCP', 'UDP'),
    nodePort: number,
  });
const ports = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(port('a')) },
  { weight: 2, arbitrary: fc.tuple(port('a'), port('b')) },
  { weight: 1, arbitrary: fc.tuple(port('c')) },
);
const spec: fc.Arbitrary<Partial<Service['spec']>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ type: 'NodePort' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('LoadBalancer'),
      externalTrafficPolicy: fc.constant('Local'),
      healthCheckNodePort: number,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('LoadBalancer'), allocateLoadBalancerNodePorts: fc.boolean() }),
  },
);
const NAMES = ['p', 'q', 'r', 's'];
const holding = fc.tuple(fc.constantFrom(...NAMES), ports, spec).map(([name, list, rest]) => service(name, list, rest));
const any = fc.oneof(
  { weight: 9, arbitrary: holding },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...NAMES).map((name) => service(name, [{ name: 'a', port: 80 }], { type: 'ClusterIP' })),
  },
);

/** A live cluster, as it came about, of Services whose every port holds something: the others are in no snapshot. */
const live = fc.array(holding, { maxLength: 6 }).map((services) => {
  const server = apiServer();
  refusedBy(server, services);
  for (const [key, each] of [...server.services]) {
    if (!each.spec.ports.every(({ nodePort }) => nodePort)) server.delete(key);
  }
  return server;
});
const cases = runs(200);
const world = fc.tuple(live, fc.array(any, { minLength: 1, maxLength: 4 }), fc.constant(false));

test('a safe plan is never refused, whatever the API server picks', () => {
  fc.assert(
    fc.property(world, ([server, services, prune]) => {
      const { verdict } = plan(server, services, { prune });
      if (verdict !== PlanVerdict.SAFE) return;
      for (const pick of [HARMLESS, HOSTILE]) expect(refusedBy(server.copy(pick), services)).toEqual([]);
    }),
    cases,
  );
});

test('an unsafe plan is always refused, and unless picks collide, at the predicted documents', () => {
  fc.assert(
    fc.property(world, ([server, services, prune]) => {
      const { verdict, refusals } = plan(server, services, { prune });
      const actual = refusedBy(server.copy(), services);
      expect(refusals.map(({ document, status }) => ({ document, status }))).toEqual(
        actual.map(({ document, status }) => ({ document, status })),
      );
      const allocation = /already allocated|valid range|range is full|duplicate nodePort/;
      expect(
        refusals
          .filter(({ error }) => allocation.test(error) && !error.includes('is already claimed'))
          .map(({ error }) => error),
      ).toEqual(actual.filter(({ error }) => allocation.test(error)).map(({ error }) => error));
      if (verdict === PlanVerdict.UNSAFE) expect(refusedBy(server.copy(HOSTILE), services)).not.toEqual([]);
    }),
    cases,
  );
});

test('a proposed sequence succeeds and ends in the desired state', () => {
  fc.assert(
    fc.property(world, ([server, services, prune]) => {
      const { sequence, changes, hazards, verdict } = plan(server, services, { prune });
      for (const steps of [sequence, ...hazards.map((hazard) => hazard.sequence)]) {
        const copy = server.copy();
        for (const step of steps ?? []) send(step, copy, services);
      }
      if (!sequence) return;
      for (const pick of verdict === PlanVerdict.RISKY ? [HARMLESS, HOSTILE] : [HARMLESS]) {
        const copy = server.copy(pick);
        for (const step of sequence) send(step, copy, services);
        expect(isDesired(copy, server, services, prune, changes)).toBe(true);
      }
    }),
    cases,
  );
});

test('no shorter sequence exists, and if none is proposed, none of the minimal length or one more exists', () => {
  fc.assert(
    fc.property(world, ([server, services, prune]) => {
      const { sequence, verdict, changes } = plan(server, services, { prune });
      if (verdict !== PlanVerdict.UNSAFE) return;
      // A number that only the first of two documents of a Service wants is not looked for elsewhere.
      if (new Set(services.map(keyOf)).size < services.length) return;
      const least = leastSteps(server, services, prune).length;
      const shorter = sequence ? sequence.length - 1 : least + 1;
      // Each document must be applied and each Service pruned: below that there is nothing to search.
      if (shorter < least || least > 4 || shorter > least + 1) return;
      expect(search(server, services, prune, changes, shorter)).toBeUndefined();
    }),
    runs(40),
  );
});

/** The steps that any sequence needs: each document is applied. */
function leastSteps(server: ApiServer, services: readonly Service[], prune: boolean): Step[] {
  const keys = services.map(keyOf);
  const pruned = prune ? [...server.services.keys()].filter((key) => !keys.includes(key)) : [];
  return [
    ...keys.map((key, index) => ({
      kind: StepKind.APPLY,
      service: key,
      documents: [{ service: key, path: `doc-${index}` }],
    })),
    ...pruned.map((key) => ({ kind: StepKind.DELETE, service: key })),
  ];
}

/** Tries every sequence of that many steps. */
function search(
  server: ApiServer,
  services: readonly Service[],
  prune: boolean,
  changes: Plan['changes'],
  length: number,
): Step[] | undefined {
  const must = leastSteps(server, services, prune);
  const extra = extraSteps(server);
  const visit = (at: ApiServer, left: Step[], extras: number, done: Step[]): Step[] | undefined => {
    if (left.length === 0 && extras === 0) return isDesired(at, server, services, prune, changes) ? done : undefined;
    // The documents of one Service stay in their order.
    const next = left.filter((step, index) => left.findIndex(({ service: key }) => key === step.service) === index);
    for (const step of [...next, ...(extras > 0 ? [...extra, ...must] : [])]) {
      const isExtra = !left.includes(step);
      const then = at.copy();
      try {
        send(step, then, services);
      } catch {
        continue;
      }
      const found = visit(then, isExtra ? left : left.filter((each) => each !== step), extras - Number(isExtra), [
        ...done,
        step,
      ]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(server, must, length - must.length, []);
}

/** Every edit of a live Service that frees some of its numbers, and its deletion. */
function extraSteps(server: ApiServer): Step[] {
  const spare = [30008, 30009, 30010, 30011];
  return [...server.services].flatMap(([key, each]): Step[] => {
    const own = numbers(each);
    const subsets = own.length === 2 ? [[own[0]], [own[1]], own] : own.length === 1 ? [own] : [];
    const indexOf = (from: number): number => each.spec.ports.findIndex(({ nodePort }) => nodePort === from);
    const moves = subsets.map((subset) => subset.map((from, at) => ({ index: indexOf(from), from, to: spare[at] })));
    const edits = [...moves, []].flatMap((some) =>
      [false, true].map((dropsHealthCheck) => ({
        kind: StepKind.MOVE_ASIDE,
        service: key,
        moves: some,
        dropsHealthCheck,
      })),
    );
    return [{ kind: StepKind.DELETE, service: key }, ...edits];
  });
}

/** Whether everything is as its last document says, and every number that the plan predicts is in its place. */
function isDesired(
  at: ApiServer,
  before: ApiServer,
  services: readonly Service[],
  prune: boolean,
  changes: Plan['changes'],
): boolean {
  const keys = new Set(services.map(keyOf));
  if (![...keys].every((key) => at.services.has(key))) return false;
  // Nobody who has no part in it is touched.
  if (
    [...before.services].some(
      ([key, each]) => !keys.has(key) && (prune ? at.services.has(key) : at.services.get(key) !== each),
    )
  ) {
    return false;
  }
  return [...keys].every((key) => {
    const {
      spec: { type, externalTrafficPolicy, healthCheckNodePort, ports: held },
    } = at.services.get(key)!;
    const { spec: wanted } = lastOf(services, key);
    if (type !== wanted.type || externalTrafficPolicy !== wanted.externalTrafficPolicy) return false;
    const predicted = changes.filter(({ service: owner, to }) => owner === key && to !== undefined);
    return predicted.every(({ port: name, to }) =>
      name === 'healthCheckNodePort'
        ? healthCheckNodePort === to
        : held.some((each) => each.name === name && each.nodePort === to),
    );
  });
}
