import { Pair, Scalar, isMap, isScalar, parseDocument } from 'yaml';
import { LOCK_STATES, fitsState, isLockState, neededFields, oddField } from './lock-entry-form';
import { SectionSpan, damageOf } from './lock-integrity';
import { readRecord } from './record-text';
import { PlacedLock } from './written-lock';
import { PortRange } from '../../core/cluster/port-range';
import { usageError } from '../../core/findings/finding';
import { Lock, LockEntry, LockSection, LockState, entryKeys, nameEntry } from '../../core/lock/lock';
import { LOCK_VERSION } from '../../core/lock/lock-text';
import { YamlFault } from '../manifests/tree/yaml-fault';

/** Reads the text of a lock file. Throws `lock-invalid`, with file, line and column, for anything unknown. */
export function readLock(path: string, text: string): Lock {
  return readLockWithPlaces(path, text).lock;
}

/** The same, with the place of each port. */
export function readLockWithPlaces(path: string, text: string): PlacedLock {
  const reader = new LockReader(path, text);
  return { lock: reader.read(), places: reader.places };
}

/** The error for a fault at a place in a lock file. */
export function lockFault(path: string, text: string, offset: number, what: string, wayOut: string): Error {
  const before = text.slice(0, offset).split('\n');
  return usageError('lock-invalid', {
    who: `${path}:${before.length}:${before[before.length - 1].length + 1}`,
    what,
    wayOut,
  });
}

type Entry = Pair<unknown, unknown>;

class LockReader {
  public readonly places = new Map<string, number>();

  constructor(
    private readonly path: string,
    private readonly text: string,
  ) {}

  public read(): Lock {
    const conflict = /^(<{7}|\|{7}|={7}|>{7})( |$)/m.exec(this.text);
    if (conflict) {
      throw this.fault(
        conflict.index,
        'it contains the markers of a merge conflict',
        'Keep the owner that is deployed, delete the markers, and synthesize again',
      );
    }

    this.requireBounded();
    const document = parseDocument(this.text, { uniqueKeys: false, prettyErrors: false });
    const [error] = document.errors;
    if (error) {
      throw this.fault(error.pos[0], `it is not YAML: ${error.message}`, 'Restore the line from version control');
    }

    if (document.contents === null) {
      throw this.fault(
        0,
        'it is empty',
        'Restore it from version control, or remove it, and the next synth writes a new one',
      );
    }
    const top = this.fields(document.contents, 0, ['version', 'clusters']);
    const version = top.get('version');
    if (this.value(version?.value) !== LOCK_VERSION) {
      throw this.fault(
        this.at(version?.value ?? version?.key),
        `this library can only read version ${LOCK_VERSION} of the format`,
        `Use the version of the library that wrote it, or write version: ${LOCK_VERSION} if it was this one`,
      );
    }
    const pairs = this.pairs(top.get('clusters')?.value, 0);
    const sections = pairs.map((pair): [string, LockSection] => [this.name(pair.key), this.section(pair)]);
    this.requireWhole(
      sections.map(([, { range }], index) => {
        const next = pairs[index + 1];
        return { range, start: this.at(pairs[index].key), end: next ? this.at(next.key) : this.text.length };
      }),
    );
    return new Map(sections);
  }

  private requireWhole(sections: readonly SectionSpan[]): void {
    const damage = damageOf(this.text, sections);
    if (damage) {
      throw this.fault(damage.offset, damage.what, `Restore it from version control: git checkout -- ${this.path}`);
    }
  }

  /** Refuses text that a general YAML parser would take too long to read. */
  private requireBounded(): void {
    try {
      readRecord(this.text);
    } catch (error) {
      if (!(error instanceof YamlFault)) throw error;
      throw this.fault(error.at, `it is not YAML: ${error.message}`, 'Restore the line from version control');
    }
  }

  private section(pair: Entry): LockSection {
    const fields = this.fields(pair.value, this.at(pair.key), ['range', 'ports']);
    const range = this.range(fields.get('range')?.value, pair);
    const owners = new Set<string>();
    const entries = this.pairs(fields.get('ports')?.value, this.at(pair.key)).map((node) => {
      const entry = this.entry(node, range);
      const isInUse = entry.state === LockState.PINNED || entry.state === LockState.ASSIGNED;
      if (isInUse && entryKeys(entry).some((key) => owners.has(key))) {
        throw this.fault(
          this.at(node.key),
          `${nameEntry(entry)} already has a port above`,
          'Keep the line of the port that is deployed, and remove the other',
        );
      }
      if (isInUse) for (const key of entryKeys(entry)) owners.add(key);
      this.places.set(`${this.name(pair.key)} ${entry.nodePort}`, this.at(node.key));
      return entry;
    });
    return { range, entries: entries.sort((a, b) => a.nodePort - b.nodePort) };
  }

