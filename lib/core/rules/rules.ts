import { RuleContext, RuleResult, PinnedClaim, Rule, about, assignAgain, isPinned, nameCluster, pinnedClaims, wider } from './concern';
import { recordRules } from './record-rules';
import { NodePortBand } from '../cluster/bands';
import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';
import { Acceptance, acceptedBecause, faultOf } from '../findings/acceptance';
import { CATALOGUE, Code, Severity } from '../findings/catalogue';
import { MessageParts, Finding, comparePaths, compareText, finding } from '../findings/finding';
import { FreeStaticPorts, Ledger, liveClaimsIn } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim, ClaimKind, ClaimOwner, nameOther, nameOwner, nameService, ownerKey, serviceKey } from '../service/claim';

/** Where Linux picks the source ports of outgoing connections, by default. */
const EPHEMERAL_PORTS = PortRange.between(32768, 60999);

/** What to type in an app to accept a finding about its cluster. */
const acceptInApp = (code: Code): string => `registry.accept(app, '${code}', 'why')`;

/** Judges a ledger by every rule; what its Services accept themselves is accepted. The same claims give the same findings, in whatever order they were filed. */
export function findingsOf(ledger: Ledger, clusterPath: string, acceptances: readonly Acceptance[] = [], howToAccept = acceptInApp): Finding[] {
  const context = { ledger, profile: ledger.profile, clusterPath, free: new FreeStaticPorts(ledger), howToAccept };
  const all = [...acceptances, ...ledger.notable.flatMap((service) => service.acceptances)];
  const concerns = RULES.flatMap((rule) => rule(context))
    .map((concern) => ({ ...concern, acceptedBecause: acceptedBecause(concern, all) }));
  return concerns.sort(byUrgency).map((concern) => toFinding(concern, context));
}

const outsideRange: Rule = ({ ledger, profile }) => {
  const live = new Set(liveClaimsIn(ledger.notable));
  return pinnedClaims(ledger).filter(({ nodePort }) => profile.bands.bandOf(nodePort) === NodePortBand.OUTSIDE).map((claim) => {
    const what = `node port ${claim.nodePort} is outside the range of ${nameCluster(profile)}, ${profile.range}`;
    return live.has(claim)
      ? about(claim, 'outside-range', `${what}, and in use; either the range is another, or the Service works until it is recreated`,
        'Pass the range of the kube-apiserver, such as --range 20000-32767, or move the port')
      : about(claim, 'outside-range', `${what}; the API server refuses it`);
  });
};

const dynamicBand: Rule = ({ ledger, profile }) => {
  const live = new Set(liveClaimsIn(ledger.notable));
  return pinnedClaims(ledger)
    .filter(({ nodePort }) => profile.bands.bandOf(nodePort) === NodePortBand.DYNAMIC)
    // Where no band is kept, another number would be no safer for those who never asked for a static one.
    .filter((claim) => claim.demandsStatic || (profile.unprotected === undefined && !live.has(claim)))
    .map((claim) => about(claim, claim.demandsStatic ? 'outside-static-band' : 'pinned-in-dynamic-band',
      `node port ${claim.nodePort} lies in the dynamic band ${profile.bands.dynamicBand}, from which the API server assigns dynamically, and it may already have assigned this one`,
      assignAgain(claim, ledger)));
};

const taken: Rule = ({ ledger }) => {
  const live = new Set(liveClaimsIn(ledger.notable));
  return [...ledger.byPort.values()].filter((claims) => claims.length > 1).flatMap((claims) => clashesOf(claims, ledger, live));
};

