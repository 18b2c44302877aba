/** The prefix of the annotation that accepts a finding, followed by its code; the value is the reason. */
export const ACCEPT_ANNOTATION = 'nodeport.cdk8s.io/accept-';

/** A user's decision to accept a finding. */
export interface Acceptance {
  /** The construct path, file or folder at or below which it applies; empty for everywhere. */
  readonly path: string;
  /** The only Service that it applies to, if it is an annotation of that Service. */
  readonly service?: string;
  readonly code: string;
  readonly reason: string;
}

/** What an acceptance is compared with. */
export interface Acceptable {
  readonly code: string;
  readonly path: string;
  readonly service?: string;
}
