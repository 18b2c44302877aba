import { PortRange } from '../cluster/port-range';
import { Claim, ownerKeys } from '../service/claim';

/** The lock file, unless another is named. */
export const LOCK_FILE = 'nodeports.lock.yaml';

/** How a port got its owner, or that its owner is gone. */
export enum LockState {
  PINNED = 'pinned',
  ASSIGNED = 'assigned',
  RESERVED = 'reserved',
  RETIRED = 'retired',
}

/** The marks of entries that were recorded for something other than a construct of an app. */
export const LOCK_MARKS = ['manifests', 'pulumi'] as const;

/** Which tool recorded an entry: `assign` for manifests, or the package for Pulumi. */
export type LockMark = (typeof LOCK_MARKS)[number];

/** One line of a lock: a port and its owner. */
export interface LockEntry {
  readonly nodePort: number;
  readonly state: LockState;
  /** Namespace and name of its Service. */
  readonly service?: string;
  /** The name of its service port; comma-separated if several share it. */
  readonly port?: string;
  /** The reservation that it belongs to. */
  readonly reservation?: string;
  /** Who holds a reserved port. */
  readonly owner?: string;
  /** The Services that may use a reserved port: namespace and name, comma-separated. */
  readonly services?: string;
  readonly reason?: string;
  /** The date on which a retired port lost its owner, such as 2026-03-31. */
  readonly since?: string;
  /** The tool that recorded it, so that nobody else without this Service retires it; undefined for an app. */
  readonly from?: LockMark;
}

/** The record of one cluster: which owner has which port, at most one line per port. */
export interface LockSection {
  readonly range: PortRange;
  readonly entries: readonly LockEntry[];
}

/** All sections of a lock file, by cluster. */
export type Lock = ReadonlyMap<string, LockSection>;

/** Whether a Service has the port of an entry now. */
export function isInUse({ state }: LockEntry): boolean {
  return state === LockState.PINNED || state === LockState.ASSIGNED;
}

/** The stable keys of an entry's owner, matching `ownerKeys` of a claim: one for each port that shares the number. */
export function entryKeys({ service, port = '', reservation }: LockEntry): string[] {
  return service === undefined ? [`reservation ${reservation}`] : port.split(',').map((name) => `${service}/${name}`);
}

/** Whether an entry belongs to the owner of a claim. */
export function isEntryOf(entry: LockEntry, claim: Claim): boolean {
  return entryKeys(entry).some((key) => ownerKeys(claim).includes(key));
}

/** The name in messages of the owner of an entry. */
export function nameEntry({ service, port, reservation }: LockEntry): string {
  return service === undefined ? `reservation ${reservation}` : `${service} ${port}`;
}

/** The changes between two records of a cluster, one per port: `+` added, `-` removed, `~` changed. */
export function lockChanges(before: LockSection | undefined, after: LockSection): string[] {
  const byPort = (section: LockSection | undefined) =>
    new Map((section?.entries ?? []).map((entry) => [entry.nodePort, entry]));
  const [old, now] = [byPort(before), byPort(after)];
  const range =
    before && before.range.toString() !== after.range.toString() ? [`~ range ${before.range} -> ${after.range}`] : [];
  const ports = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b);
  return [
    ...range,
    ...ports.flatMap((port) => {
      const [was, is] = [old.get(port), now.get(port)];
      if (was === undefined) return [`+ ${port} ${describe(is as LockEntry)}`];
      if (is === undefined) return [`- ${port} ${describe(was)}`];
      if (describe(was) === describe(is) && was.from === is.from) return [];
      return [`~ ${port} ${describe(was)}${markBeside(was, is)} -> ${describeNext(was, is)}${markBeside(is, was)}`];
    }),
  ];
}

function describe(entry: LockEntry): string {
  return `${nameEntry(entry)} ${describeState(entry)}`;
}

/** What an entry has become, without what it still is. */
function describeNext(was: LockEntry, is: LockEntry): string {
  if (nameEntry(was) !== nameEntry(is)) return describe(is);
  return was.state === is.state ? describeState(is) : is.state;
}

/** The mark of an entry, where the same line has another mark before or after. */
function markBeside({ from }: LockEntry, other: LockEntry): string {
  return from === undefined || from === other.from ? '' : `, from ${from}`;
}

function describeState({ state, service, reservation, reason, owner, services }: LockEntry): string {
  return (
    `${state}${service && reservation ? ` in ${reservation}` : ''}` +
    `${owner || services || reason ? ` (${[owner, services, reason].filter(Boolean).join(': ')})` : ''}`
  );
}