  private range(node: unknown, pair: Entry): PortRange {
    const value = this.value(node);
    try {
      if (typeof value === 'string') return PortRange.parse(value);
    } catch {
      // Reported below, with the place.
    }
    throw this.fault(
      this.at(node ?? pair.key),
      'the range of the cluster is missing or cannot be read',
      'Write range: 30000-32767',
    );
  }

  private entry({ key, value: node }: Entry, range: PortRange): LockEntry {
    const nodePort = this.value(key);
    if (typeof nodePort !== 'number' || !/^\d+$/.test(String((key as Scalar).source))) {
      throw this.fault(this.at(key), `${this.shown(key)} is not a node port`, 'Write a port, such as 30009');
    }
    if (!range.contains(nodePort)) {
      throw this.fault(this.at(key), `port ${nodePort} is outside the range ${range}`, 'Remove the line');
    }

    const fields = this.fields(node, this.at(key), [
      'service',
      'port',
      'reservation',
      'owner',
      'services',
      'state',
      'since',
      'reason',
    ]);
    const state = this.value(fields.get('state')?.value);
    if (!isLockState(state)) {
      throw this.fault(
        this.at(fields.get('state')?.value ?? key),
        `the state of port ${nodePort} is unknown`,
        `Write state: ${LOCK_STATES.join(', state: ')}`,
      );
    }

    const names = [...fields.keys()].filter((name) => name !== 'state');
    if (!fitsState(state, names)) {
      throw this.fault(
        this.at(key),
        `port ${nodePort} is ${state}, but has ${names.length > 0 ? names.join(', ') : 'no other fields'}`,
        `Write the fields of a port that is ${state}: ${neededFields(state)}`,
      );
    }
    const texts: Partial<LockEntry> = Object.fromEntries(
      names.map((name) => [name, this.name(fields.get(name)!.value)]),
    );
    const odd = oddField(texts);
    if (odd) {
      const { name, text, example } = odd;
      throw this.fault(
        this.at(fields.get(name)!.value),
        `${name} cannot be ${JSON.stringify(text)}`,
        `Write ${name}: ${example}`,
      );
    }
    return { nodePort, state, ...texts };
  }

  /** The entries of a map; refuses repeated and unknown keys. */
  private fields(node: unknown, at: number, known: readonly string[]): Map<string, Entry> {
    const pairs = this.pairs(node, at);
    for (const { key } of pairs) {
      const name = this.value(key);
      if (!known.includes(String(name))) {
        throw this.fault(this.at(key), `${this.shown(key)} is not a field here`, `Use ${known.join(', ')}`);
      }
    }
    return new Map(pairs.map((pair) => [String(this.value(pair.key)), pair]));
  }

  private pairs(node: unknown, at: number): Entry[] {
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      throw this.fault(this.at(node) || at, 'a map is expected here', 'Restore the line from version control');
    }
    const seen = new Set<unknown>();
    for (const { key } of node.items) {
      const name = this.value(key);
      if (seen.has(name)) {
        throw this.fault(
          this.at(key),
          `${this.shown(key)} is repeated`,
          'Keep the line of the owner that is deployed, and remove the other',
        );
      }
      seen.add(name);
    }
    return node.items as Entry[];
  }

  private name(node: unknown): string {
    const value = this.value(node);
    if (typeof value === 'string' && value !== '') return value;
    throw this.fault(
      this.at(node),
      `${this.shown(node)} is not a name`,
      'Write a string, in quotes if it looks like something else',
    );
  }

  private value(node: unknown): unknown {
    return isScalar(node) ? node.value : undefined;
  }

  /** The name of a key or value in messages. */
  private shown(node: unknown): string {
    return isScalar(node) ? JSON.stringify(node.value) : 'a list or a map';
  }

  private at(node: unknown): number {
    return (node as Scalar | undefined)?.range?.[0] ?? 0;
  }

  private fault(offset: number, what: string, wayOut: string): Error {
    return lockFault(this.path, this.text, offset, what, wayOut);
  }
}
