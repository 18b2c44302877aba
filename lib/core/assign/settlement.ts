import { Occupied, assignPorts } from './assignment';
import { Reservation, drawnFrom } from './reservation';
import { settleBlocks } from './reserved-blocks';
import { ClusterProfile } from '../cluster/cluster-profile';
import { compareText } from '../findings/finding';
import { LockSection, LockState } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';
import { Claim, formerOwner, isAwaiting, ownerKey, ownerKeys, serviceKey } from '../service/claim';
import { PortWishes, ServiceClaims, isWritten } from '../service/service-claims';

/** Everything that decides which port an owner gets. */
export interface SettlementInput {
  readonly profile: ClusterProfile;
  readonly services: readonly ServiceClaims[];
  /** Ports that others hold: taken outside the app, or recorded by another one. */
  readonly others: readonly Claim[];
  readonly reservations: readonly Reservation[];
  readonly lock?: LockSection;
  /** Numbers that were given out already. */
  readonly given?: GivenNumbers;
}

/** Numbers that were given out while the app was still being built. */
export interface GivenNumbers {
  /** By `ownerKey`. They stay unless somebody else has a better right to them. */
  readonly ports: ReadonlyMap<string, number>;
  /** The ports of each reservation, by its key. */
  readonly blocks: ReadonlyMap<string, readonly number[]>;
}

/** Which ports were chosen; an owner for whom there was none is missing. */
export interface Settlement {
  /** By `ownerKey`. */
  readonly ports: ReadonlyMap<string, number>;
  /** The ports of each reservation, by its key. */
  readonly blocks: ReadonlyMap<string, readonly number[]>;
  /** The Services that may have reserved ports, by the key of the reservation. */
  readonly admitted: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A port that waits for a number. */
interface Request {
  readonly key: string;
  readonly seed: string;
  readonly reservation?: string;
  /** The port that it has in the lock, and whether it drew that from its reservation. */
  readonly kept?: number;
  readonly wasDrawn: boolean;
}

/** Chooses every port that nobody wrote: the lock first, then whole blocks, then single ports. */
export function settle(input: SettlementInput): Settlement {
  const claims = input.services.flatMap((service) => service.claims);
  const record = new LockRecord(input.lock, new Set(input.services.map(({ owner }) => serviceKey(owner))));
  const written = new Set([...claims, ...input.others].map(({ nodePort }) => nodePort).filter(isDefined));
  const requests = requestsOf(input, { record, written });
  const held = new Set([...written, ...requests.map(({ kept }) => kept).filter(isDefined)]);
  const blocks = settleBlocks(input.reservations, { profile: input.profile, record, held, given: input.given?.blocks });

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

/** Who draws from a reservation leaves a port that lies elsewhere. */
function keepsItsPort({ kept, reservation }: Request, blocks: Settlement['blocks']): boolean {
  return kept !== undefined && (reservation === undefined || blocks.get(reservation)?.includes(kept) === true);
}

/** Whose port was cut off its reservation is not moved to another without being told. */
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

/** What decides who keeps a number. */
interface Rights {
  readonly record: LockRecord;
  /** The numbers that somebody wrote. */
  readonly written: ReadonlySet<number>;
}

/** Every port that waits for a number, by its key; nothing about them depends on the order of the Services. */
function requestsOf(input: SettlementInput, rights: Rights): Request[] {
  const { profile, services, reservations } = input;
  const { record } = rights;
  const recorded = recordedElsewhere(input);
  const requests = new Map<string, Request>();
  const seeds = new Set<string>();
  const kept = new Set<number>();
  // Whoever was given a number already comes before those that nobody has asked for.
  const isGiven = ({ claim }: Waiting) => input.given?.ports.has(ownerKey(claim.owner)) === true;
  const waiting = waitingIn(services);
  for (const each of [...waiting.filter(isGiven), ...waiting.filter((other) => !isGiven(other))]) {
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
    // Only one heir gets what the former Service had: its port, or at least its first choice.
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
 * The number that was given out for a claim, unless the lock has another for it, or somebody else has a right to it.
 */
function givenTo(
  { claim, wishes }: Waiting,
  { given, reservations }: SettlementInput,
  { record, written }: Rights,
): number | undefined {
  const port = given?.ports.get(ownerKey(claim.owner));
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
 * The static ports that records which the app does not write give to its owners, by `ownerKey`. A live number of the
 * dynamic band, which the API server picked, is not kept.
 */
function recordedElsewhere({ profile, others }: SettlementInput): Map<string, number> {
  const { staticBand } = profile.bands;
  const isKept = ({ owner, nodePort }: Claim) =>
    owner.isForeign === true && nodePort !== undefined && staticBand.contains(nodePort);
  return new Map(
    others.filter(isKept).flatMap((claim) => ownerKeys(claim).map((each) => [each, claim.nodePort as number])),
  );
}

/** A claim that waits for a number, and what its Service wishes. */
interface Waiting {
  readonly claim: Claim;
  readonly wishes?: PortWishes;
}

function waitingIn(services: readonly ServiceClaims[]): Waiting[] {
  return services
    .flatMap(({ claims, wishes }) =>
      claims.filter((claim) => isAwaiting(claim) && !isWritten(claim, wishes)).map((claim) => ({ claim, wishes })),
    )
    .sort((a, b) => compareText(ownerKey(a.claim.owner), ownerKey(b.claim.owner)));
}

/** Which Services may have the ports of which reservation. */
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