function clashesOf(claims: readonly Claim[], ledger: Ledger, live: ReadonlySet<Claim>): RuleResult[] {
  const hasTaken = claims[0].kind === ClaimKind.TAKEN;
  // Of a reserved port the rules of reservations speak, unless something outside the app holds it.
  const rivals = claims.filter(({ kind }) => hasTaken || kind !== ClaimKind.RESERVATION);
  // Who has the port already is in the right.
  const holder = (hasTaken ? undefined : rivals.find((claim) => live.has(claim))) ?? rivals[0];
  const others = rivals.filter((claim) => claim !== holder);
  // Where a record of others gives it to the holder, the rule of reservations says so.
  if (claims.some(({ owner }) => owner.isForeign && owner.service !== undefined && isSameService(owner, holder.owner))) return [];
  const isTwin = (other: Claim): boolean => live.has(holder) !== live.has(other) && mayBeTwins(holder.owner, other.owner);
  const isRival = (other: Claim): other is PinnedClaim => !other.owner.isForeign && !isSameService(holder.owner, other.owner) && !isTwin(other);
  return others.filter(isRival).map((other) => {
    const byLock = isLockedTo(ledger, holder) ? ` and locked to it in ${ledger.record.lockFile}` : '';
    return {
      ...about(other, 'port-taken',
        `node port ${other.nodePort} is already claimed by ${nameOther(holder.owner)}${byLock}; a node port is unique across the cluster, whatever the namespace or protocol`,
        assignAgain(other, ledger)),
      orElse: ownerKey(other.owner) === ownerKey(holder.owner) ? 'give each of the two a namespace or a name of its own' : undefined,
      otherPath: holder.owner.path,
    };
  });
}

function isLockedTo({ locked }: Ledger, claim: Claim): boolean {
  const entry = locked.get(claim.nodePort as number);
  return entry !== undefined && isEntryOf(entry, claim);
}

const repeatedServices: Rule = ({ ledger }) => {
  // What runs and what is written of it are one Service, as they should be; a name that is yet to be completed is not a name that two share.
  const groups = ledger.namesakes.filter(([{ owner }]) => !owner.service?.endsWith('*'))
    .flatMap((services) => [true, false].map((isLive) => services.filter(({ manifest }) => manifest.isLive === isLive)));
  return groups.filter((services) => services.length > 1).flatMap((services) => {
    const [first, ...others] = services.map(({ owner }) => owner).sort((a, b) => comparePaths(a.path, b.path));
    return others.map(({ path, service }) => ({
      code: 'service-repeated' as const,
      path,
      who: nameService(first),
      service: serviceKey(first),
      what: `it is also written by ${first.path}, so the one applied last overwrites the other and its node ports`,
      wayOut: `Name one of them ${service}-2, or give it another namespace`,
      otherPath: first.path,
    }));
  });
};

const capacity: Rule = ({ ledger, profile, clusterPath }) => {
  const wanted = ledger.dynamicCount;
  const { dynamicBand: band } = profile.bands;
  const ask = `${wanted} ${wanted === 1 ? 'port is' : 'ports are'} left to the API server to pick`;
  const wayOut = `Widen --service-node-port-range, then set portRange: '${wider(profile.range)}'`;
  const free = ledger.freeIn(profile.range);
  if (wanted > free) {
    return [{ code: 'range-full', path: clusterPath, what: `${ask}, but ${nameCluster(profile)} has only ${free} free in ${profile.range}`, wayOut }];
  }
  if (band && wanted > ledger.freeIn(band)) {
    const what = `${ask}, but the dynamic band ${band} of ${nameCluster(profile)} has only ${ledger.freeIn(band)} free, so the rest comes out of the static band`;
    return [{ code: 'dynamic-band-full', path: clusterPath, what, wayOut }];
  }
  return [];
};

const ownDynamicPick: Rule = ({ ledger }) => {
  const reach = reachOfDynamicPicks(ledger);
  return ledger.notable.filter(({ claims }) => claims.length > 1).flatMap(({ claims }) => {
    const firstDynamic = claims.findIndex(({ nodePort }) => nodePort === undefined);
    if (firstDynamic < 0) return [];
    const atRisk = claims.slice(firstDynamic).filter(isPinned).filter(({ nodePort }) => reach.contains(nodePort));
    return atRisk.map((claim) => about(claim, 'dynamic-pick-may-collide',
      `the API server picks a number for port "${claims[firstDynamic].owner.port}" first, and may pick node port ${claim.nodePort}`));
  });
};

/** The ports that dynamic allocation may pick from: its band, unless nothing keeps it there or that band is too full. */
function reachOfDynamicPicks(ledger: Ledger): PortRange {
  const { range, bands: { dynamicBand: band }, unprotected: lack } = ledger.profile;
  return band && lack === undefined && ledger.dynamicCount <= ledger.freeIn(band) ? band : range;
}

