import { Report, summary } from './report';
import { Finding } from '../core/findings/finding';
import { readPlace } from '../core/findings/place';
import { Problem } from '../core/findings/problem';
import { printable, printablePath } from '../core/text/printable';

/**
 * Workflow commands, which GitHub shows next to the lines of a pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport(report: Report): string {
  return (
    [...report.findings.map(findingCommand), ...report.problems.map(problemCommand), summary(report)].join('\n') + '\n'
  );
}

function findingCommand({ code, severity, path, message, acceptedBecause: reason }: Finding): string {
  return reason === undefined
    ? command(severity, path, code, message)
    : command('notice', path, code, `accepted, because ${reason}: ${message}`);
}

function problemCommand({ severity, path, what, wayOut }: Problem): string {
  return command(severity, path, 'not checked', `${what}. ${wayOut}.`);
}

function command(kind: string, path: string, title: string, message: string): string {
  const { file, line, column } = readPlace(path) ?? { file: path, line: 1, column: 1 };
  return `::${kind} file=${property(file)},line=${line},col=${column},title=${property(title)}::${data(message)}`;
}

function data(text: string): string {
  return printable(text).replace(/%/g, '%25');
}

function property(text: string): string {
  return printablePath(text).replace(/%/g, '%25').replace(/:/g, '%3A').replace(/,/g, '%2C');
}
