import { LIMITS } from '../limits';
import { shortName } from '../text/printable';

/** The prefix of the annotation that accepts a finding, followed by its code; the value is the reason. */
const ACCEPT_ANNOTATION = 'nodeport.cdk8s.io/accept-';

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

/** The findings that the annotations of a Service accept; a reason that is not a string counts as empty. */
export function annotatedAcceptances(
  annotations: Readonly<Record<string, unknown>>,
  at: Pick<Acceptance, 'path' | 'service'>,
): Acceptance[] {
  return Object.entries(annotations)
    .filter(([key]) => key.startsWith(ACCEPT_ANNOTATION))
    .map(([key, reason]) => ({
      ...at,
      code: shortName(key.slice(ACCEPT_ANNOTATION.length)),
      reason: typeof reason === 'string' ? reason.slice(0, LIMITS.textLength) : '',
    }));
}
