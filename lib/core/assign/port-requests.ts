import { Reservation, drawnFrom } from './reservation';
import { ClusterProfile } from '../cluster/cluster-profile';
import { compareText } from '../findings/place';
import { LockEntry, LockState } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';
import { Claim, formerOwner, isAwaiting, ownerKey, ownerKeys, serviceKey } from '../service/claim';
import { PortWishes, ServiceClaims } from '../service/service-claims';

/** What the Services of a cluster ask for, and what is held there. */
export interface ClusterRequests {
  readonly profile: ClusterProfile;
  readonly services: readonly ServiceClaims[];
  /** Ports held by others: taken outside the app, or recorded by another app. */
  readonly others: readonly Claim[];
  readonly reservations: readonly Reservation[];
}

/** A port without a number. */
export interface PortRequest {
  readonly key: string;
  /** What determines its first choice. */
  readonly seed: string;
  readonly reservation?: string;
  /** The port that it has in the lock, and whether it came from its reservation. */
  readonly kept?: number;
  readonly wasDrawn: boolean;
}

/** What determines who keeps a number. */
interface Rights {
  readonly record: LockRecord;
  /** The numbers that were written. */
  readonly written: ReadonlySet<number>;
}

/** A claim without a number, and its Service's wishes. */
interface Waiting {
  readonly claim: Claim;
  readonly wishes?: PortWishes;
}

/** Every port without a number, each owner once; the order of the Services does not matter. */
export function portRequests(claims: ClusterRequests, rights: Rights): PortRequest[] {
  const recorded = recordedElsewhere(claims);
  const requests = new Map<string, PortRequest>();
  const seeds = new Set<string>();
  const kept = new Set<number | undefined>();
  for (const waiting of waitingIn(claims.services)) {
    const { claim, wishes } = waiting;
    const key = ownerKey(claim.owner);
    if (requests.has(key)) continue;
    const entry = rights.record.entryOf(claim, wishes?.formerly);
    const port = givenTo(waiting, entry, claims, rights) ?? entry?.nodePort ?? recordedFor(claim, recorded);
    const seed = seedOf(waiting, rights.record, seeds);
    const reservation = drawnFrom(claim.owner, wishes?.reservation, claims.reservations);
    requests.set(key, {
      key,
      seed: `${claims.profile.name}/${seed}`,
      reservation,
      wasDrawn: reservation !== undefined && entry?.reservation === reservation,
      kept: kept.has(port) ? undefined : port,
    });
    seeds.add(seed);
    kept.add(port);
  }
  return [...requests.values()];
}

/** By owner, but those whose number was already handed out come before all others. */
function waitingIn(services: readonly ServiceClaims[]): Waiting[] {
  const isOpen = (waiting: Waiting) => Number(givenNumber(waiting) === undefined);
  return services
    .flatMap(({ claims, wishes }) => claims.filter(isAwaiting).map((claim) => ({ claim, wishes })))
    .sort((a, b) => isOpen(a) - isOpen(b) || compareText(ownerKey(a.claim.owner), ownerKey(b.claim.owner)));
}

function givenNumber({ claim, wishes }: Waiting): number | undefined {
  return wishes?.given?.get(claim.servicePort)?.nodePort;
}

/** Only one heir inherits from the former Service: its port, or at least its first choice. */
function seedOf({ claim, wishes }: Waiting, record: LockRecord, seeds: ReadonlySet<string>): string {
  const former = wishes?.formerly === undefined ? undefined : formerOwner(claim.owner, wishes.formerly);
  const inherits = former !== undefined && record.isGone(former) && !seeds.has(ownerKey(former));
  return ownerKey(inherits ? former : claim.owner);
}

/**
 * The number that was handed out for a claim, unless the lock has a different one for it or someone else has a stronger
 * claim.
 */
function givenTo(
  waiting: Waiting,
  entry: LockEntry | undefined,
  { reservations }: ClusterRequests,
  { record, written }: Rights,
): number | undefined {
  const { claim, wishes } = waiting;
  const port = givenNumber(waiting);
  if (port === undefined) return undefined;
  if (entry && entry.state !== LockState.RETIRED) return entry.nodePort;
  const isReserved = reservations.some(
    ({ key, ports, services }) =>
      ports?.includes(port) && key !== wishes?.reservation && !services.includes(serviceKey(claim.owner)),
  );
  return written.has(port) || isReserved || record.isHeld(port) ? undefined : port;
}

/**
 * The static ports that the records of other apps give to owners in this app, by `ownerKey`. A live number in the
 * dynamic band was picked by the API server, and is not kept.
 */
function recordedElsewhere({ profile, others }: ClusterRequests): Map<string, number> {
  const { staticBand } = profile.bands;
  return new Map(
    others.flatMap((claim) => {
      const { owner, nodePort } = claim;
      if (!owner.isForeign || nodePort === undefined || !staticBand.contains(nodePort)) return [];
      return ownerKeys(claim).map((key) => [key, nodePort] as const);
    }),
  );
}

function recordedFor(claim: Claim, recorded: ReadonlyMap<string, number>): number | undefined {
  return ownerKeys(claim)
    .map((key) => recorded.get(key))
    .find((port) => port !== undefined);
}
