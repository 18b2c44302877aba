import { HazardKind } from '../../../lib/core/plan/hazards';
import { incompletePlan } from '../../../lib/core/plan/incomplete-plan';
import { Plan, PlanVerdict } from '../../../lib/core/plan/plan';
import { StepKind } from '../../../lib/core/plan/plan-steps';

const sequence = [{ kind: StepKind.APPLY, service: 'shop/a' }];
const planWith = (verdict: PlanVerdict): Plan => ({
  verdict,
  assumed: [],
  changes: [],
  refusals: [],
  risks: [],
  collisions: [],
  hazards: [{ kind: HazardKind.CYCLE, handovers: [], failsAsGiven: true, sequence }],
  sequence,
  sequenceRisks: [{ service: 'shop/a', because: 'of something' }],
});

test.each([
  [PlanVerdict.SAFE, PlanVerdict.RISKY],
  [PlanVerdict.RISKY, PlanVerdict.RISKY],
  [PlanVerdict.UNSAFE, PlanVerdict.UNSAFE],
])('a plan for a part of the manifests that is %s counts as %s', (verdict, expected) => {
  expect(incompletePlan(planWith(verdict)).verdict).toBe(expected);
});

test('a plan for a part of the manifests proposes no sequence', () => {
  const { hazards, sequence: steps, sequenceRisks } = incompletePlan(planWith(PlanVerdict.UNSAFE));
  expect(hazards).toEqual([{ kind: HazardKind.CYCLE, handovers: [], failsAsGiven: true, sequence: undefined }]);
  expect([steps, sequenceRisks]).toEqual([undefined, []]);
});
