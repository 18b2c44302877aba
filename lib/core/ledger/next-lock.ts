import { Ledger } from './ledger';
import { LockEntry, LockSection, LockState } from '../lock/lock';
import { Claim, ClaimKind, formerOwner, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The record of a cluster as it is now: the static claims of its ledger, and the ports that lost their owner. */
export function nextSection(before: LockSection | undefined, ledger: Ledger, today: string): LockSection {
  const { profile } = ledger;
  const names = newNames(ledger.services);
  const live = new Map<number, LockEntry>();
  for (const claim of [...ledger.sorted()].sort(servicesFirst)) {
    if (claim.nodePort === undefined || live.has(claim.nodePort) || !isRecorded(claim, ledger)) continue;
    live.set(claim.nodePort, entryFor(claim, claim.nodePort, ledger.reservationOf(claim.nodePort)));
  }
  const retired = (before?.entries ?? [])
    .filter(({ nodePort }) => !live.has(nodePort) && profile.range.contains(nodePort))
    .map((entry) => retire(renamed(entry, names), today));
  return { range: profile.range, entries: [...live.values(), ...retired].sort((a, b) => a.nodePort - b.nodePort) };
}

/** The Services that say what they were called before, by that name; one that is still there was not renamed. */
function newNames(services: readonly ServiceClaims[]): Map<string, string> {
  const present = new Set(services.map(({ owner }) => serviceKey(owner)));
  const names = services.flatMap(({ owner, wishes }) =>
    wishes?.formerly === undefined
      ? []
      : [[serviceKey(formerOwner(owner, wishes.formerly)), serviceKey(owner)] as const],
  );
  return new Map(names.filter(([former]) => !present.has(former)));
}

/** What a Service left behind under its former name is its own, so that it is not taken for a port to be restored. */
function renamed(entry: LockEntry, names: ReadonlyMap<string, string>): LockEntry {
  return { ...entry, service: names.get(entry.service ?? '') ?? entry.service };
}

/** A port that a Service draws from a reservation is recorded as the Service's. */
function servicesFirst(a: Claim, b: Claim): number {
  return Number(a.kind === ClaimKind.RESERVATION) - Number(b.kind === ClaimKind.RESERVATION);
}

/**
 * Static claims only: what others were told, what was lucky, and names that are yet to be completed cannot be held to a
 * record.
 */
function isRecorded({ kind, nodePort, owner, demandsStatic }: Claim, { profile }: Ledger): boolean {
  if (kind === ClaimKind.TAKEN || owner.isForeign || owner.service?.endsWith('*')) return false;
  return demandsStatic || profile.bands.staticBand.contains(nodePort as number);
}

function entryFor(
  { kind, owner, assigned, admits = [], sharedBy = [owner.port ?? ''] }: Claim,
  nodePort: number,
  reservation: string | undefined,
): LockEntry {
  if (kind === ClaimKind.RESERVATION) {
    return {
      nodePort,
      state: LockState.RESERVED,
      reservation: owner.reservation,
      owner: owner.holder,
      services: admits.join(',') || undefined,
      reason: owner.reason,
    };
  }
  return {
    nodePort,
    state: assigned ? LockState.ASSIGNED : LockState.PINNED,
    service: serviceKey(owner),
    port: sharedBy.join(','),
    reservation,
  };
}

function retire({ state, since, owner, services, reason, ...entry }: LockEntry, today: string): LockEntry {
  return { ...entry, state: LockState.RETIRED, since: state === LockState.RETIRED ? since : today };
}
