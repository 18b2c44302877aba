import { exitCodeOf } from './exit-code';
import { Destination, writeReport } from './outputs';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { Report } from '../../report/report';
import { ExitCode } from '../args/command';
import { World, tell } from '../world';

/** Writes a report, lists what was not checked on standard error, and returns the exit code. */
export function conclude(report: Report, to: readonly Destination[], world: World): ExitCode {
  tellProblems(report.problems, world);
  const failures = writeReport(report, to, world);
  for (const failure of failures) tell(world, failure);
  return failures.length > 0 ? ExitCode.COULD_NOT_RUN : exitCodeOf(report);
}

/** Lists what was not read on standard error, and why. */
export function tellProblems(problems: readonly Problem[], world: World): void {
  for (const { severity, path, what, wayOut } of problems) {
    tell(world, `${severity === Severity.WARNING ? 'warning: ' : ''}${path}: ${what}. ${wayOut}.`);
  }
}
