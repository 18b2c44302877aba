import { githubReport } from './github';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { markdownReport } from './markdown';
import { Report, ReportStyle } from './report';
import { withShare } from './report-share';
import { sarifReport } from './sarif';
import { textReport } from './text';
import { LIMITS } from '../core/findings/limits';

const WRITERS = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
  markdown: markdownReport,
} as const satisfies Record<string, (report: Report, style: ReportStyle) => string>;

/** A format that a report can be written in. */
export type Format = keyof typeof WRITERS;

/** Every format, by its name. */
export const FORMATS = Object.keys(WRITERS) as readonly Format[];

/** A report in one of the formats, of at most `LIMITS.reportBytes`: what does not fit is only counted. */
export function formatReport(format: Format, report: Report, style: ReportStyle): string {
  let share = 1;
  for (;;) {
    const text = WRITERS[format](withShare(report, share), style);
    const bytes = Buffer.byteLength(text);
    if (bytes <= LIMITS.reportBytes) return text;
    // A little less than would fit if all findings had the same size.
    share *= (0.9 * LIMITS.reportBytes) / bytes;
  }
}
