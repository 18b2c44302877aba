import { PortOwner, PortState } from './port-map';
import { PlacedClaim } from '../claims/cluster-claim';
import { LivePort, Snapshot, nameLivePort } from '../live/snapshot';
import { LockEntry, LockSection, LockState } from '../lock/lock';
import { Claim, ClaimKind } from '../service/claim';
import { PortEntry } from '../service/port-entry';
import { ServiceClaims } from '../service/service-claims';
import { ServiceManifest } from '../service/service-manifest';

/** The source of a holding; if several sources hold a number, the first in this list determines how it is shown. */
export enum HoldingSource {
  MANIFEST,
  RESERVATION,
  LOCK,
  LIVE,
  CLAIM,
  TAKEN,
}

/** One number that one source considers held. */
export interface Holding extends PortOwner {
  readonly nodePort: number;
  readonly source: HoldingSource;
  readonly state: PortState;
  readonly since?: string;
}

/** The holdings of Services in manifests, as far as their numbers are known. */
export function holdingsOfServices(services: readonly ServiceClaims[]): Holding[] {
  return services.flatMap(({ claims, manifest }) =>
    claims.filter(hasNumber).map((claim): Holding => ({
      ...ownerOf(claim),
      nodePort: claim.nodePort,
      source: HoldingSource.MANIFEST,
      state: stateOfClaim(claim, manifest),
      serves: servesOf(manifest.ports.filter(({ port }) => port === claim.servicePort)),
    })),
  );
}

/** The holdings of claims without a Service: reservations, and ports taken outside Kubernetes Services. */
export function holdingsOfClaims(claims: readonly Claim[]): Holding[] {
  return claims.filter(hasNumber).map((claim) => ({
    ...ownerOf(claim),
    nodePort: claim.nodePort,
    ...standingOf(claim),
  }));
}

/** The state of a claim that no Service of the app makes: made here, or read from another app's lock or snapshot. */
function standingOf({ kind, assigned, owner: { service } }: Claim): Pick<Holding, 'source' | 'state'> {
  if (kind === ClaimKind.TAKEN) return { source: HoldingSource.TAKEN, state: PortState.TAKEN };
  if (kind === ClaimKind.LIVE) return { source: HoldingSource.LIVE, state: PortState.LIVE };
  if (kind === ClaimKind.RESERVATION) return { source: HoldingSource.RESERVATION, state: PortState.RESERVED };
  if (service === undefined) return { source: HoldingSource.LOCK, state: PortState.RESERVED };
  return { source: HoldingSource.LOCK, state: assigned ? PortState.ASSIGNED : PortState.PINNED };
}

/** The holdings that a lock records. */
export function holdingsOfLock({ entries }: LockSection, placeOf: (nodePort: number) => string | undefined): Holding[] {
  return entries.map((entry) => ({
    ...ownerOfEntry(entry),
    nodePort: entry.nodePort,
    source: HoldingSource.LOCK,
    state: LOCK_STATES[entry.state],
    path: placeOf(entry.nodePort),
  }));
}

/** The holdings of a live cluster; protocols of one service port that share a number form one holding. */
export function holdingsOfSnapshot({ ports }: Snapshot): Holding[] {
  const groups = new Map<string, LivePort[]>();
  for (const port of ports) {
    const key = `${port.nodePort} ${port.namespace}/${port.service}`;
    const group = groups.get(key);
    if (group) group.push(port);
    else groups.set(key, [port]);
  }
  return [...groups.values()].map(holdingOfLivePorts);
}

/** The holdings of the claims in a cluster. */
export function holdingsOfClusterClaims(claims: readonly PlacedClaim[]): Holding[] {
  return claims.map(({ claim: { nodePort, service, port, claimedBy, reason }, place }) => {
    const [namespace, name] = service.split('/');
    return {
      nodePort,
      source: HoldingSource.CLAIM,
      state: PortState.RESERVED,
      namespace: namespace || undefined,
      service: name === '*' ? undefined : name,
      port: port || undefined,
      holder: claimedBy,
      reason: reason || undefined,
      path: place,
    };
  });
}

function holdingOfLivePorts(ports: readonly LivePort[]): Holding {
  const [first] = ports;
  const { nodePort, namespace, service, kind, servicePort } = first;
  const entries = ports.map(({ protocol }) => ({ port: servicePort ?? 0, protocol }));
  return {
    nodePort,
    namespace,
    service,
    port: nameLivePort(first),
    source: HoldingSource.LIVE,
    state: kind === ClaimKind.HEALTH_CHECK ? PortState.HEALTH_CHECK : PortState.LIVE,
    serves: servicePort === undefined ? undefined : servesOf(entries),
  };
}

const LOCK_STATES: Readonly<Record<LockState, PortState>> = {
  [LockState.PINNED]: PortState.PINNED,
  [LockState.ASSIGNED]: PortState.ASSIGNED,
  [LockState.RESERVED]: PortState.RESERVED,
  [LockState.RETIRED]: PortState.RETIRED,
};

function stateOfClaim({ kind, assigned }: Claim, { isLive }: ServiceManifest): PortState {
  if (kind === ClaimKind.HEALTH_CHECK) return PortState.HEALTH_CHECK;
  if (isLive) return PortState.LIVE;
  return assigned ? PortState.ASSIGNED : PortState.PINNED;
}

function ownerOf({ owner }: Claim): PortOwner {
  const { namespace, service, port, resource, holder = resource, reason, reservation, path } = owner;
  const named = service === undefined ? namespace : (namespace ?? 'default');
  return { namespace: named, service, port, holder, reason, reservation, path: path || undefined };
}

function ownerOfEntry(entry: LockEntry): PortOwner & Pick<Holding, 'since'> {
  const { service, port, owner: holder, reason, reservation, since } = entry;
  const [namespace, name] = service?.split('/') ?? [];
  return { namespace, service: name, port: port?.split(',')[0], holder, reason, reservation, since };
}

/** The service port and its protocols, each once, such as `53 UDP, TCP`. */
function servesOf(entries: readonly Pick<PortEntry, 'port' | 'protocol'>[]): string | undefined {
  if (entries.length === 0) return undefined;
  return `${entries[0].port} ${[...new Set(entries.map(({ protocol }) => protocol))].join(', ')}`;
}

function hasNumber(claim: Claim): claim is Claim & { readonly nodePort: number } {
  return claim.nodePort !== undefined;
}
