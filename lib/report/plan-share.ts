import { PlanReport } from './plan-report';

/**
 * A plan that lists the first part of everything, and counts what it leaves out. Part of a sequence would be worse than
 * none, so it proposes none.
 *
 * @param share how much it lists, from 0 to 1
 */
export function withPlanShare(report: PlanReport, share: number): PlanReport {
  if (share >= 1) return report;
  let unlisted = 0;
  const first = <T>(all: readonly T[]): readonly T[] => {
    const listed = Math.floor(share * all.length);
    unlisted += all.length - listed;
    return all.slice(0, listed);
  };
  const { plan, notes, problems } = report;
  const listed = {
    ...plan,
    assumed: first(plan.assumed),
    changes: first(plan.changes),
    refusals: first(plan.refusals),
    risks: first(plan.risks),
    collisions: first(plan.collisions),
    hazards: first(plan.hazards).map((hazard) => ({ ...hazard, sequence: undefined })),
    sequence: undefined,
    sequenceRisks: [],
  };
  return { ...report, plan: listed, notes: first(notes), problems: first(problems), unlisted };
}
