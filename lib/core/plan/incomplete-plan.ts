import { Plan, PlanVerdict } from './plan';

/**
 * A plan over a part of the manifests: what was not read may ask for any number, so nothing is safe, and no sequence is
 * proposed.
 */
export function incompletePlan(plan: Plan): Plan {
  const verdict = plan.verdict === PlanVerdict.SAFE ? PlanVerdict.RISKY : plan.verdict;
  const hazards = plan.hazards.map((hazard) => ({ ...hazard, sequence: undefined }));
  return { ...plan, verdict, hazards, sequence: undefined, sequenceRisks: [] };
}
