import { PlanReport } from './plan-report';
import { printableJson } from '../core/findings/printable';

/** The version of the JSON format; it grows where a field changes its meaning or goes away. */
export const PLAN_JSON_VERSION = 1;

/** A plan for programs. */
export function planJson({ version, cluster, portRange, snapshot, plan, notes, problems, services, files }: PlanReport): string {
  const tool = { name: 'cdk8s-nodeport', version };
  return `${printableJson({ version: PLAN_JSON_VERSION, tool, cluster, portRange, snapshot, services, files, ...plan, notes, problems })}\n`;
}
