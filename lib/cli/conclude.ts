import { ExitCode } from './command';
import { Destination, writeReport } from './outputs';
import { World } from './world';
import { Severity } from '../core/catalogue';
import { Problem } from '../core/problem';
import { printable } from '../report/printable';
import { Report, refusals } from '../report/report';

/** Writes a report, says on standard error what was not checked, and ends with the exit code that both come to. */
export function conclude(report: Report, to: readonly Destination[], world: World): ExitCode {
  for (const problem of report.problems) world.stderr.write(`cdk8s-nodeport: ${problemLine(problem)}\n`);
  const failures = writeReport(report, to, world);
  for (const failure of failures) world.stderr.write(`cdk8s-nodeport: ${printable(failure)}\n`);
  if (failures.length > 0 || report.problems.some(({ severity }) => severity === Severity.ERROR)) return ExitCode.COULD_NOT_RUN;
  return refusals(report).length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

/** A problem as a line of standard error. */
export function problemLine({ severity, path, what, wayOut }: Problem): string {
  return printable(`${severity === Severity.WARNING ? 'warning: ' : ''}${path}: ${what}. ${wayOut}.`);
}
