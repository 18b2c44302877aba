import { FindingKind, Severity } from './finding-kind';
import { comparePaths, compareText } from './place';
import { UsageCode, usageKind } from './usage-errors';
import { printable } from '../text/printable';

/** One problem or risk with the node ports of a cluster. */
export interface Finding {
  /** The kind of finding: a slug such as `port-taken`, the same in text, API and docs. */
  readonly code: string;
  /** How serious it is, after `strict` is applied. */
  readonly severity: Severity;
  /** The cluster that it concerns. */
  readonly cluster: string;
  /** Where it is: a construct path, or file:line:column. */
  readonly path: string;
  /** The whole message: who, what, the way out, and the code in brackets. */
  readonly message: string;
  /**
   * The Service that it is about, as namespace and name, such as `storage/minio`; undefined if it is about the cluster.
   */
  readonly service?: string;
  /** The number that it is about, as it was written; undefined if it is not about a number. */
  readonly nodePort?: number;
  /** Where the other party is, if there is one: a construct path, or file:line:column. */
  readonly otherPath?: string;
  /** Why it was accepted. An accepted finding refuses nothing. */
  readonly acceptedBecause?: string;
}

/** The three parts of a message, each a clause without a full stop. */
export interface MessageParts {
  /** Whose port it is; cdk8s or the shell has already printed the path. */
  readonly who?: string;
  readonly what: string;
  readonly wayOut: string;
}

/**
 * Formats a message; the only place that does. Messages quote names from manifests, so control characters are escaped
 * here.
 */
export function formatMessage(code: string, { who, what, wayOut }: MessageParts): string {
  return printable(`${who ? `${who}: ` : ''}${what}. ${wayOut}. (${code})`);
}

/** The owner of a finding, and its location. */
type FindingAt = Pick<Finding, 'cluster' | 'path' | 'service' | 'nodePort' | 'otherPath' | 'acceptedBecause'>;

/** A finding with its message. */
export function finding(kind: FindingKind | UsageCode, parts: MessageParts, at: FindingAt): Finding {
  const { code, severity } = kindOf(kind);
  return { code, severity, message: formatMessage(code, parts), ...at };
}

/** The error for one invalid prop, thrown when the construct is created. */
export function usageError(kind: FindingKind | UsageCode, parts: MessageParts): Error {
  return new Error(formatMessage(kindOf(kind).code, parts));
}

function kindOf(kind: FindingKind | UsageCode): FindingKind {
  return typeof kind === 'string' ? usageKind(kind) : kind;
}

/** Whether a finding has not been accepted. */
export function isOpen({ acceptedBecause }: Finding): boolean {
  return acceptedBecause === undefined;
}

/** The same findings in a strict cluster: every one that has not been accepted is an error. */
export function strictFindings(findings: readonly Finding[]): Finding[] {
  return findings.map((each) => (isOpen(each) ? { ...each, severity: Severity.ERROR } : each));
}

/** The order in which findings are reported, independent of the order in which they were found. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePaths(a.path, b.path) || (a.nodePort ?? 0) - (b.nodePort ?? 0) || compareText(a.message, b.message);
}
