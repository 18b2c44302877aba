import { styleText } from 'node:util';
import { Report, ReportStyle, summary } from './report';
import { Finding } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { lineStart, printable } from '../core/text/printable';

/** The caller has decided whether to use colors; Node would check its own standard output. */
const ALWAYS: object = { validateStream: false };

/** A line for each finding, as compilers write them, so that editors and terminals can jump to the place. */
export function textReport(report: Report, style: ReportStyle): string {
  const { findings, unlisted } = report;
  const rest = unlisted === undefined ? [] : [`${unlisted.severity}: ${unlisted.what}. ${unlisted.wayOut}.`];
  return [...findings.map((finding) => line(finding, style)), ...rest, summary(report)].join('\n') + '\n';
}

function line({ path, severity, message, acceptedBecause: reason }: Finding, { isColored }: ReportStyle): string {
  const paint = (color: 'red' | 'yellow' | 'dim', text: string): string =>
    isColored ? styleText(color, text, ALWAYS) : text;
  const label =
    reason === undefined
      ? paint(severity === Severity.ERROR ? 'red' : 'yellow', severity)
      : paint('dim', `accepted, because ${printable(reason)}`);
  return `${lineStart(path)}: ${label}: ${printable(message)}`;
}
