import { Ledger } from './ledger';
import { LockEntry, LockSection, LockState } from '../lock/lock';
import { Claim, ClaimKind, formerOwner, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The current record of a cluster: the static claims of its ledger, and the ports whose owner is gone. */
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

/** The Services that state a former name, by that name; a Service that still exists under it was not renamed. */
function newNames(services: readonly ServiceClaims[]): Map<string, string> {
  const present = new Set(services.map(({ owner }) => serviceKey(owner)));
  const names = services.flatMap(({ owner, wishes }) =>
    wishes?.formerly === undefined
      ? []
      : [[serviceKey(formerOwner(owner, wishes.formerly)), serviceKey(owner)] as const],
  );
  return new Map(names.filter(([former]) => !present.has(former)));
}

/** An entry under a Service's former name belongs to that Service, so that it is not treated as a retired port. */
function renamed(entry: LockEntry, names: ReadonlyMap<string, string>): LockEntry {
  return { ...entry, service: names.get(entry.service ?? '') ?? entry.service };
}

/** A port that a Service draws from a reservation is recorded for the Service. */
function servicesFirst(a: Claim, b: Claim): number {
  return Number(a.kind === ClaimKind.RESERVATION) - Number(b.kind === ClaimKind.RESERVATION);
}

/** Static claims only: claims of other apps, dynamic picks and unfinished names are not recorded. */
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
