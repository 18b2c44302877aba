import { Reservation } from '../assign/reservation';
import { Settlement } from '../assign/settlement';
import { ClusterProfile } from '../cluster/cluster-profile';
import { candidatesIn } from '../cluster/popular-ports';
import { PortRange } from '../cluster/port-range';
import { LockEntry, LockSection, isEntryOf } from '../lock/lock';
import { Claim, ClaimKind, compareClaims, isAdmitted, isAwaiting, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** A port on which a Pod listens on its node. */
export interface HostPort {
  readonly path: string;
  /** The name of the workload in messages. */
  readonly resource: string;
  readonly port: number;
}

/** What was decided and recorded about the claims of a ledger, besides the claims themselves. */
export interface LedgerRecord {
  readonly settlement?: Settlement;
  readonly reservations?: readonly Reservation[];
  readonly lock?: LockSection;
  /** The ports on which Pods listen on their node. */
  readonly hostPorts?: readonly HostPort[];
  /** The name of the lock file, for messages. */
  readonly lockFile?: string;
  /** The sections of the lock whose clusters are not declared anywhere, by name. */
  readonly strayLocks?: ReadonlyMap<string, LockSection>;
}

/** All claims of one cluster. */
export class Ledger {
  /** The claims of each requested number, in the order of `compareClaims`. */
  public readonly byPort: ReadonlyMap<number, readonly Claim[]>;
  /** How many claims leave the number to the API server. */
  public readonly dynamicCount: number;
  /** The lock entry of each port in the lock. */
  public readonly locked: ReadonlyMap<number, LockEntry>;
  /** The few Services that need more checks than a single pinned or dynamic port does. */
  public readonly notable: readonly ServiceClaims[];
  /** The Services that claim something and share a namespace and name with another, in groups. */
  public readonly namesakes: readonly (readonly ServiceClaims[])[];

  constructor(
    public readonly profile: ClusterProfile,
    public readonly services: readonly ServiceClaims[],
    /** The claims that do not come from a Service of the app. */
    public readonly others: readonly Claim[] = [],
    public readonly record: LedgerRecord = {},
  ) {
    this.locked = new Map((record.lock?.entries ?? []).map((entry) => [entry.nodePort, entry]));
    this.notable = services.filter(isNotable);
    this.namesakes = namesakesIn(services);
    this.byPort = groupByPort(services, others, this.locked);
    const known = new Set([...others.filter(({ kind }) => kind === ClaimKind.LIVE), ...liveClaimsIn(this.notable)]);
    this.dynamicCount = countDynamic(services, this.namesakes, picksIn(known, this.byPort));
  }

  /** Whether there are no claims. */
  public get isEmpty(): boolean {
    return this.others.length === 0 && this.services.every(({ claims }) => claims.length === 0);
  }

  /** Every claim: those with a number first, by number, then those whose number the API server will choose. */
  public sorted(): Claim[] {
    const claims = [...this.others, ...this.services.flatMap((service) => service.claims)];
    return claims.sort((a, b) => (a.nodePort ?? Infinity) - (b.nodePort ?? Infinity) || compareClaims(a, b));
  }

  /** The reservation of this app that contains a port. */
  public reservationOf(port: number): string | undefined {
    return this.byPort.get(port)?.find(({ kind }) => kind === ClaimKind.RESERVATION)?.owner.reservation;
  }

  /** How many ports of a band are not claimed by number. */
  public freeIn(band: PortRange): number {
    return band.size - [...this.byPort.keys()].filter((port) => band.contains(port)).length;
  }
}

/**
 * Free static ports to propose: a different one for each claim, so that following all the advice of a run causes no new
 * conflicts.
 */
export class FreeStaticPorts {
  private readonly proposed = new Map<string, number>();
  /** Computed on first use; most runs never need it. */
  private free?: Set<number>;
  private any?: number;

  constructor(private readonly ledger: Ledger) {}

  /** The next free static port after a given one, for a claim; undefined if the band is full. */
  public for(claim: string, after: number): number | undefined {
    const port = this.proposed.get(claim) ?? this.next(after);
    // With more claims than free ports, some get the same advice; the next run corrects that.
    if (port === undefined) return this.any;
    this.proposed.set(claim, port);
    this.free?.delete(port);
    return port;
  }

  private next(after: number): number | undefined {
    const free = (this.free ??= this.findFree());
    if (free.size === 0) return undefined;
    const { staticBand } = this.ledger.profile.bands;
    for (const port of candidatesIn(staticBand, staticBand.contains(after) ? after + 1 : staticBand.first)) {
      if (free.has(port)) return port;
    }
    return undefined;
  }

  private findFree(): Set<number> {
    const { profile, byPort, locked } = this.ledger;
    const { staticBand } = profile.bands;
    const all = [...candidatesIn(staticBand, staticBand.first)];
    const free = all.filter((port) => !byPort.has(port) && !locked.has(port));
    [this.any] = free;
    return new Set(free);
  }
}

/** The claim of a port held by something outside the app. */
export function takenClaim(cluster: string, path: string, nodePort: number, reason: string): Claim {
  return { kind: ClaimKind.TAKEN, nodePort, owner: { cluster, path, reason }, demandsStatic: false, assigned: false };
}

/**
 * The order of claims to one number: the owner in the lock, or else in another app's record, comes before newcomers.
 */
function byRight(entry: LockEntry | undefined, claims: readonly Claim[]): (a: Claim, b: Claim) => number {
  const foreign = claims.filter(({ owner }) => owner.isForeign);
  const entitled = foreign.flatMap(({ owner, admits = [] }) => [
    ...(owner.service === undefined ? [] : [serviceKey(owner)]),
    ...admits,
  ]);
  if (entry === undefined && entitled.length === 0) return compareClaims;
  const isNew = (claim: Claim) =>
    Number(entry === undefined ? !isAdmitted(entitled, serviceKey(claim.owner)) : !isEntryOf(entry, claim));
  return (a, b) =>
    Number(b.kind === ClaimKind.TAKEN) - Number(a.kind === ClaimKind.TAKEN) ||
    isNew(a) - isNew(b) ||
    compareClaims(a, b);
}

/** Uses loops rather than nested lists: it processes every port of an app on each synthesis. */
function groupByPort(
  services: readonly ServiceClaims[],
  others: readonly Claim[],
  locked: ReadonlyMap<number, LockEntry>,
): Map<number, Claim[]> {
  const groups = new Map<number, Claim[]>();
  const add = (claim: Claim): void => {
    if (claim.nodePort === undefined) return;
    const group = groups.get(claim.nodePort);
    if (group) group.push(claim);
    else groups.set(claim.nodePort, [claim]);
  };
  for (const claim of others) add(claim);
  for (const { claims } of services) for (const claim of claims) add(claim);
  for (const [port, group] of groups) if (group.length > 1) group.sort(byRight(locked.get(port), group));
  return groups;
}

function isNotable({ claims, faults, acceptances, wishes, manifest }: ServiceClaims): boolean {
  return (
    claims.length !== 1 ||
    faults.length > 0 ||
    acceptances.length > 0 ||
    wishes !== undefined ||
    manifest.isLive ||
    isAwaiting(claims[0])
  );
}

/** Groups by namespace, then by name, without allocating a string or list for each Service. */
function namesakesIn(services: readonly ServiceClaims[]): ServiceClaims[][] {
  const namespaces = new Map<string, Map<string | undefined, ServiceClaims>>();
  const groups = new Map<ServiceClaims, ServiceClaims[]>();
  for (const service of services) {
    if (service.claims.length === 0) continue;
    const { namespace = 'default', service: name } = service.owner;
    let names = namespaces.get(namespace);
    if (!names) namespaces.set(namespace, (names = new Map()));
    const first = names.get(name);
    if (!first) {
      names.set(name, service);
      continue;
    }
    const group = groups.get(first);
    if (group) group.push(service);
    else groups.set(first, [first, service]);
  }
  return [...groups.values()];
}

/** The claims of Services that a cluster printed: it may have picked their numbers itself. */
export function liveClaimsIn(services: readonly ServiceClaims[]): Claim[] {
  return services.filter(({ manifest }) => manifest.isLive).flatMap(({ claims }) => claims);
}

/**
 * How many unwritten numbers each Service holds in the live cluster: the API server does not have to pick those again.
 */
function picksIn(known: ReadonlySet<Claim>, byPort: Ledger['byPort']): Map<string, number> {
  const picks = new Map<string, number>();
  for (const { owner, nodePort } of known) {
    if (owner.service === undefined || nodePort === undefined) continue;
    const isWritten = byPort
      .get(nodePort)
      ?.some((claim) => !known.has(claim) && serviceKey(claim.owner) === serviceKey(owner));
    if (!isWritten) picks.set(serviceKey(owner), (picks.get(serviceKey(owner)) ?? 0) + 1);
  }
  return picks;
}

/** A Service that is written twice is one object in the cluster, which picks numbers for it once. */
function countDynamic(
  services: readonly ServiceClaims[],
  namesakes: Ledger['namesakes'],
  picked: ReadonlyMap<string, number>,
): number {
  const repeated = new Set(
    namesakes.flatMap((group) => {
      const [, ...others] = group.filter(({ claims }) => claims.some(isDynamic));
      return others;
    }),
  );
  let count = 0;
  for (const service of services) {
    if (repeated.size > 0 && repeated.has(service)) continue;
    let dynamic = 0;
    for (const claim of service.claims) if (isDynamic(claim)) dynamic++;
    count += picked.size === 0 ? dynamic : Math.max(0, dynamic - (picked.get(serviceKey(service.owner)) ?? 0));
  }
  return count;
}

function isDynamic({ nodePort }: Claim): boolean {
  return nodePort === undefined;
}
