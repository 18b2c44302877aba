import { heldPorts } from './held-ports';
import { holdingsOfLock } from './holding';
import { MapDay, MapPort } from './port-map';
import { LockSection } from '../lock/lock';

/** The lock of a cluster as one commit left it. */
export interface LockRevision {
  /** Such as 2026-03-31. */
  readonly day: string;
  readonly commit: string;
  /** Undefined if the cluster was not in the lock. */
  readonly section?: LockSection;
}

/** The changes from day to day; days without changes in this cluster are left out. */
export function daysOf(revisions: readonly LockRevision[]): MapDay[] {
  let before = new Map<number, MapPort>();
  const days: MapDay[] = [];
  for (const { day, commit, section } of lastOfEachDay(revisions)) {
    const held = section === undefined ? [] : heldPorts(holdingsOfLock(section, () => undefined));
    const after = new Map(held.map((port) => [port.nodePort, port]));
    const ports = held.filter((port) => !isSame(port, before.get(port.nodePort)));
    const freed = [...before.keys()].filter((nodePort) => !after.has(nodePort));
    if (ports.length + freed.length > 0) days.push({ day, commit, ports, freed });
    before = after;
  }
  return days;
}

/** The day since when each port has had its current owner. */
export function ownedSince(days: readonly MapDay[]): Map<number, string> {
  const since = new Map<number, string>();
  const owners = new Map<number, string>();
  for (const { day, ports, freed } of days) {
    for (const nodePort of freed) owners.delete(nodePort);
    for (const port of ports) {
      if (owners.get(port.nodePort) !== ownerOf(port)) since.set(port.nodePort, port.since ?? day);
      owners.set(port.nodePort, ownerOf(port));
    }
  }
  return new Map([...since].filter(([nodePort]) => owners.has(nodePort)));
}

function lastOfEachDay(revisions: readonly LockRevision[]): LockRevision[] {
  return [...new Map(revisions.map((revision) => [revision.day, revision])).values()];
}

function isSame(a: MapPort, b: MapPort | undefined): boolean {
  return b !== undefined && a.state === b.state && ownerOf(a) === ownerOf(b);
}

function ownerOf({ namespace, service, port, holder, reservation }: MapPort): string {
  return JSON.stringify([namespace, service, port, holder, reservation]);
}
