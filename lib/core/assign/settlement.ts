import { Occupied, assignPorts } from './port-choice';
import { Reservation, drawnFrom } from './reservation';
import { settleBlocks } from './reserved-blocks';
import { ClusterProfile } from '../cluster/cluster-profile';
import { compareText } from '../findings/place';
import { LockSection, LockState } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';
import { Claim, formerOwner, isAwaiting, ownerKey, ownerKeys, serviceKey } from '../service/claim';
import { PortWishes, ServiceClaims } from '../service/service-claims';

/** Everything that determines which port an owner gets. */
export interface SettlementInput {
  readonly profile: ClusterProfile;
  readonly services: readonly ServiceClaims[];
  /** Ports held by others: taken outside the app, or recorded by another app. */
  readonly others: readonly Claim[];
  readonly reservations: readonly Reservation[];
  readonly lock?: LockSection;
}

/** Which ports were chosen; an owner for whom none was free is missing. */
export interface Settlement {
  /** By `ownerKey`. */
  readonly ports: ReadonlyMap<string, number>;
  /** The ports of each reservation, by its key. */
  readonly blocks: ReadonlyMap<string, readonly number[]>;
  /** The Services that may use reserved ports, by the key of the reservation. */
  readonly admitted: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A port without a number. */
interface Request {
  readonly key: string;
  readonly seed: string;
  readonly reservation?: string;
  /** The port that it has in the lock, and whether it came from its reservation. */
  readonly kept?: number;
  readonly wasDrawn: boolean;
}

/** Chooses a number for every port without one: from the lock first, then whole blocks, then single ports. */
export function settle(input: SettlementInput): Settlement {
  const claims = input.services.flatMap((service) => service.claims);
  const record = new LockRecord(input.lock, new Set(input.services.map(({ owner }) => serviceKey(owner))));
  const written = new Set([...claims, ...input.others].map(({ nodePort }) => nodePort).filter(isDefined));
  const requests = requestsOf(input, { record, written });
  const held = new Set([...written, ...requests.map(({ kept }) => kept).filter(isDefined)]);
  const blocks = settleBlocks(input.reservations, { profile: input.profile, record, held });

  const ports = new Map(
    requests.filter((request) => keepsItsPort(request, blocks)).map(({ key, kept }) => [key, kept as number]),
  );
  const open = requests.filter((request) => !ports.has(request.key) && !isStranded(request, blocks));
  choosePorts(
    open.filter(({ reservation }) => reservation !== undefined),
    ({ reservation }) => blocks.get(reservation as string) ?? [],
    ports,
    { taken: new Set([...written, ...ports.values()]), retired: [] },
  );
  const taken = new Set([...written, ...ports.values(), ...[...blocks.values()].flat()]);
  choosePorts(
    open.filter(({ reservation }) => reservation === undefined),
    () => input.profile.assignable,
    ports,
    { taken, retired: record.withoutOwner(taken) },
  );
  return { ports, blocks, admitted: admissions(input) };
}

/** A port that draws from a reservation does not keep a number outside it. */
function keepsItsPort({ kept, reservation }: Request, blocks: Settlement['blocks']): boolean {
  return kept !== undefined && (reservation === undefined || blocks.get(reservation)?.includes(kept) === true);
}

/** A port whose number no longer lies in its reservation does not move without the user's consent. */
function isStranded({ kept, reservation, wasDrawn }: Request, blocks: Settlement['blocks']): boolean {
  return kept !== undefined && wasDrawn && blocks.get(reservation as string)?.includes(kept) !== true;
}

type PoolOf = (request: Request) => readonly number[];

function choosePorts(
  requests: readonly Request[],
  poolOf: PoolOf,
  ports: Map<string, number>,
  occupied: Occupied,
): void {
  const choice = assignPorts(
    requests.map((request) => ({ key: request.seed, pool: poolOf(request) })),
    occupied,
  );
  for (const { key, seed } of requests) {
    const port = choice.get(seed);
    if (port !== undefined) ports.set(key, port);
  }
}

/** What determines who keeps a number. */
interface Rights {
  readonly record: LockRecord;
  /** The numbers that were written. */
  readonly written: ReadonlySet<number>;
}

/** Every port without a number, by its key; the order of the Services does not matter. */
function requestsOf(input: SettlementInput, rights: Rights): Request[] {
  const { profile, services, reservations } = input;
  const { record } = rights;
  const recorded = recordedElsewhere(input);
  const requests = new Map<string, Request>();
  const seeds = new Set<string>();
  const kept = new Set<number>();
  // Ports whose number was already handed out come before all others.
  const waiting = waitingIn(services);
  const given = waiting.filter((each) => givenNumber(each) !== undefined);
  for (const each of new Set([...given, ...waiting])) {
    const { claim, wishes } = each;
    const key = ownerKey(claim.owner);
    if (requests.has(key)) continue;
    const entry = record.entryOf(claim, wishes?.formerly);
    const port =
      givenTo(each, input, rights) ??
      entry?.nodePort ??
      ownerKeys(claim)
        .map((name) => recorded.get(name))
        .find(isDefined);
    const former = wishes?.formerly === undefined ? undefined : formerOwner(claim.owner, wishes.formerly);
    // Only one heir inherits from the former Service: its port, or at least its first choice.
    const inherits = former !== undefined && record.isGone(former) && !seeds.has(ownerKey(former));
    const seed = inherits ? ownerKey(former) : key;
    const reservation = drawnFrom(claim.owner, wishes?.reservation, reservations);
    const wasDrawn = reservation !== undefined && entry?.reservation === reservation;
    const isFree = port !== undefined && !kept.has(port);
    requests.set(key, { key, seed: `${profile.name}/${seed}`, reservation, wasDrawn, kept: isFree ? port : undefined });
    seeds.add(seed);
    if (port !== undefined) kept.add(port);
  }
  return [...requests.values()];
}

/**
 * The number that was handed out for a claim, unless the lock has a different one for it or someone else has a stronger
 * claim.
 */
function givenTo(waiting: Waiting, { reservations }: SettlementInput, { record, written }: Rights): number | undefined {
  const { claim, wishes } = waiting;
  const port = givenNumber(waiting);
  if (port === undefined) return undefined;
  const entry = record.entryOf(claim, wishes?.formerly);
  if (entry && (entry.nodePort === port || entry.state !== LockState.RETIRED)) return entry.nodePort;
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
function recordedElsewhere({ profile, others }: SettlementInput): Map<string, number> {
  const { staticBand } = profile.bands;
  const isKept = ({ owner, nodePort }: Claim) =>
    owner.isForeign === true && nodePort !== undefined && staticBand.contains(nodePort);
  return new Map(
    others.filter(isKept).flatMap((claim) => ownerKeys(claim).map((each) => [each, claim.nodePort as number])),
  );
}

/** A claim without a number, and its Service's wishes. */
interface Waiting {
  readonly claim: Claim;
  readonly wishes?: PortWishes;
}

function givenNumber({ claim, wishes }: Waiting): number | undefined {
  return wishes?.given?.get(claim.servicePort)?.nodePort;
}

function waitingIn(services: readonly ServiceClaims[]): Waiting[] {
  return services
    .flatMap(({ claims, wishes }) => claims.filter(isAwaiting).map((claim) => ({ claim, wishes })))
    .sort((a, b) => compareText(ownerKey(a.claim.owner), ownerKey(b.claim.owner)));
}

/** Which Services may use the ports of which reservation. */
function admissions({ services, reservations }: SettlementInput): Map<string, Set<string>> {
  const admitted = new Map(reservations.map(({ key, services: named }) => [key, new Set(named)]));
  for (const { owner, wishes } of services) {
    if (wishes?.reservation !== undefined) admitted.get(wishes.reservation)?.add(serviceKey(owner));
  }
  return admitted;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
