import { Reservation, reservedClaims } from '../assign/reservation';
import { Settlement, settle } from '../assign/settlement';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HostPort, Ledger } from '../ledger/ledger';
import { LockMark, LockSection, LockState, isEntryOf } from '../lock/lock';
import { Claim, isAwaiting, ownerKey } from '../service/claim';
import { openPortsOf } from '../service/open-ports';
import { ServiceClaims } from '../service/service-claims';

/** Everything that decides which numbers the Services of some manifests get. */
interface FillingInput {
  readonly profile: ClusterProfile;
  readonly services: readonly ServiceClaims[];
  /** Ports that are taken, recorded by others, or claimed in the cluster. */
  readonly others: readonly Claim[];
  readonly reservations: readonly Reservation[];
  readonly hostPorts: readonly HostPort[];
  readonly lock?: LockSection;
  /** The name of the lock file, for messages. */
  readonly lockFile: string;
  /** The mark of the tool that asks. */
  readonly writer?: LockMark;
}

/** The Services of some manifests with a number for every port that asked for one. */
export interface Filling {
  readonly services: readonly FilledService[];
  readonly ledger: Ledger;
}

/** A Service whose claims have their numbers. */
export interface FilledService extends ServiceClaims {
  /** The numbers to write, by the index of the port in `spec.ports`, -1 for the health check. */
  readonly numbers: ReadonlyMap<number, number>;
}

/** Chooses numbers for manifests as a synth chooses them for an app: by the same owners, hashes and lock. */
export function fill(input: FillingInput): Filling {
  const { profile, others, reservations, lock, hostPorts, lockFile, writer } = input;
  const settlement = settle({ profile, services: input.services, others, reservations, lock });
  const services = input.services.map((service) => ({
    ...service,
    claims: service.claims.map((claim) => withNumber(claim, settlement, lock)),
    numbers: numbersOf(service, settlement),
  }));
  const reserved = reservations.flatMap((each) =>
    reservedClaims(profile.name, each, settlement.blocks.get(each.key) ?? [], admittedTo(each, settlement)),
  );
  const record = { settlement, reservations, lock, lockFile, writer, hostPorts };
  return { services, ledger: new Ledger(profile, services, [...others, ...reserved], record) };
}

/** Whether a filling needs a lock: for a number or block that was chosen, or for a number that has to stay static. */
export function needsLock({ services, ledger }: Filling): boolean {
  const isToStay = ({ assigned, demandsStatic, nodePort }: Claim) =>
    assigned || (demandsStatic && nodePort !== undefined);
  return (
    services.some(({ claims }) => claims.some(isToStay)) || ledger.reservations.some(({ size }) => size !== undefined)
  );
}

function admittedTo({ key }: Reservation, { admitted }: Settlement): string[] {
  return [...(admitted.get(key) ?? [])].sort();
}

/** The numbers for the places of a Service that need one. */
function numbersOf(service: ServiceClaims, { ports }: Settlement): Map<number, number> {
  const numbers = openPortsOf(service).map(({ index, claim }) => [index, ports.get(ownerKey(claim.owner))] as const);
  return new Map(numbers.filter((pair): pair is readonly [number, number] => pair[1] !== undefined));
}

/** A number that is written stays an assigned one where the lock says that it was assigned to its owner. */
function withNumber(claim: Claim, { ports }: Settlement, lock: LockSection | undefined): Claim {
  if (isAwaiting(claim)) {
    const nodePort = ports.get(ownerKey(claim.owner));
    return nodePort === undefined ? claim : { ...claim, nodePort, assigned: true };
  }
  const assigned = (lock?.entries ?? []).some(
    (entry) => entry.nodePort === claim.nodePort && entry.state === LockState.ASSIGNED && isEntryOf(entry, claim),
  );
  return assigned ? { ...claim, assigned } : claim;
}
