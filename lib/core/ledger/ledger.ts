import { ClaimsByPort, claimsByPort } from './claims-by-port';
import { countDynamic, liveClaimsIn, picksIn } from './dynamic-count';
import { namesakesIn } from './namesakes';
import { Reservation, drawnFrom } from '../assign/reservation';
import { Settlement } from '../assign/settlement';
import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';
import { LockEntry, LockMark, LockSection } from '../lock/lock';
import { Claim, ClaimKind, compareClaims, isAwaiting } from '../service/claim';
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
  /** The mark of whoever writes the lock; undefined for an app. */
  readonly writer?: LockMark;
  /** The sections of the lock whose clusters are not declared anywhere, by name. */
  readonly strayLocks?: ReadonlyMap<string, LockSection>;
}

/** All claims of one cluster. */
export class Ledger {
  /** The claims of each requested number, those with the strongest right to it first. */
  public readonly byPort: ClaimsByPort;
  /** How many claims leave the number to the API server. */
  public readonly dynamicCount: number;
  /** The lock entry of each port in the lock. */
  public readonly locked: ReadonlyMap<number, LockEntry>;
  /** The reservations of the cluster. */
  public readonly reservations: readonly Reservation[];
  /** The name of the lock file, for messages. */
  public readonly lockFile: string;
  /** The few Services that need more checks than a single pinned or dynamic port does. */
  public readonly notable: readonly ServiceClaims[];
  /** The Services that claim something and share a namespace and name with another, in groups. */
  public readonly namesakes: readonly (readonly ServiceClaims[])[];
  private readonly live: ReadonlySet<Claim>;

  constructor(
    public readonly profile: ClusterProfile,
    public readonly services: readonly ServiceClaims[],
    /** The claims that do not come from a Service of the app. */
    public readonly others: readonly Claim[] = [],
    public readonly record: LedgerRecord = {},
  ) {
    this.locked = new Map((record.lock?.entries ?? []).map((entry) => [entry.nodePort, entry]));
    this.reservations = record.reservations ?? [];
    this.lockFile = record.lockFile ?? '';
    this.notable = services.filter(isNotable);
    this.namesakes = namesakesIn(services);
    this.byPort = claimsByPort(services, others, this.locked);
    this.live = new Set(liveClaimsIn(this.notable));
    const known = new Set([...others.filter(({ kind }) => kind === ClaimKind.LIVE), ...this.live]);
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

  /** Whether a claim is that of a Service that a cluster printed, so that its number is in use. */
  public isLive(claim: Claim): boolean {
    return this.live.has(claim);
  }

  /** Whether a port of a Service of this app draws from a reservation. */
  public draws(claim: Claim, { key }: Reservation): boolean {
    const wishes = this.services.find(({ claims }) => claims.includes(claim))?.wishes;
    return drawnFrom(claim.owner, wishes?.reservation, this.reservations) === key;
  }

  /** The ports of a reservation; none if no block was found for it. */
  public blockOf(key: string): readonly number[] {
    return this.record.settlement?.blocks.get(key) ?? [];
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
