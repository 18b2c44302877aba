import { distinctLines, riskLine } from './plan-problem-lines';
import { PlanReport, VERDICTS } from './plan-report';
import { typedSteps } from './plan-steps-text';
import { PlanVerdict } from '../core/plan/plan';
import { Step } from '../core/plan/plan-steps';
import { count } from '../core/text/count';
import { printable, printablePath } from '../core/text/printable';

/** The verdict, and the commands to type instead of applying the manifests as they are. */
export function verdictText(report: PlanReport): string {
  const { plan, cluster, portRange, snapshot, services, files } = report;
  const { verdict, hazards, sequence, refusals } = plan;
  const about =
    `${count(services, 'Service')} in ${count(files, 'file')} over ${printable(snapshot)}, cluster ` +
    `${printable(cluster)}, ${portRange}`;
  const head = `${about}: ${verdict}, ${VERDICTS[verdict]}.`;
  if (sequence !== undefined) {
    return `${head}\n${promiseText(plan)}\n${stepsText(sequence, report)}`;
  }
  const solved = hazards.filter(({ failsAsGiven, sequence: steps }) => failsAsGiven && steps !== undefined);
  const rest =
    refusals.length > 0 && verdict === PlanVerdict.UNSAFE
      ? '\nNo order solves all of this: fix what is listed above, and plan again.'
      : '';
  return (
    [
      head + rest,
      ...solved.map(
        ({ handovers, sequence: steps = [] }) =>
          `For ${[...new Set(handovers.map(({ nodePort }) => nodePort))].join(', ')} this sequence is ` +
          `safe:\n${stepsText(steps, report)}`,
      ),
    ]
      .map((text) => text.trimEnd())
      .join('\n') + '\n'
  );
}

/** What a sequence promises; a warning that was printed above is not repeated. */
function promiseText({ risks, sequenceRisks }: PlanReport['plan']): string {
  if (sequenceRisks.length === 0) return 'Safe sequence:';
  const printed = new Set(risks.map(riskLine));
  const others = sequenceRisks.map(riskLine).filter((line) => !printed.has(line));
  const exception = others.length === sequenceRisks.length ? 'these warnings' : 'the warnings above';
  return `${distinctLines(others)}Apart from ${exception}, this sequence is safe:`;
}

/** Each command is alone on its line, so that it can be copied. */
function stepsText(steps: readonly Step[], { plan: { hazards }, manifestOf, chart, savedInput }: PlanReport): string {
  const involved = new Set(hazards.flatMap(({ handovers }) => handovers.flatMap(({ from, to }) => [from, to])));
  const typed = typedSteps(steps, { isNotable: ({ service }) => involved.has(service), manifestOf, chart });
  const needsInput = savedInput !== undefined && typed.some(({ command }) => command?.includes(savedInput));
  const first = needsInput ? `  Save what was read from standard input as ${savedInput} first.\n` : '';
  return (
    first +
    typed
      .map(
        ({ text, command }, index) =>
          `  ${index + 1}. ${printablePath(text)}${command === undefined ? '\n' : `:\n     ${command}\n`}`,
      )
      .join('')
  );
}
