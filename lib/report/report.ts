import { Finding, isOpen } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { Problem } from '../core/findings/problem';

/** The result of a check, independent of its format. */
export interface Report {
  /** The version of this tool. */
  readonly version: string;
  readonly cluster: string;
  readonly portRange: string;
  /** Sorted; accepted ones too. */
  readonly findings: readonly Finding[];
  /** Sorted: what was not checked, and why. */
  readonly problems: readonly Problem[];
  /** What stands for the findings and problems that are left out of a report that would be too large. */
  readonly unlisted?: Problem;
  readonly files: number;
  readonly services: number;
}

/** How a report is written where there is a choice. */
export interface ReportStyle {
  readonly isColoured: boolean;
}

/** The errors and warnings, without accepted findings. */
export function standing({ findings }: Report): Finding[] {
  return findings.filter(isOpen);
}

/** The errors. */
export function refusals(report: Report): Finding[] {
  return standing(report).filter(({ severity }) => severity === Severity.ERROR);
}

/** How much was checked and what came of it, in one sentence. */
export function summary(report: Report): string {
  const errors = refusals(report).length;
  const warnings = standing(report).length - errors;
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

/** A number of things, in words. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
