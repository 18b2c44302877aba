import { LockEntry, LockSection, LockState, isEntryOf, nameEntry } from './lock';
import { writerOf } from './lock-writer';
import { NodePortBands } from '../cluster/bands';
import { PortRange } from '../cluster/port-range';
import { compareText } from '../findings/place';
import { Claim, serviceKey } from '../service/claim';
import { nameOther, nameOwner } from '../service/owner-names';

/** A section after a manual change, or why the change is not possible. */
export interface LockEdit {
  readonly section: LockSection;
  /** How many lines are new or different. */
  readonly changed: number;
  /** What prevents the change, in full sentences; if there is anything, write nothing. */
  readonly obstacles: readonly string[];
  /** What was skipped, and why. */
  readonly skipped: readonly string[];
}

/** A claim of a Service that has a number. */
type Held = Claim & { readonly nodePort: number };

/**
 * Records the static ports that Services already have, as if the library had assigned them: a static Service with the
 * same name keeps them.
 *
 * @param before the current section; undefined if there is none yet
 * @param claims what the Services have, in any order
 * @param range the range of the cluster
 */
export function importPorts(before: LockSection | undefined, claims: readonly Claim[], range: PortRange): LockEdit {
  const entries = new Map((before?.entries ?? []).map((entry) => [entry.nodePort, entry]));
  const obstacles: string[] = [];
  const skipped: string[] = [];
  const importer = new Map<number, Held>();
  const bands = NodePortBands.of(range);
  let changed = 0;
  for (const claim of claims.filter(isHeld).sort(byNumber)) {
    const reason = reasonToSkip(claim, bands);
    if (reason !== undefined) {
      skipped.push(sentence(claim, reason));
      continue;
    }
    const first = importer.get(claim.nodePort);
    const obstacle = rivalOf(claim, first) ?? obstacleTo(claim, entries);
    if (obstacle !== undefined) obstacles.push(sentence(claim, obstacle));
    else if (record(claim, entries)) changed++;
    if (!first) importer.set(claim.nodePort, claim);
  }
  return {
    section: { range, entries: [...entries.values()].sort((a, b) => a.nodePort - b.nodePort) },
    changed,
    obstacles,
    skipped,
  };
}

/** Forgets retired ports, so that they can be assigned again. */
export function releasePorts(before: LockSection, ports: readonly number[]): LockEdit {
  const wanted = new Set(ports);
  const obstacles = [...wanted]
    .sort((a, b) => a - b)
    .flatMap((port) => {
      const entry = before.entries.find(({ nodePort }) => nodePort === port);
      if (entry?.state === LockState.RETIRED) return [];
      return [
        entry === undefined
          ? `the lock does not record ${port}. Name a retired port that cdk8s-nodeport lock list shows`
          : `${port} is in use by ${nameEntry(entry)}. ${howToRetire(entry)}`,
      ];
    });
  const entries = before.entries.filter(({ nodePort }) => !wanted.has(nodePort));
  return { section: { ...before, entries }, changed: before.entries.length - entries.length, obstacles, skipped: [] };
}

function howToRetire(entry: LockEntry): string {
  const { name, thenRetired, mayBeImported } = writerOf(entry);
  return (
    `Remove it from ${name} and ${thenRetired}, so that it is retired first` +
    (mayBeImported ? `, or if no app has it, delete the line of ${entry.nodePort} from the lock file` : '')
  );
}

/** The ports that were retired before a date, such as 2026-03-31. */
export function retiredBefore({ entries }: LockSection, day: string): number[] {
  return entries
    .filter(({ state, since }) => state === LockState.RETIRED && since !== undefined && since < day)
    .map(({ nodePort }) => nodePort);
}

function isHeld(claim: Claim): claim is Held {
  return claim.nodePort !== undefined && claim.owner.service !== undefined;
}

function byNumber(a: Held, b: Held): number {
  return (
    a.nodePort - b.nodePort ||
    compareText(serviceKey(a.owner), serviceKey(b.owner)) ||
    compareText(a.owner.path, b.owner.path)
  );
}

function reasonToSkip({ nodePort, owner }: Held, { portRange: range, staticBand }: NodePortBands): string | undefined {
  if (serviceKey(owner).endsWith('*')) return 'the API server has yet to complete its name';
  if (!range.contains(nodePort)) return `it is outside the range ${range}`;
  return staticBand.contains(nodePort)
    ? undefined
    : `it is not in the static band ${staticBand}, so a static Service gets another`;
}

/** Who else has the number: in the live cluster, or among the imported ports. */
function rivalOf({ admits = [], owner }: Held, first: Held | undefined): string | undefined {
  if (admits.length > 1) return `${admits.join(' and ')} both hold it. Recreate one of them with another number first`;
  if (first === undefined || serviceKey(first.owner) === serviceKey(owner)) return undefined;
  return `${nameOther(first.owner)} has it too. Check them first: cdk8s-nodeport check`;
}

/** Who has the number in the lock, or which number the owner has there. */
function obstacleTo(claim: Held, entries: ReadonlyMap<number, LockEntry>): string | undefined {
  const entry = entries.get(claim.nodePort);
  if (entry !== undefined && !isEntryOf(entry, claim)) {
    return entry.state === LockState.RETIRED
      ? `it is retired, and belonged to ${nameEntry(entry)}. Release it first: cdk8s-nodeport lock release ` +
          `${claim.nodePort}`
      : `the lock gives it to ${nameEntry(entry)}. Give one of the two another number`;
  }
  const own = [...entries.values()].find(
    (each) => each.nodePort !== claim.nodePort && each.state !== LockState.RETIRED && isEntryOf(each, claim),
  );
  return own && `the lock already gives it ${own.nodePort}. Decide which number it keeps, and remove the other`;
}

/** Returns whether anything changed: an entry that is already recorded and in use is kept. */
function record({ nodePort, owner, sharedBy = [owner.port ?? ''] }: Held, entries: Map<number, LockEntry>): boolean {
  const entry = entries.get(nodePort);
  if (entry !== undefined && entry.state !== LockState.RETIRED) return false;
  entries.set(nodePort, { nodePort, state: LockState.ASSIGNED, service: serviceKey(owner), port: sharedBy.join(',') });
  return true;
}

function sentence({ owner, nodePort }: Held, what: string): string {
  return `${owner.path}: ${nameOwner(owner)}: node port ${nodePort}: ${what}`;
}
