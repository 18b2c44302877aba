import { Finding } from '../../core/findings/finding';
import { Severity } from '../../core/findings/finding-kind';
import { Problem } from '../../core/findings/problem';
import { LIMITS } from '../../core/limits';

/** The findings that a report lists, and a problem that counts the rest. */
interface ListedFindings {
  readonly listed: readonly Finding[];
  readonly unlisted: readonly Problem[];
}

/** Limits findings to the number that a report lists one by one. */
export function listedFindings(findings: readonly Finding[]): ListedFindings {
  const others = findings.length - LIMITS.findings;
  if (others <= 0) return { listed: findings, unlisted: [] };
  const what = `${others} more findings are not listed`;
  const unlisted = {
    severity: Severity.ERROR,
    path: 'the report',
    what,
    wayOut: 'Fix those that are listed, or check fewer files at once',
  };
  return { listed: findings.slice(0, LIMITS.findings), unlisted: [unlisted] };
}
