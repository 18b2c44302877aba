import { Report, summary } from './report';
import { Finding } from '../core/findings/finding';
import { Problem } from '../core/findings/problem';
import { printable, printablePath } from '../core/text/printable';

/** Markdown for a comment or the summary of a job. */
export function markdownReport(report: Report): string {
  const { findings, problems } = report;
  return [
    '## Node ports',
    '',
    summary(report),
    ...table('Findings', ['', 'Where', 'What'], findings.map(findingRow)),
    ...table('Not checked', ['', 'Where', 'Why'], problems.map(problemRow)),
    '',
  ].join('\n');
}

function findingRow({ severity, path, message, acceptedBecause: reason }: Finding): string[] {
  return [reason === undefined ? severity : `accepted: ${escape(reason)}`, code(path), escape(message)];
}

function problemRow({ severity, path, what, wayOut }: Problem): string[] {
  return [severity, code(path), escape(`${what}. ${wayOut}.`)];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return ['', `### ${title}`, '', ...[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)];
}

function code(text: string): string {
  return `<code>${entities(printablePath(text))}</code>`;
}

/** Escapes text for Markdown, including mentions of users. */
function escape(text: string): string {
  return entities(printable(text));
}

function entities(text: string): string {
  return text.replace(/[\\`*_~[\]<>|@#&!:$]/g, (character) => `&#${character.charCodeAt(0)};`);
}
