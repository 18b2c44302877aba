import { Plan, PlanVerdict } from './plan';

/**
 * A plan for only a part of the manifests: the rest may request any number, so nothing is safe, and no sequence is
 * proposed.
 */
export function incompletePlan(plan: Plan): Plan {
  const verdict = plan.verdict === PlanVerdict.SAFE ? PlanVerdict.RISKY : plan.verdict;
  const hazards = plan.hazards.map((hazard) => ({ ...hazard, sequence: undefined }));
  return { ...plan, verdict, hazards, sequence: undefined, sequenceRisks: [] };
}
