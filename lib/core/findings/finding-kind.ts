/** How serious a finding is. */
export enum Severity {
  /** Nothing is written while there is one. */
  ERROR = 'error',
  /** Printed on standard error; an error under `strict`. */
  WARNING = 'warning',
}

/** Whose rule a finding is about, which determines whether it can be accepted. */
export enum Authority {
  /** The API server rejects it, so it cannot be accepted. */
  API_SERVER = 'api-server',
  /** The API server admits it, but it may cause trouble later, so it can be accepted with a reason. */
  LIBRARY = 'library',
  /** Input that this library cannot use: an invalid prop, or a request that cannot be met. */
  USAGE = 'usage',
}

/** One kind of finding: what its rule, the docs and every report say about it. */
export interface FindingKind {
  /** A slug such as `port-taken`; the same in text, API, docs and tests. */
  readonly code: string;
  readonly severity: Severity;
  readonly authority: Authority;
  readonly title: string;
  readonly remedy: string;
}
