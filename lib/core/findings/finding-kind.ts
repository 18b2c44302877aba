/** How much a finding weighs. */
export enum Severity {
  /** Nothing is written while it stands. */
  ERROR = 'error',
  /** Printed on standard error, and an error under `strict`. */
  WARNING = 'warning',
}

/** Whose rule a finding states: that decides who may waive it. */
export enum Authority {
  /** The API server refuses it, so nobody can accept it. */
  API_SERVER = 'api-server',
  /** The API server takes it and users suffer later, so a reason can accept it. */
  LIBRARY = 'library',
  /** What this library cannot work with: a prop that cannot be read, or a request that cannot be granted. */
  USAGE = 'usage',
}

/** One thing that can be wrong or risky: what its rule, the docs and every report say of it. */
export interface FindingKind {
  /** A slug such as `port-taken`, the same in text, API, docs and tests. */
  readonly code: string;
  readonly severity: Severity;
  readonly authority: Authority;
  readonly title: string;
  readonly remedy: string;
}
