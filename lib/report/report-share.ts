import { Report } from './report';
import { isOpen } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { Problem } from '../core/findings/problem';
import { LIMITS } from '../core/limits';

/** A text of no more than `LIMITS.reportBytes`, of as large a share of a report as fits. */
export function withinLimit(write: (share: number) => string): string {
  let share = 1;
  for (;;) {
    const text = write(share);
    const bytes = Buffer.byteLength(text);
    if (bytes <= LIMITS.reportBytes) return text;
    // A little less than would fit if everything in it were of one size.
    share *= (0.9 * LIMITS.reportBytes) / bytes;
  }
}

/**
 * A report that lists only the first part of its findings and problems, and counts the rest.
 *
 * @param share how much of them, from 0 to 1
 */
export function withShare(report: Report, share: number): Report {
  if (share >= 1) return report;
  const findings = report.findings.slice(0, Math.floor(share * report.findings.length));
  const problems = report.problems.slice(0, Math.floor(share * report.problems.length));
  const unlisted = leftOut(report, findings.length, problems.length);
  return { ...report, findings, problems: [...problems, unlisted], unlisted };
}

/** It is an error if anything that it stands for is one. */
function leftOut({ findings, problems }: Report, listedFindings: number, listedProblems: number): Problem {
  const left = [...findings.slice(listedFindings).filter(isOpen), ...problems.slice(listedProblems)];
  const refuses = left.some(({ severity }) => severity === Severity.ERROR);
  const count = findings.length - listedFindings + problems.length - listedProblems;
  return {
    severity: refuses ? Severity.ERROR : Severity.WARNING,
    path: 'the report',
    what: `${count} more findings and problems did not fit`,
    wayOut: 'Fix those that are listed, or check fewer files at once',
  };
}
