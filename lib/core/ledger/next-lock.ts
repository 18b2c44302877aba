import { Ledger } from './ledger';
import { LockEntry, LockSection, LockState, nameEntry } from '../lock/lock';
import { APP, LockWriter, isOfAnother } from '../lock/lock-writer';
import { Claim, ClaimKind, formerOwner, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The current record of a cluster: the static claims of its ledger, and the ports whose owner is gone. */
export function nextSection(
  before: LockSection | undefined,
  ledger: Ledger,
  today: string,
  writer: LockWriter = APP,
): LockSection {
  const { profile } = ledger;
  const names = newNames(ledger.services);
  const kept = new Map(keptEntries(before, ledger, writer).map((entry) => [entry.nodePort, entry]));
  const live = liveEntries(ledger, kept, writer);
  const retired = (before?.entries ?? [])
    .filter(({ nodePort }) => !live.has(nodePort) && profile.range.contains(nodePort))
    .map((entry) => retire(renamed(entry, names), today));
  return { range: profile.range, entries: [...live.values(), ...retired].sort((a, b) => a.nodePort - b.nodePort) };
}

/** The entries of ports that have an owner: those of static claims, and what is kept beside them. */
function liveEntries(ledger: Ledger, kept: ReadonlyMap<number, LockEntry>, writer: LockWriter): Map<number, LockEntry> {
  const live = new Map<number, LockEntry>();
  for (const claim of ledger.sorted().sort(servicesFirst)) {
    const { nodePort, kind } = claim;
    if (nodePort === undefined || live.has(nodePort) || !isRecorded(claim, ledger)) continue;
    const other = kind === ClaimKind.RESERVATION ? kept.get(nodePort) : undefined;
    live.set(nodePort, other ?? signed(entryFor(claim, nodePort, ledger.reservationOf(nodePort)), ledger, writer));
  }
  for (const [nodePort, entry] of kept) if (!live.has(nodePort)) live.set(nodePort, entry);
  return live;
}

/**
 * The entries in use that stay as they are unless a claim takes their port: those of owners that the ledger does not
 * know, and those that another writer recorded for a Service.
 */
function keptEntries(before: LockSection | undefined, ledger: Ledger, writer: LockWriter): LockEntry[] {
  const present = new Set(ledger.services.map(({ owner }) => serviceKey(owner)));
  const reserved = ledger.reservations.filter(({ isForeign }) => !isForeign).map(({ key }) => key);
  const isKept = ({ state, reservation, from }: LockEntry) =>
    state === LockState.RESERVED &&
    !reserved.includes(reservation as string) &&
    (!writer.prunes || from !== writer.from);
  return (before?.entries ?? []).filter((entry) => isOfAnother(entry, writer, present) || isKept(entry));
}

/** An entry with the mark of its writer. What another writer recorded for the same owner stays as it is. */
function signed(entry: LockEntry, { locked }: Ledger, { from }: LockWriter): LockEntry {
  if (from === undefined) return entry;
  const before = locked.get(entry.nodePort);
  const isOfOther = before !== undefined && before.state !== LockState.RETIRED && before.from !== from;
  return isOfOther && nameEntry(before) === nameEntry(entry) ? before : { ...entry, from };
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

function retire({ state, since, owner, services, reason, from, ...entry }: LockEntry, today: string): LockEntry {
  return { ...entry, state: LockState.RETIRED, since: state === LockState.RETIRED ? since : today };
}
