import { Finding, isOpen } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { Problem } from '../core/findings/problem';
import { count } from '../core/text/count';

/** The result of a check, independent of its format. */
export interface Report {
  /** The version of this tool. */
  readonly version: string;
  readonly cluster: string;
  readonly portRange: string;
  /** Sorted; includes accepted ones. */
  readonly findings: readonly Finding[];
  /** What was not checked, and why; sorted. */
  readonly problems: readonly Problem[];
  /** Counts the findings and problems that are omitted because the report would be too large. */
  readonly unlisted?: Problem;
  readonly files: number;
  readonly services: number;
}

/** Options for writing a report. */
export interface ReportStyle {
  readonly isColored: boolean;
}

/** The errors and warnings, without accepted findings. */
function openFindings({ findings }: Report): Finding[] {
  return findings.filter(isOpen);
}

/** The errors. */
export function refusals(report: Report): Finding[] {
  return openFindings(report).filter(({ severity }) => severity === Severity.ERROR);
}

/** How much was checked and what was found, in one sentence. */
export function summary(report: Report): string {
  const errors = refusals(report).length;
  const warnings = openFindings(report).length - errors;
  const accepted = report.findings.length - errors - warnings;
  const counts = [
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
  ];
  return (
    `${count(report.services, 'Service')} in ${count(report.files, 'file')}: ` +
    `${errors + warnings === 0 ? ['no findings', ...counts.slice(2)].join(', ') : counts.join(', ')}.`
  );
}
