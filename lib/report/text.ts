import { lineStart, printable } from '../core/findings/printable';
import { Report, ReportStyle, summary } from './report';
import { Severity } from '../core/findings/catalogue';
import { Finding } from '../core/findings/finding';

const RED = '\u001b[31m';
const YELLOW = '\u001b[33m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';

/** A line for each finding, as compilers write them, so that editors and terminals can jump to the place. */
export function textReport(report: Report, { isColoured }: ReportStyle): string {
  return [...report.findings.map((finding) => line(finding, isColoured)), summary(report)].join('\n') + '\n';
}

function line({ path, severity, message, acceptedBecause: reason }: Finding, isColoured: boolean): string {
  const paint = (colour: string, text: string): string => (isColoured ? `${colour}${text}${PLAIN}` : text);
  const label = reason === undefined ? paint(severity === Severity.ERROR ? RED : YELLOW, severity) : paint(DIM, `accepted, because ${printable(reason)}`);
  return `${lineStart(path)}: ${label}: ${printable(message)}`;
}
