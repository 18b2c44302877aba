import { PlanReport } from './plan-report';
import { printableJson } from '../core/text/printable';

/** The version of the JSON format, increased if a field is removed or changes its meaning. */
const PLAN_JSON_VERSION = 2;

/** A plan for programs. */
export function planJson(report: PlanReport): string {
  const { version, cluster, portRange, snapshot, plan, notes, problems, services, files, unlisted } = report;
  const tool = { name: 'cdk8s-nodeport', version };
  const head = { version: PLAN_JSON_VERSION, tool, cluster, portRange, snapshot, apply: report.tool, services, files };
  return `${printableJson({ ...head, ...plan, notes, problems, unlisted })}\n`;
}
