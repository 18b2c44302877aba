import { Destination, writeReport } from './outputs';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { Report, refusals } from '../../report/report';
import { ExitCode } from '../args/command';
import { World, tell } from '../world';

/** Writes a report, lists what was not checked on standard error, and returns the exit code. */
export function conclude(report: Report, to: readonly Destination[], world: World): ExitCode {
  tellProblems(report.problems, world);
  const failures = writeReport(report, to, world);
  for (const failure of failures) tell(world, failure);
  return failures.length > 0 ? ExitCode.COULD_NOT_RUN : exitCodeOf(report);
}

/** The exit code that stands for a report. */
export function exitCodeOf(report: Report): ExitCode {
  const hasFindings = refusals(report).length > 0;
  if (report.problems.some(({ severity }) => severity === Severity.ERROR)) {
    return hasFindings ? ExitCode.FINDINGS_AND_UNREAD : ExitCode.COULD_NOT_RUN;
  }
  return hasFindings ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

/** Lists what was not read on standard error, and why. */
export function tellProblems(problems: readonly Problem[], world: World): void {
  for (const { severity, path, what, wayOut } of problems) {
    tell(world, `${severity === Severity.WARNING ? 'warning: ' : ''}${path}: ${what}. ${wayOut}.`);
  }
}
