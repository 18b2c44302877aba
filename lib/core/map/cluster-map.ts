import { heldPorts } from './held-ports';
import {
  Holding,
  holdingsOfClaims,
  holdingsOfClusterClaims,
  holdingsOfLock,
  holdingsOfServices,
  holdingsOfSnapshot,
} from './holding';
import { LockRevision, daysOf, ownedSince } from './lock-history';
import { mapFinding } from './map-finding';
import { planOnMap } from './map-plan';
import { ClusterMap, MapPort, PortState } from './port-map';
import { PlacedClaim } from '../claims/cluster-claim';
import { NodePortBand } from '../cluster/bands';
import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';
import { portsOf } from '../cluster/port-row';
import { Finding, isOpen } from '../findings/finding';
import { Severity } from '../findings/finding-kind';
import { Snapshot } from '../live/snapshot';
import { LockSection } from '../lock/lock';
import { Plan } from '../plan/plan';
import { Claim, isAwaiting, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** Everything that is known about one cluster. */
export interface MapSources {
  readonly profile: ClusterProfile;
  /** The sources of the map, as text. */
  readonly names: readonly string[];
  readonly services: readonly ServiceClaims[];
  /** Reservations of an app, and ports taken by something other than Kubernetes Services. */
  readonly others: readonly Claim[];
  readonly findings: readonly Finding[];
  readonly lock?: LockSection;
  /** Where the lock records a port. */
  readonly placeInLock?: (nodePort: number) => string | undefined;
  readonly clusterClaims?: readonly PlacedClaim[];
  readonly live?: Snapshot;
  /** The result of applying the Services to the live cluster. */
  readonly plan?: Plan;
  /** The lock over time, oldest first. */
  readonly revisions?: readonly LockRevision[];
}

/** The map of one cluster. */
export function clusterMapOf(sources: MapSources): ClusterMap {
  const { profile, names, services, findings, live, plan, revisions = [] } = sources;
  const {
    name,
    range,
    bands: { staticBand },
    unprotected,
    assignable,
  } = profile;
  const history = daysOf(revisions);
  const since = ownedSince(history);
  const written = holdingsOfServices(services);
  const contested = contestedPorts(findings);
  const held = (holdings: readonly Holding[]): MapPort[] =>
    heldPorts(holdings, contested).map((port) => withRisk(withSince(port, since), profile));
  const lasting = lastingHoldings(sources);
  const today = held([...lasting, ...(live ? runningToday(live, written) : written)]);
  return {
    name,
    first: range.first,
    last: range.last,
    staticLast: staticBand.last,
    unprotected: unprotected?.because,
    avoided: avoidedIn(staticBand, assignable),
    sources: names,
    ports: today,
    knowsDynamic: live !== undefined || services.some(({ manifest }) => manifest.isLive),
    unnumbered: services.flatMap(({ claims }) => claims).filter(isLeftToTheServer).length,
    findings: findings.map(mapFinding),
    plan: plan && live && planOnMap(plan, today, held, { live, lasting, written }),
    history: history.length > 0 ? history : undefined,
  };
}

function isLeftToTheServer(claim: Claim): boolean {
  return claim.nodePort === undefined && !isAwaiting(claim);
}

/** The holdings that applying manifests does not change. */
function lastingHoldings({ others, lock, placeInLock = () => undefined, clusterClaims = [] }: MapSources): Holding[] {
  const locked = lock ? holdingsOfLock(lock, placeInLock) : [];
  return [...holdingsOfClaims(others), ...locked, ...holdingsOfClusterClaims(clusterClaims)];
}

/** The live holdings, with what their own manifest says about the same number. */
function runningToday(live: Snapshot, written: readonly Holding[]): Holding[] {
  const running = holdingsOfSnapshot(live);
  const held = new Set(running.map(keyOf));
  return [...running, ...written.filter((holding) => held.has(keyOf(holding)))];
}

function keyOf({ nodePort, namespace, service }: Holding): string {
  return `${nodePort} ${serviceKey({ namespace, service })}`;
}

/** The numbers for which a finding names two parties. */
function contestedPorts(findings: readonly Finding[]): Set<number> {
  const clashes = findings.filter((finding) => isOpen(finding) && finding.severity === Severity.ERROR);
  return new Set(clashes.flatMap(({ nodePort, otherPath }) => (otherPath === undefined ? [] : (nodePort ?? []))));
}

function withSince(port: MapPort, since: ReadonlyMap<number, string>): MapPort {
  return port.since !== undefined || !since.has(port.nodePort) ? port : { ...port, since: since.get(port.nodePort) };
}

/** A written number that the API server may pick for another Service. */
function withRisk(port: MapPort, { bands }: ClusterProfile): MapPort {
  const isWritten = port.state === PortState.PINNED || port.state === PortState.ASSIGNED;
  return isWritten && bands.bandOf(port.nodePort) === NodePortBand.DYNAMIC ? { ...port, isAtRisk: true } : port;
}

function avoidedIn(staticBand: PortRange, assignable: readonly number[]): number[] {
  const chosen = new Set(assignable);
  return portsOf(staticBand).filter((port) => !chosen.has(port));
}
