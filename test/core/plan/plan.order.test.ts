import { PlanVerdict } from '../../../lib/core/plan/plan';
import { Service } from '../../support/api-server';
import { apiServer, pinned, plan, refusedBy, service, summaryOf } from '../../support/plans';

/** A cluster that holds some Services. */
function holding(...services: Service[]) {
  const server = apiServer();
  expect(refusedBy(server, services)).toEqual([]);
  return server;
}

/** A plan in short. */
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

test('a number that a live Service outside the plan holds is a collision, and no order helps', () => {
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

test('a swap needs one of the two to move aside', () => {
  expect(inShort([pinned('a', 30001), pinned('b', 30002)], [pinned('a', 30002), pinned('b', 30001)])).toMatchObject({
    verdict: PlanVerdict.UNSAFE,
    refused: [`0: ${TAKEN('a', 30002)}`, `1: ${TAKEN('b', 30001)}`],
    hazards: [{ kind: 'cycle', steps: ['move-aside a 30001->30003', 'apply b', 'apply a'] }],
  });
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

test('a document that is refused in any order leaves the others their sequence', () => {
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
