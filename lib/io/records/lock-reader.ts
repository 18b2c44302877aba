import { readLockEntry } from './lock-entry';
import { howToRestore } from './lock-input';
import { damageOf } from './lock-integrity';
import { LockFault, LockNode } from './lock-node';
import { readRecord } from './record-text';
import { PortRange } from '../../core/cluster/port-range';
import { usageError } from '../../core/findings/finding';
import { Lock, LockSection, entryKeys, isInUse, nameEntry } from '../../core/lock/lock';
import { LOCK_VERSION } from '../../core/lock/lock-text';
import { TextPlaces } from '../manifests/text-places';
import { YamlFault } from '../manifests/tree/yaml-fault';

/** A lock, and where its ports are in its text. */
export interface PlacedLock {
  readonly lock: Lock;
  /** The first character of each port, by cluster and port separated by a space. */
  readonly places: ReadonlyMap<string, number>;
}

/** Reads the text of a lock file. Throws `lock-invalid`, with file, line and column, for anything unknown. */
export function readLock(path: string, text: string): PlacedLock {
  try {
    return read(path, text);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const isOfLock = error instanceof LockFault;
    throw usageError('lock-invalid', {
      who: new TextPlaces(path, text, 1).at(error.at),
      what: isOfLock ? error.message : `it is not YAML: ${error.message}`,
      wayOut: isOfLock ? error.wayOut : 'Restore the line from version control',
    });
  }
}

function read(path: string, text: string): PlacedLock {
  refuseConflicts(text);
  const root = readRecord(text);
  if (root === undefined) {
    const wayOut = 'Restore it from version control, or remove it: the next synth or assign writes a new one';
    throw new LockFault('it is empty', wayOut, 0);
  }
  const top = new LockNode(text, root);
  const fields = top.fields(['version', 'clusters']);
  requireVersion(fields.get('version'));

  const clusters = fields.get('clusters')?.entries ?? [];
  const places = new Map<string, number>();
  const lock = new Map(clusters.map(([name, section]) => [name.text, readSection(name, section, places)]));
  const starts = [...clusters.map(([name]) => name.at), text.length];
  const spans = [...lock.values()].map(({ range }, index) => ({ range, start: starts[index], end: starts[index + 1] }));
  const damage = damageOf(text, spans);
  if (damage) {
    throw new LockFault(damage.what, howToRestore(path), damage.offset);
  }
  return { lock, places };
}

function refuseConflicts(text: string): void {
  const mark = /^(<{7}|\|{7}|={7}|>{7})( |$)/m.exec(text);
  if (!mark) return;
  const wayOut = 'Keep the line of the owner that is deployed, and delete the other and the markers';
  throw new LockFault('it contains the markers of a merge conflict', wayOut, mark.index);
}

function requireVersion(version: LockNode | undefined): void {
  if (version?.value === LOCK_VERSION) return;
  throw new LockFault(
    `this library can only read version ${LOCK_VERSION} of the format`,
    `Use the version of the library that wrote it, or write version: ${LOCK_VERSION} if it was this one`,
    version?.at ?? 0,
  );
}

function readSection(name: LockNode, section: LockNode, places: Map<string, number>): LockSection {
  const fields = section.fields(['range', 'ports']);
  const range = readRange(fields.get('range'), name);
  const owners = new Set<string>();
  const entries = (fields.get('ports')?.entries ?? []).map(([key, line]) => {
    const entry = readLockEntry(key, line, range);
    const keys = isInUse(entry) ? entryKeys(entry) : [];
    if (keys.some((each) => owners.has(each))) {
      const wayOut = 'Keep the line of the port that is deployed, and remove the other';
      throw new LockFault(`${nameEntry(entry)} already has a port above`, wayOut, key.at);
    }
    for (const each of keys) owners.add(each);
    places.set(`${name.text} ${entry.nodePort}`, key.at);
    return entry;
  });
  return { range, entries: entries.sort((a, b) => a.nodePort - b.nodePort) };
}

function readRange(range: LockNode | undefined, name: LockNode): PortRange {
  try {
    if (typeof range?.value === 'string') return PortRange.parse(range.value);
  } catch {
    // Reported below, with the place.
  }
  const what = 'the range of the cluster is missing or cannot be read';
  throw new LockFault(what, 'Write range: 30000-32767', (range ?? name).at);
}
