import { acceptanceResults } from './acceptances';
import { AcceptedFindings } from './accepted-findings';
import { CATALOGUE, Code, LEDGER_RULES } from './catalogue';
import { RuleContext, RuleResult } from './rule';
import { moreStaticPorts } from './shared/wider-range';
import { ClusterProfile } from '../cluster/cluster-profile';
import { Acceptance } from '../findings/acceptance';
import { Finding, compareFindings, finding, strictFindings } from '../findings/finding';
import { Severity } from '../findings/finding-kind';
import { comparePaths, compareText } from '../findings/place';
import { FreeStaticPorts } from '../ledger/free-static-ports';
import { Ledger } from '../ledger/ledger';
import { serviceKey } from '../service/claim';
import { nameOwner } from '../service/owner-names';

/** How to judge a ledger. */
interface JudgeOptions {
  /** Where findings about the cluster as a whole are reported. */
  readonly path: string;
  readonly acceptances?: readonly Acceptance[];
  /** What to type to accept a finding about the cluster; by default, the call in an app. */
  readonly howToAccept?: (code: string) => string;
  readonly isStrict?: boolean;
  /** Findings from elsewhere, to report with the rest. */
  readonly more?: readonly Finding[];
}

/** A result of a rule, with its code and the reason for which it is accepted. */
interface Judged extends RuleResult {
  readonly code: Code;
  readonly acceptedBecause?: string;
}

/**
 * Judges a ledger by every rule, and applies the acceptances of its Services.
 *
 * The same claims give the same findings in the same order, whatever order they were added in.
 */
export function judge(ledger: Ledger, options: JudgeOptions): Finding[] {
  const { path, acceptances = [], howToAccept = acceptInApp, isStrict = false, more = [] } = options;
  const context: RuleContext = {
    ledger,
    profile: ledger.profile,
    clusterPath: path,
    free: new FreeStaticPorts(ledger),
    howToAccept,
  };
  const accepted = new AcceptedFindings([...acceptances, ...ledger.notable.flatMap((service) => service.acceptances)]);
  const judged = [...faultResults(context), ...acceptanceResults(ledger), ...ruleResults(context)]
    .map((result) => ({ ...result, acceptedBecause: accepted.reasonFor(result) }))
    .sort(byUrgency);
  const findings = [...judged.map((each) => toFinding(each, context)), ...more];
  return (isStrict ? strictFindings(findings) : findings).sort(compareFindings);
}

/** The code that accepts a finding about the cluster in an app. */
function acceptInApp(code: string): string {
  return `registry.accept(app, '${code}', 'why')`;
}

function ruleResults(context: RuleContext): Judged[] {
  return LEDGER_RULES.flatMap(({ code, check }) => check(context).map((result) => ({ code: code as Code, ...result })));
}

/** Faults of single Services, as far as this version of the API server rejects them. */
function faultResults({ ledger, profile: { minor } }: RuleContext): Judged[] {
  return ledger.notable.flatMap(({ faults }) =>
    faults
      .filter(({ lastMinor }) => lastMinor === undefined || (minor !== undefined && minor <= lastMinor))
      .map(({ owner, code, what, wayOut, nodePort }) => ({
        code: code as Code,
        path: owner.path,
        who: nameOwner(owner),
        service: serviceKey(owner),
        what,
        wayOut,
        nodePort,
      })),
  );
}

/** Errors come first, so that they are offered free ports before warnings are. */
function byUrgency(a: Judged, b: Judged): number {
  return (
    urgency(a) - urgency(b) ||
    (a.nodePort ?? 0) - (b.nodePort ?? 0) ||
    comparePaths(a.path, b.path) ||
    compareText(a.what, b.what)
  );
}

function urgency({ code, acceptedBecause: reason }: Judged): number {
  if (reason !== undefined) return 2;
  return CATALOGUE[code].severity === Severity.ERROR ? 0 : 1;
}

function toFinding(judged: Judged, { profile, free }: RuleContext): Finding {
  const { code, path, who, service, what, orElse, nodePort, otherPath, acceptedBecause: reason } = judged;
  const wayOut =
    judged.wayOut ?? proposal(free.for(`${path} ${who}`, nodePort ?? profile.bands.staticBand.last), profile);
  const parts = { who, what, wayOut: wayOut + (orElse ? `, or ${orElse}` : '') };
  return finding(CATALOGUE[code], parts, {
    cluster: profile.name,
    path,
    service,
    nodePort,
    otherPath,
    acceptedBecause: reason,
  });
}

function proposal(port: number | undefined, { bands }: ClusterProfile): string {
  return port === undefined
    ? `The static band ${bands.staticBand} is full. ${moreStaticPorts(bands)}`
    : `Choose another: ${port} is the next free static port`;
}
