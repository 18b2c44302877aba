import { Authority, CATALOGUE, isAcceptable, isCode } from './catalogue';
import { Beats, Finding } from './finding';

/** What the annotation of an accepted finding starts with; its code follows, and the value is the reason. */
export const ACCEPT_ANNOTATION = 'nodeport.cdk8s.io/accept-';

/** Somebody's word that a finding may stand. */
export interface Acceptance {
  /** The construct path at or under which it holds; empty for the whole app. */
  readonly path: string;
  readonly code: string;
  readonly reason: string;
}

/** Why an acceptance cannot hold, with the code to say it under. */
export interface AcceptanceFault {
  readonly code: 'acceptance-invalid' | 'reason-missing';
  readonly beats: Beats;
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
      : `${code} cannot be accepted, since nothing can be read from what is written`;
    return { code: 'acceptance-invalid', beats: { what: why, wayOut: `${CATALOGUE[code].remedy}, and remove the acceptance` } };
  }
  if (reason.trim() === '') {
    return { code: 'reason-missing', beats: { what: `${code} is accepted without a reason`, wayOut: 'Say why in one sentence, such as "clients move by March"' } };
  }
  return undefined;
}

/** The finding as it stands after everybody's acceptances. */
export function applyAcceptances(finding: Finding, acceptances: readonly Acceptance[]): Finding {
  const accepted = acceptances.find((each) => each.code === finding.code && covers(each.path, finding.path) && faultOf(each) === undefined);
  return accepted ? { ...finding, acceptedBecause: accepted.reason.trim() } : finding;
}

function covers(ancestor: string, path: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
