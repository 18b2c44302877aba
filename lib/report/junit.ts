import { Report, refusals } from './report';
import { Finding } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { readPlace } from '../core/findings/place';
import { Problem } from '../core/findings/problem';
import { printable, printablePath } from '../core/text/printable';

/**
 * JUnit XML: errors are failures, unreadable inputs are errors, accepted findings are skipped tests, and warnings are
 * passed ones.
 */
export function junitReport(report: Report): string {
  const { findings, problems } = report;
  const cases = [...findings.map(findingCase), ...problems.map(problemCase)];
  const counts =
    `tests="${cases.length || 1}" failures="${refusals(report).length}" errors="${problems.filter(isError).length}"` +
    ` skipped="${findings.filter(({ acceptedBecause }) => acceptedBecause !== undefined).length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cdk8s-nodeport" ${counts}>`,
    `  <testsuite name="node ports" ${counts}>`,
    // Some readers think that a suite without tests did not run.
    ...(cases.length > 0 ? cases : ['    <testcase classname="node ports" name="no findings"/>']),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function findingCase({ code, severity, path, message, acceptedBecause: reason }: Finding): string {
  if (reason !== undefined) {
    return testCase(code, path, `<skipped message="${escape(`accepted, because ${reason}`)}"/>`);
  }
  if (severity === Severity.WARNING) {
    return testCase(code, path, `<system-out>${escape(`warning: ${message}`)}</system-out>`);
  }
  return testCase(code, path, `<failure type="${code}" message="${escape(message)}"/>`);
}

function problemCase({ severity, path, what, wayOut }: Problem): string {
  const message = escape(`${what}. ${wayOut}.`);
  return testCase(
    'input',
    path,
    severity === Severity.ERROR
      ? `<error type="input" message="${message}"/>`
      : `<system-out>warning: ${message}</system-out>`,
  );
}

function testCase(kind: string, path: string, outcome: string): string {
  const { file, line } = readPlace(path) ?? { file: path, line: 1 };
  return (
    `    <testcase classname="${kind}" name="${entities(printablePath(path))}" ` +
    `file="${entities(printablePath(file))}" line="${line}">${outcome}</testcase>`
  );
}

function isError({ severity }: Problem): boolean {
  return severity === Severity.ERROR;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes text for XML, which cannot represent some characters. */
function escape(text: string): string {
  return entities(printable(text));
}

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]).replace(/[\ufffe\uffff]/g, '?');
}
