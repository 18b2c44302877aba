import { place, reportObject } from './json';
import { Report, ReportStyle, refusals } from './report';
import { textReport } from './text';
import { namePort } from '../core/service/owner-names';
import { count } from '../core/text/count';
import { lineStart, printable, printableJson } from '../core/text/printable';

/** A number that goes into a manifest. */
export interface AssignmentRow {
  /** The place of the port, before the number was written. */
  readonly path: string;
  /** Namespace and name. */
  readonly service: string;
  readonly port: string;
  readonly nodePort: number;
}

/** What became of the open ports of some manifests. */
export interface AssignmentReport extends Report {
  /** Whether the numbers were written; otherwise they would be. */
  readonly isWritten: boolean;
  readonly assigned: readonly AssignmentRow[];
  /** The name of the lock file. */
  readonly lockFile: string;
  /** A line for each port that changes in the lock. */
  readonly lockChanges: readonly string[];
}

/** The formats of an assignment. */
export const ASSIGNMENT_FORMATS = ['text', 'json'] as const;

/** An assignment in one of the formats. */
export function formatAssignment(
  format: (typeof ASSIGNMENT_FORMATS)[number],
  report: AssignmentReport,
  style: ReportStyle,
): string {
  return format === 'json' ? jsonAssignment(report) : textAssignment(report, style);
}

function textAssignment(report: AssignmentReport, style: ReportStyle): string {
  const { assigned, isWritten, lockFile, lockChanges, cluster } = report;
  const label = isWritten ? 'assigned' : 'to assign';
  const lines = [
    ...assigned.map(
      ({ path, service, port, nodePort }) =>
        `${lineStart(path)}: ${label}: ${printable(`Service ${service}, ${namePort(port)}: node port ${nodePort}`)}`,
    ),
    ...lockChanges.map((change) => `${lineStart(lockFile)} (${printable(cluster)}): ${printable(change)}`),
  ];
  return [...lines, `${textReport(report, style)}${conclusion(report)}`].join('\n') + '\n';
}

function conclusion(report: AssignmentReport): string {
  const { assigned, isWritten, lockChanges } = report;
  if (refusals(report).length > 0) return 'Nothing is written.';
  if (assigned.length === 0) return lockChanges.length > 0 ? 'Only the lock changes.' : 'Nothing to assign.';
  return `${count(assigned.length, 'port')} ${isWritten ? 'assigned' : 'to assign'}.`;
}

function jsonAssignment(report: AssignmentReport): string {
  const { assigned, isWritten, lockFile, lockChanges } = report;
  return `${printableJson({
    ...reportObject(report),
    isWritten,
    assigned: assigned.map(({ path, service, port, nodePort }) => ({ ...place(path), service, port, nodePort })),
    lock: { file: lockFile, changes: lockChanges },
  })}\n`;
}
