import { Report } from './report';
import { Finding, readPlace } from '../core/findings/finding';
import { printableJson } from '../core/findings/printable';
import { Problem } from '../core/findings/problem';

/** The version of the JSON format; it grows where a field changes its meaning or goes away. */
export const JSON_VERSION = 1;

/** Findings and problems for programs. */
export function jsonReport({ version, cluster, portRange, findings, problems, files, services }: Report): string {
  return `${printableJson({
    version: JSON_VERSION,
    tool: { name: 'cdk8s-nodeport', version },
    cluster,
    portRange,
    files,
    services,
    findings: findings.map(findingObject),
    problems: problems.map(problemObject),
  })}\n`;
}

function findingObject({
  code,
  severity,
  path,
  message,
  service,
  nodePort,
  otherPath,
  acceptedBecause,
}: Finding): object {
  const other = otherPath === undefined ? undefined : place(otherPath);
  return { code, severity, ...place(path), message, service, nodePort, other, acceptedBecause };
}

function problemObject({ severity, path, what, wayOut }: Problem): object {
  return { severity, ...place(path), message: `${what}. ${wayOut}.` };
}

function place(path: string): object {
  return readPlace(path) ?? { file: path };
}
