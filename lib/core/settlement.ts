import { Occupied, assignPorts } from './assignment';
import { Claim, ClaimOwner, formerOwner, isAwaiting, ownerKey, serviceKey } from './claim';
import { ClusterProfile } from './cluster-profile';
import { compareText } from './finding';
import { LockSection } from './lock';
import { LockRecord } from './lock-record';
import { Reservation } from './reservation';
import { settleBlocks } from './reserved-blocks';
import { PortWishes, ServiceClaims } from './service-claims';

/** Everything that decides which port an owner gets. */
export interface SettlementInput {
  readonly profile: ClusterProfile;
  readonly services: readonly ServiceClaims[];
  /** Ports that others hold: taken outside the app, or recorded by another one. */
  readonly others: readonly Claim[];
  readonly reservations: readonly Reservation[];
  readonly lock?: LockSection;
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
  readonly kept?: number;
}

/** Chooses every port that nobody wrote: the lock first, then whole blocks, then single ports. */
export function settle(input: SettlementInput): Settlement {
  const claims = input.services.flatMap((service) => service.claims);
  const record = new LockRecord(input.lock, claims.map(({ owner }) => serviceKey(owner)));
  const written = new Set([...claims, ...input.others].map(({ nodePort }) => nodePort).filter(isDefined));
  const requests = requestsOf(input, record);
  const held = new Set([...written, ...requests.map(({ kept }) => kept).filter(isDefined)]);
  const blocks = settleBlocks(input.reservations, { profile: input.profile, record, held });

  const ports = new Map<string, number>();
  const open: Request[] = [];
  for (const request of requests) {
    const { kept, reservation } = request;
    // Who draws from a reservation now leaves the port that was kept for it before.
    if (kept !== undefined && (reservation === undefined || blocks.get(reservation)?.includes(kept))) ports.set(request.key, kept);
    else open.push(request);
  }
  const taken = new Set([...written, ...ports.values()]);
  const choose = (chosen: readonly Request[], poolOf: (request: Request) => readonly number[], occupied: Occupied): void => {
    const choice = assignPorts(chosen.map((request) => ({ key: request.seed, pool: poolOf(request) })), occupied);
    for (const { key, seed } of chosen) {
      const port = choice.get(seed);
      if (port === undefined) continue;
      ports.set(key, port);
      taken.add(port);
    }
  };
  const drawing = open.filter(({ reservation }) => reservation !== undefined);
  choose(drawing, ({ reservation }) => blocks.get(reservation as string) ?? [], { taken, retired: [] });
  for (const port of [...blocks.values()].flat()) taken.add(port);
  const pool = input.profile.assignable;
  choose(open.filter((request) => !drawing.includes(request)), () => pool, { taken, retired: record.withoutOwner(taken) });
  return { ports, blocks, admitted: admissions(input) };
}

/** Every port that waits for a number, by its key; nothing about them depends on the order of the Services. */
function requestsOf({ profile, services, reservations, others }: SettlementInput, record: LockRecord): Request[] {
  // What another app's record gives to an owner of this one is its own.
  const recorded = new Map(others.filter(({ owner }) => owner.isForeign).map(({ owner, nodePort }) => [ownerKey(owner), nodePort]));
  const requests = new Map<string, Request>();
  const [kept, seeds] = [new Set<number>(), new Set<string>()];
  for (const { owner, wishes } of waitingIn(services)) {
    const key = ownerKey(owner);
    if (requests.has(key)) continue;
    const former = wishes?.formerly === undefined ? undefined : formerOwner(owner, wishes.formerly);
    const port = record.portOf(key, former) ?? recorded.get(key);
    // One heir only gets what the former Service had: its port, or at least its first choice.
    const seed = former !== undefined && record.isGone(former) && !seeds.has(ownerKey(former)) ? ownerKey(former) : key;
    const reservation = wishes?.reservation ?? reservations.find((each) => each.services.includes(serviceKey(owner)))?.key;
    requests.set(key, { key, seed: `${profile.name}/${seed}`, reservation, kept: port === undefined || kept.has(port) ? undefined : port });
    seeds.add(seed);
    if (port !== undefined) kept.add(port);
  }
  return [...requests.values()];
}

function waitingIn(services: readonly ServiceClaims[]): { owner: ClaimOwner; wishes?: PortWishes }[] {
  return services.flatMap(({ claims, wishes }) => claims
    .filter((claim) => isAwaiting(claim) && !wishes?.written?.has(claim.owner.port as string))
    .map(({ owner }) => ({ owner, wishes })))
    .sort((a, b) => compareText(ownerKey(a.owner), ownerKey(b.owner)));
}

/** Which Services may have the ports of which reservation. */
function admissions({ services, reservations }: SettlementInput): Map<string, Set<string>> {
  const admitted = new Map(reservations.map(({ key, services: named }) => [key, new Set(named)]));
  for (const { owner, wishes } of services) if (wishes?.reservation !== undefined) admitted.get(wishes.reservation)?.add(serviceKey(owner));
  return admitted;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
