import { fitsState, isLockState, oddField } from './lock-entry-form';
import { PortRange } from '../../core/cluster/port-range';
import { Lock, LockEntry, LockSection, LockState, entryKeys } from '../../core/lock/lock';
import { lockText } from '../../core/lock/lock-text';

/** A lock, and the offset of each port in its text, keyed by cluster and port separated by a space. */
export interface PlacedLock {
  readonly lock: Lock;
  readonly places: ReadonlyMap<string, number>;
}

/** The name of a cluster, its range, or the entry of a port. */
const LINE = /^ {2}(\S.*):$|^ {4}range: (.*)$|^ {6}(\d+): \{ (.*) \}$/gm;

const FIELD = /(\w+): ("(?:[^"\\]|\\.)*"|[^",]+)/g;

/**
 * Reads a lock in exactly the format that this library writes, without a YAML parser. Undefined for any other text: the
 * parser decides whether that is a lock, and if not, what is wrong and where.
 *
 * To prove that nothing was missed, the lock is written again and must give the same text.
 */
export function readWrittenLock(text: string): PlacedLock | undefined {
  try {
    const { lock, places } = readLines(text);
    return [...lock.values()].every(isSound) && lockText(lock) === text ? { lock, places } : undefined;
  } catch {
    return undefined;
  }
}

function readLines(text: string): PlacedLock {
  const lock = new Map<string, { range: PortRange; entries: LockEntry[] }>();
  const places = new Map<string, number>();
  let cluster = '';
  for (const { index, 1: name, 2: range, 3: port, 4: fields } of text.matchAll(LINE)) {
    if (name !== undefined) {
      cluster = unquote(name);
    } else if (range !== undefined) {
      lock.set(cluster, { range: PortRange.parse(range), entries: [] });
    } else {
      lock.get(cluster)?.entries.push(entryOf(Number(port), fields));
      places.set(`${cluster} ${port}`, text.indexOf(port, index));
    }
  }
  return { lock, places };
}

function entryOf(nodePort: number, text: string): LockEntry {
  const fields = [...text.matchAll(FIELD)].map(([, name, value]) => [name, unquote(value)]);
  return { nodePort, ...(Object.fromEntries(fields) as Omit<LockEntry, 'nodePort'>) };
}

/** Throws if the quoted text is invalid or empty. */
function unquote(text: string): string {
  const value = text.startsWith('"') ? (JSON.parse(text) as string) : text;
  if (value === '') throw new Error('a name is empty');
  return value;
}

/** Whether a section only contains entries that the parser would accept. */
function isSound({ range, entries }: LockSection): boolean {
  const owners = entries.filter(isInUse).flatMap(entryKeys);
  return (
    new Set(owners).size === owners.length &&
    entries.every((entry, index) => entry.nodePort > (entries[index - 1]?.nodePort ?? 0) && isFit(entry, range))
  );
}

function isInUse({ state }: LockEntry): boolean {
  return state === LockState.PINNED || state === LockState.ASSIGNED;
}

function isFit({ nodePort, state, ...texts }: LockEntry, range: PortRange): boolean {
  const isKnown = isLockState(state) && fitsState(state, Object.keys(texts));
  return isKnown && range.contains(nodePort) && oddField(texts) === undefined;
}
