import { githubReport } from './github';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { markdownReport } from './markdown';
import { Report, ReportStyle } from './report';
import { withShare, withinLimit } from './report-share';
import { sarifReport } from './sarif';
import { textReport } from './text';

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
  return withinLimit((share) => WRITERS[format](withShare(report, share), style));
}
