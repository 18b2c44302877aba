import { CATALOGUE, Code, Severity } from './catalogue';

/** One thing that is wrong or risky about the node ports of a cluster. */
export interface Finding {
  /** What kind of thing it is: a slug such as `port-taken`, the same in text, API and docs. */
  readonly code: string;
  /** How much it weighs, after `strict`. */
  readonly severity: Severity;
  /** The cluster that it concerns. */
  readonly cluster: string;
  /** Whose it is: a construct path. */
  readonly path: string;
  /** The whole message as a user reads it: who, what, way out, and the code in brackets. */
  readonly message: string;
  /** The Service that it is about, as namespace and name, such as `storage/minio`; undefined where it is about the cluster. */
  readonly service?: string;
  /** The number that it is about, as it was written, where it is about one. */
  readonly nodePort?: number;
  /** The construct path of the other party, where there is one. */
  readonly otherPath?: string;
  /** The reason that somebody gave for living with it. Such a finding refuses nothing. */
  readonly acceptedBecause?: string;
}

/** The three beats of a message, each a clause without its full stop. */
export interface Beats {
  /** Whose port it is; cdk8s or the shell has said the path already. */
  readonly who?: string;
  readonly what: string;
  readonly wayOut: string;
}

/** Words a message: the one place that does. */
export function word(code: Code, { who, what, wayOut }: Beats): string {
  return `${who ? `${who}: ` : ''}${what}. ${wayOut}. (${code})`;
}

/** A finding of the catalogue, worded. */
export function finding(code: Code, beats: Beats, at: Pick<Finding, 'cluster' | 'path' | 'service' | 'nodePort' | 'otherPath' | 'acceptedBecause'>): Finding {
  return { code, severity: CATALOGUE[code].severity, message: word(code, beats), ...at };
}

/** The error for what is wrong with one prop, to be thrown where the construct is made. */
export function refuse(code: Code, beats: Beats): Error {
  return new Error(word(code, beats));
}

/** The order in which findings are reported, whatever order they were found in. */
export function compareFindings(a: Finding, b: Finding): number {
  return compareText(a.path, b.path) || (a.nodePort ?? 0) - (b.nodePort ?? 0) || compareText(a.message, b.message);
}

/** Orders texts by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
