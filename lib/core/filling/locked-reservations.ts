import { Reservation } from '../assign/reservation';
import { LockEntry, LockSection, LockState } from '../lock/lock';

/** The reservations that only the lock knows, because an app declares them; manifests may draw from them too. */
export function lockedReservations(lock: LockSection | undefined, described: readonly Reservation[]): Reservation[] {
  const blocks = new Map<string, LockEntry[]>();
  for (const entry of lock?.entries ?? []) {
    const { reservation: key, state } = entry;
    if (key === undefined || state === LockState.RETIRED || described.some((each) => each.key === key)) continue;
    blocks.set(key, [...(blocks.get(key) ?? []), entry]);
  }
  return [...blocks].map(([key, entries]) => reservationOf(key, entries));
}

function reservationOf(key: string, entries: readonly LockEntry[]): Reservation {
  const held = entries.find(({ state }) => state === LockState.RESERVED);
  return {
    key,
    owner: held?.owner ?? key,
    reason: held?.reason ?? 'recorded in the lock',
    ports: entries.map(({ nodePort }) => nodePort),
    services: held?.services?.split(',') ?? [],
    isForeign: true,
  };
}
