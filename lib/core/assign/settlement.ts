import { Occupied, assignPorts } from './port-choice';
import { ClusterRequests, PortRequest, portRequests } from './port-requests';
import { drawnFrom } from './reservation';
import { settleBlocks } from './reserved-blocks';
import { LockSection } from '../lock/lock';
import { LockRecord } from '../lock/lock-record';
import { serviceKey } from '../service/claim';

/** Everything that determines which port an owner gets. */
interface SettlementInput extends ClusterRequests {
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

/** Chooses a number for every port without one: from the lock first, then whole blocks, then single ports. */
export function settle(input: SettlementInput): Settlement {
  const claims = input.services.flatMap((service) => service.claims);
  const record = new LockRecord(input.lock, new Set(input.services.map(({ owner }) => serviceKey(owner))));
  const written = new Set(numbersAmong([...claims, ...input.others].map(({ nodePort }) => nodePort)));
  const requests = portRequests(input, { record, written });
  const held = new Set([...written, ...numbersAmong(requests.map(({ kept }) => kept))]);
  const isDrawn = (key: string, port: number) => isDrawnFrom(key, port, input);
  const blocks = settleBlocks(input.reservations, { profile: input.profile, record, held, isDrawn });

  const ports = new Map(
    requests.filter((request) => keepsItsPort(request, blocks)).map(({ key, kept }) => [key, kept as number]),
  );
  const open = requests.filter((request) => !ports.has(request.key) && !isStranded(request));
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

function numbersAmong(ports: readonly (number | undefined)[]): number[] {
  return ports.filter((port) => port !== undefined);
}

/** Whether a number is written for a Service that draws from a reservation. */
function isDrawnFrom(key: string, port: number, { services, reservations }: ClusterRequests): boolean {
  return services.some(({ claims, wishes }) =>
    claims.some(
      ({ owner, nodePort }) => nodePort === port && drawnFrom(owner, wishes?.reservation, reservations) === key,
    ),
  );
}

/** A port that draws from a reservation does not keep a number outside it. */
function keepsItsPort({ kept, reservation }: PortRequest, blocks: Settlement['blocks']): boolean {
  return kept !== undefined && (reservation === undefined || blocks.get(reservation)?.includes(kept) === true);
}

/** A port that cannot keep its number because the reservation lost it does not move without the user's consent. */
function isStranded({ kept, wasDrawn }: PortRequest): boolean {
  return kept !== undefined && wasDrawn;
}

type PoolOf = (request: PortRequest) => readonly number[];

function choosePorts(
  requests: readonly PortRequest[],
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

/** Which Services may use the ports of which reservation. */
function admissions({ services, reservations }: ClusterRequests): Map<string, Set<string>> {
  const admitted = new Map(reservations.map(({ key, services: named }) => [key, new Set(named)]));
  for (const { owner, wishes } of services) {
    if (wishes?.reservation !== undefined) admitted.get(wishes.reservation)?.add(serviceKey(owner));
  }
  return admitted;
}
