import type { ArtifactLocation, Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { Report } from './report';
import { Finding } from '../core/findings/finding';
import { Severity } from '../core/findings/finding-kind';
import { compareText, fileOfPlace, readPlace } from '../core/findings/place';
import { Problem } from '../core/findings/problem';
import { CATALOGUE, Code } from '../core/rules/catalogue';
import { printable, printableJson, uriComponent } from '../core/text/printable';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HOME = 'https://github.com/cdk8s-nodeport/cdk8s-nodeport';

/**
 * SARIF 2.1.0, as GitHub code scanning accepts it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport({ version, findings, problems }: Report): string {
  const codes = [...new Set(findings.map(({ code }) => code as Code))].sort(compareText);
  const counts = new Map<string, number>();
  const run: Run = {
    tool: { driver: { name: 'cdk8s-nodeport', version, informationUri: HOME, rules: codes.map(rule) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which the check ran' } } },
    invocations: [
      {
        executionSuccessful: !problems.some(({ severity }) => severity === Severity.ERROR),
        toolExecutionNotifications: problems.map(notification),
      },
    ],
    results: findings.map((finding) => result(finding, codes, ordinal(finding, counts))),
  };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${printableJson(log)}\n`;
}

function rule(code: Code): ReportingDescriptor {
  const { severity, title, remedy } = CATALOGUE[code];
  return {
    id: code,
    name: code
      .split('-')
      .map((word) => word[0].toUpperCase() + word.slice(1))
      .join(''),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${remedy}.` },
    help: { text: `${remedy}.`, markdown: `${remedy}.` },
    helpUri: `${HOME}/blob/main/docs/findings.md#${code}`,
    defaultConfiguration: { level: severity },
  };
}

function result(finding: Finding, codes: readonly Code[], fingerprint: string): Result {
  const { code, severity, message, path, otherPath, acceptedBecause: justification } = finding;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code as Code),
    level: severity,
    message: { text: printable(message) },
    locations: [location(path)],
    ...(otherPath === undefined
      ? {}
      : { relatedLocations: [{ id: 1, message: { text: 'The other party' }, ...location(otherPath) }] }),
    partialFingerprints: { 'cdk8sNodeport/v1': fingerprint },
    ...(justification === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: printable(justification) }] }),
  };
}

/** Identifies a finding even when lines move; a number distinguishes otherwise identical ones. */
function ordinal({ code, service = '', nodePort = 0, path }: Finding, counts: Map<string, number>): string {
  const key = [code, fileOfPlace(path), service, nodePort].map((part) => uriComponent(String(part))).join(':');
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return `${key}:${count}`;
}

function notification({ severity, path, what, wayOut }: Problem): Notification {
  return { level: severity, message: { text: printable(`${path}: ${what}. ${wayOut}.`) }, locations: [location(path)] };
}

function location(path: string): Location {
  const { file, line, column } = readPlace(path) ?? { file: path, line: 1, column: 1 };
  return { physicalLocation: { artifactLocation: artifact(file), region: { startLine: line, startColumn: column } } };
}

function artifact(file: string): ArtifactLocation {
  const uri = file.split('/').map(uriComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'SRCROOT' };
}
