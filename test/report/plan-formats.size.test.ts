import { LIMITS } from '../../lib/core/limits';
import { ApplyTool } from '../../lib/core/merge/apply-tools';
import { PlanVerdict } from '../../lib/core/plan/plan';
import { StepKind } from '../../lib/core/plan/plan-steps';
import { formatPlan } from '../../lib/report/plan-formats';
import { PlanReport } from '../../lib/report/plan-report';

const because = '" '.repeat(LIMITS.textLength / 2);

function planReport(count: number): PlanReport {
  return {
    version: '0.0.0',
    cluster: 'prod',
    portRange: '30000-32767',
    snapshot: 'prod.snapshot.yaml',
    manifestOf: () => ({}),
    placeOf: () => 'prod.snapshot.yaml:1:1',
    plan: {
      verdict: PlanVerdict.RISKY,
      assumed: [],
      changes: [],
      refusals: [],
      risks: Array.from({ length: count }, (_, index) => ({ service: `shop/web-${index}`, because })),
      collisions: [],
      hazards: [],
      sequence: Array.from({ length: 3 }, (_, index) => ({ kind: StepKind.DELETE, service: `shop/s${index}` })),
      sequenceRisks: [],
    },
    tool: ApplyTool.KUBECTL,
    notes: [],
    problems: [],
    services: 1,
    files: 1,
  };
}

test.each(['text', 'json'] as const)(
  'a plan in the format %s has a limit, and never proposes a part of a sequence',
  (format) => {
    const text = formatPlan(format, planReport(5_000));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMITS.reportBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(LIMITS.reportBytes / 2);
    expect(text).toMatch(/\d+ more lines do not fit here, so no sequence is proposed|"unlisted": \d+/);
    expect(text).not.toContain('shop/s1');
  },
);

test('a plan that fits is complete', () => {
  const { risks, sequence, unlisted } = JSON.parse(formatPlan('json', planReport(10)));
  expect([risks.length, sequence.length, unlisted]).toEqual([10, 3, undefined]);
});
