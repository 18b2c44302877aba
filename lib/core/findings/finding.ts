import { FindingKind, Severity } from './finding-kind';
import { printable } from './printable';
import { UsageCode, usageKind } from './usage-errors';

/** One thing that is wrong or risky about the node ports of a cluster. */
export interface Finding {
  /** What kind of thing it is: a slug such as `port-taken`, the same in text, API and docs. */
  readonly code: string;
  /** How much it weighs, after `strict`. */
  readonly severity: Severity;
  /** The cluster that it concerns. */
  readonly cluster: string;
  /** Whose it is: a construct path, or file:line:column. */
  readonly path: string;
  /** The whole message as a user reads it: who, what, way out, and the code in brackets. */
  readonly message: string;
  /**
   * The Service that it is about, as namespace and name, such as `storage/minio`; undefined where it is about the
   * cluster.
   */
  readonly service?: string;
  /** The number that it is about, as it was written, where it is about one. */
  readonly nodePort?: number;
  /** The construct path of the other party, where there is one. */
  readonly otherPath?: string;
  /** The reason for which somebody accepted it. Such a finding refuses nothing. */
  readonly acceptedBecause?: string;
}

/** The three beats of a message, each a clause without its full stop. */
export interface MessageParts {
  /** Whose port it is; cdk8s or the shell has said the path already. */
  readonly who?: string;
  readonly what: string;
  readonly wayOut: string;
}

/**
 * Formats a message: the one place that does. Names out of manifests are part of it, so nothing is left in it that a
 * terminal acts on.
 */
export function formatMessage(code: string, { who, what, wayOut }: MessageParts): string {
  return printable(`${who ? `${who}: ` : ''}${what}. ${wayOut}. (${code})`);
}

/** Whose finding it is, and where it stands. */
export type FindingAt = Pick<Finding, 'cluster' | 'path' | 'service' | 'nodePort' | 'otherPath' | 'acceptedBecause'>;

/** A finding with its message. */
export function finding(kind: FindingKind | UsageCode, parts: MessageParts, at: FindingAt): Finding {
  const { code, severity } = kindOf(kind);
  return { code, severity, message: formatMessage(code, parts), ...at };
}

/** The error for what is wrong with one prop, to be thrown where the construct is made. */
export function usageError(kind: FindingKind | UsageCode, parts: MessageParts): Error {
  return new Error(formatMessage(kindOf(kind).code, parts));
}

function kindOf(kind: FindingKind | UsageCode): FindingKind {
  return typeof kind === 'string' ? usageKind(kind) : kind;
}

/** Whether nobody has accepted a finding. */
export function isOpen({ acceptedBecause }: Finding): boolean {
  return acceptedBecause === undefined;
}

/** The same findings; where the cluster is strict, every one that nobody has accepted is an error. */
export function applyStrict(findings: readonly Finding[], isStrict: boolean): Finding[] {
  return findings.map((each) => (isStrict && isOpen(each) ? { ...each, severity: Severity.ERROR } : each));
}

/** The order in which findings are reported, whatever order they were found in. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePaths(a.path, b.path) || (a.nodePort ?? 0) - (b.nodePort ?? 0) || compareText(a.message, b.message);
}

/** Orders texts by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A place in a file: its name, line and column. */
const PLACE = /^(.*):(\d+):(\d+)$/s;

/** A place in a file, such as `edge.yaml:12:15`, taken apart; undefined for a construct path. */
export function readPlace(
  path: string,
): { readonly file: string; readonly line: number; readonly column: number } | undefined {
  const match = path.includes(':') ? PLACE.exec(path) : null;
  return match ? { file: match[1], line: Number(match[2]), column: Number(match[3]) } : undefined;
}

/** The file of a place; a construct path, or the name of a file, as it is. */
export function fileOfPlace(path: string): string {
  return readPlace(path)?.file ?? path;
}

/** Orders construct paths as texts, and places of one file from its top to its end. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const [one, other] = [readPlace(a), readPlace(b)];
  return (
    compareText(one?.file ?? a, other?.file ?? b) ||
    (one?.line ?? 0) - (other?.line ?? 0) ||
    (one?.column ?? 0) - (other?.column ?? 0)
  );
}
