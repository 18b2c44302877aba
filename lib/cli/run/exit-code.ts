import { Severity } from '../../core/findings/finding-kind';
import { Report, refusals } from '../../report/report';
import { ExitCode } from '../args/command';

/** The exit code that stands for a report. */
export function exitCodeOf(report: Report): ExitCode {
  const hasFindings = refusals(report).length > 0;
  if (report.problems.some(({ severity }) => severity === Severity.ERROR)) {
    return hasFindings ? ExitCode.FINDINGS_AND_UNREAD : ExitCode.COULD_NOT_RUN;
  }
  return hasFindings ? ExitCode.FINDINGS : ExitCode.CLEAN;
}
