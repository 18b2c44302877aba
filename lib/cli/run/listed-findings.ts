import { Finding } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { LIMITS } from '../../core/findings/limits';
import { Problem } from '../../core/findings/problem';

/** The findings of a report, and a problem for those that it leaves out. */
export interface ListedFindings {
  readonly listed: readonly Finding[];
  readonly unlisted: readonly Problem[];
}

/** As many findings as a report lists one by one, and a problem for the others. */
export function listedFindings(findings: readonly Finding[]): ListedFindings {
  const others = findings.length - LIMITS.findings;
  if (others <= 0) return { listed: findings, unlisted: [] };
  const what = `there are ${others} more findings than a report lists`;
  const unlisted = {
    severity: Severity.ERROR,
    path: 'the report',
    what,
    wayOut: 'Solve those that are listed, or check less at once',
  };
  return { listed: findings.slice(0, LIMITS.findings), unlisted: [unlisted] };
}