const unprotected: Rule = ({ ledger, profile, clusterPath, howToAccept }) => {
  if (profile.unprotected === undefined || ledger.isEmpty) return [];
  return [{
    code: 'static-band-unprotected',
    path: clusterPath,
    what: `the static band ${profile.bands.staticBand} of ${nameCluster(profile)} is not protected: ${profile.unprotected.because}, so dynamic allocation may take a static port first`,
    wayOut: `${profile.unprotected.wayOut}, or accept the risk: ${howToAccept('static-band-unprotected')}`,
  }];
};

const ephemeralPorts: Rule = ({ ledger, profile: { range }, clusterPath }) => {
  if (range.first > EPHEMERAL_PORTS.last || range.last < EPHEMERAL_PORTS.first || ledger.isEmpty) return [];
  return [{
    code: 'range-meets-ephemeral-ports',
    path: clusterPath,
    what: `the range ${range} overlaps the nodes' ephemeral ports ${EPHEMERAL_PORTS}, so outgoing connections break where their source port is a node port`,
    wayOut: `Reserve it on each node: sysctl net.ipv4.ip_local_reserved_ports=${range}`,
  }];
};

const faults: Rule = ({ ledger, profile }) => ledger.notable.flatMap((service) => service.faults
  .filter(({ lastMinor }) => lastMinor === undefined || (profile.minor !== undefined && profile.minor <= lastMinor))
  .map(({ owner, ...fault }) => ({ ...fault, path: owner.path, who: nameOwner(owner), service: serviceKey(owner) })));

const acceptances: Rule = ({ ledger }) => ledger.notable.filter((service) => service.acceptances.length > 0).flatMap((service) => {
  const wrong = service.acceptances.map(faultOf).filter((fault) => fault !== undefined);
  const owner = { path: service.owner.path, who: nameService(service.owner), service: serviceKey(service.owner) };
  return wrong.map(({ code, beats }) => ({ code, ...owner, ...beats }));
});

const RULES: readonly Rule[] = [
  ...recordRules, faults, acceptances, outsideRange, dynamicBand, taken, repeatedServices, capacity, ownDynamicPick, unprotected, ephemeralPorts,
];

/** Whether two claims are those of one Service, written twice. Without a namespace they may as well be two, by `kubectl -n`. */
function isSameService(a: ClaimOwner, b: ClaimOwner): boolean {
  const isNamed = a.service !== undefined && a.namespace !== undefined && !a.service.endsWith('*');
  return isNamed && a.service === b.service && a.namespace === b.namespace;
}

/** Whether a Service that runs may be the one that a manifest without a namespace makes, as `kubectl -n` has it. */
function mayBeTwins(a: ClaimOwner, b: ClaimOwner): boolean {
  return a.service === b.service && (a.namespace === undefined || b.namespace === undefined);
}

interface Judged extends RuleResult {
  readonly acceptedBecause?: string;
}

/** What must be mended comes first, so that free ports are proposed for that. */
function byUrgency(a: Judged, b: Judged): number {
  return urgency(a) - urgency(b) || (a.nodePort ?? 0) - (b.nodePort ?? 0) || comparePaths(a.path, b.path) || compareText(a.what, b.what);
}

function urgency({ code, acceptedBecause: reason }: Judged): number {
  if (reason !== undefined) return 2;
  return CATALOGUE[code].severity === Severity.ERROR ? 0 : 1;
}

function toFinding(judged: Judged, { profile, free }: RuleContext): Finding {
  const { code, path, who, service, what, wayOut, orElse, nodePort, otherPath, acceptedBecause: reason } = judged;
  const beats: MessageParts = { who, what, wayOut: wayOut ?? proposal(free.for(`${path} ${who}`, nodePort ?? profile.bands.staticBand.last), profile) + (orElse ? `, or ${orElse}` : '') };
  return finding(code, beats, { cluster: profile.name, path, service, nodePort, otherPath, acceptedBecause: reason });
}

function proposal(port: number | undefined, { bands: { staticBand }, range }: ClusterProfile): string {
  return port === undefined
    ? `The static band ${staticBand} is full: widen --service-node-port-range, then set portRange: '${wider(range)}'`
    : `Choose another: ${port} is the next free static port`;
}
