import { Authority, CATALOGUE, isAcceptable, isCode } from './catalogue';
import { MessageParts, fileOfPlace } from './finding';

/** What the annotation of an accepted finding starts with; its code follows, and the value is the reason. */
export const ACCEPT_ANNOTATION = 'nodeport.cdk8s.io/accept-';

/** Somebody's word that a finding may stand. */
export interface Acceptance {
  /** The construct path, file or folder at or under which it holds; empty for all of them. */
  readonly path: string;
  /** The one Service that it holds for, where that Service says so itself. */
  readonly service?: string;
  readonly code: string;
  readonly reason: string;
}

/** Why an acceptance cannot hold, with the code to say it under. */
export interface AcceptanceFault {
  readonly code: 'acceptance-invalid' | 'reason-missing';
  readonly beats: MessageParts;
}

/** What is wrong with an acceptance by itself; undefined where it can hold. */
export function faultOf({ code, reason }: Acceptance): AcceptanceFault | undefined {
  if (!isCode(code)) {
    const known = (Object.keys(CATALOGUE) as (keyof typeof CATALOGUE)[]).filter(isAcceptable).join(', ');
    return { code: 'acceptance-invalid', beats: { what: `there is no finding "${code}" to accept`, wayOut: `Use one of: ${known}` } };
  }
  if (!isAcceptable(code)) {
    const why = CATALOGUE[code].authority === Authority.API_SERVER
      ? `${code} cannot be accepted, since the API server refuses it whatever the reason`
      : `${code} cannot be accepted, since nothing can be written until it is fixed`;
    return { code: 'acceptance-invalid', beats: { what: why, wayOut: `${CATALOGUE[code].remedy}, and remove the acceptance` } };
  }
  if (!reason || reason.trim() === '') {
    return { code: 'reason-missing', beats: { what: `${code} is accepted without a reason`, wayOut: 'Say why in one sentence, such as "clients move by March"' } };
  }
  return undefined;
}

/** What an acceptance is held against. */
export interface Acceptable {
  readonly code: string;
  readonly path: string;
  readonly service?: string;
}

/** The reason for which somebody lives with a finding; undefined where nobody does. */
export function acceptedBecause(finding: Acceptable, acceptances: readonly Acceptance[]): string | undefined {
  return acceptances.find((each) => each.code === finding.code && covers(each, finding) && faultOf(each) === undefined)?.reason.trim();
}

function covers({ path: ancestor, service }: Acceptance, { path, ...about }: Acceptable): boolean {
  // In a file the ports of a Service stand elsewhere than its name.
  if (service !== undefined) return about.service === service && fileOfPlace(path) === fileOfPlace(ancestor);
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`) || fileOfPlace(path) === ancestor;
}
