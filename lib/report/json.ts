import { Report } from './report';
import { Finding } from '../core/findings/finding';
import { readPlace } from '../core/findings/place';
import { Problem } from '../core/findings/problem';
import { printableJson } from '../core/text/printable';

/** The version of the JSON format, increased if a field is removed or changes its meaning. */
const JSON_VERSION = 1;

/** Findings and problems for programs. */
export function jsonReport(report: Report): string {
  return `${printableJson(reportObject(report))}\n`;
}

/** A report as data. */
export function reportObject({ version, cluster, portRange, findings, problems, files, services }: Report): object {
  return {
    version: JSON_VERSION,
    tool: { name: 'cdk8s-nodeport', version },
    cluster,
    portRange,
    files,
    services,
    findings: findings.map(findingObject),
    problems: problems.map(problemObject),
  };
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

/** A place as file, line and column. */
export function place(path: string): object {
  return readPlace(path) ?? { file: path };
}
