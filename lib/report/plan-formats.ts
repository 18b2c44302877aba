import { planJson } from './plan-json';
import { PlanReport } from './plan-report';
import { withPlanShare } from './plan-share';
import { planText } from './plan-text';
import { withinLimit } from './report-share';

const WRITERS = { text: planText, json: planJson } as const;

/** A format that a plan can be written in. */
export type PlanFormat = keyof typeof WRITERS;

/** A plan in one of the formats, of no more than `LIMITS.reportBytes`: what does not fit is counted in it. */
export function formatPlan(format: PlanFormat, report: PlanReport): string {
  return withinLimit((share) => WRITERS[format](withPlanShare(report, share)));
}
