import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type * as LockReader from './lock-reader';
import { PlacedLock, readWrittenLock } from './written-lock';
import { PortRange } from '../../core/cluster/port-range';
import { usageError } from '../../core/findings/finding';
import { shellWord } from '../../core/findings/shell';
import { Lock, LockEntry, LockSection, nameEntry } from '../../core/lock/lock';
import { lockText } from '../../core/lock/lock-text';
import { replaceGuarded } from '../files/guarded-file';
import { LinkOut } from '../files/links';
import { readText } from '../files/pieces';
import { errorCode } from '../files/replacing';

/** Loaded only for a lock that was edited by hand: YAML takes longer to load than the rest of the library. */
function reader(): typeof LockReader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./lock-reader');
}

/** Reads the text of a lock. Throws `lock-invalid`. */
function parse(path: string, text: string): PlacedLock {
  return readWrittenLock(text) ?? reader().readLockWithPlaces(path, text);
}

/** A lock file and its contents when it was read. */
export class LockFile {
  /** Reads a lock file; a missing file is empty. Throws `lock-invalid`. */
  public static read(path: string, absolute = resolve(path)): LockFile {
    return new LockFile(path, absolute);
  }

  /** The absolute path of a lock file, resolved from the working directory. */
  public static absolute(path: string): string {
    return resolve(path);
  }

  /** Whether the file existed. */
  public get exists(): boolean {
    return this.text !== undefined;
  }

  private text?: string;
  private lock: Lock = new Map();
  private places: ReadonlyMap<string, number> = new Map();

  private constructor(
    public readonly path: string,
    public readonly absolute: string,
  ) {
    requireFolder(path, absolute);
    this.take(readIfThere(absolute, path));
  }

  /** The clusters in the file. */
  public get clusters(): string[] {
    return [...this.lock.keys()];
  }

  /**
   * The section of a cluster. Throws `lock-invalid` if one of its ports is outside the current range of the cluster.
   */
  public section(cluster: string, range?: PortRange): LockSection | undefined {
    const section = this.lock.get(cluster);
    const [stray, ...others] =
      range === undefined ? [] : (section?.entries.filter(({ nodePort }) => !range.contains(nodePort)) ?? []);
    if (stray === undefined) return section;
    const more =
      others.length > 0
        ? ` and so ${others.length === 1 ? 'is' : 'are'} ${others.map(({ nodePort }) => nodePort).join(', ')}`
        : '';
    const what = `port ${stray.nodePort} is outside the range of the cluster, ${range}${more}`;
    throw reader().lockFault(
      this.path,
      this.text as string,
      this.offsetOf(cluster, stray.nodePort),
      what,
      `Remove the line${more ? 's' : ''}, or set portRange to the actual range of the cluster`,
    );
  }

  /** Says that a cluster has no section, as a clause. */
  public lacks(cluster: string): string {
    const { clusters } = this;
    return clusters.length === 0 ? 'it is empty' : `it has no cluster ${cluster}, only ${clusters.join(', ')}`;
  }

  /** The place of a port in the file, such as `nodeports.lock.yaml:12:7`. */
  public placeOf(cluster: string, nodePort: number): string {
    const before = (this.text ?? '').slice(0, this.offsetOf(cluster, nodePort)).split('\n');
    return `${this.path}:${before.length}:${before[before.length - 1].length + 1}`;
  }

  /**
   * Replaces or removes the sections of some clusters, and keeps all others as they currently are in the file. If
   * nothing changes, nothing is written.
   *
   * Throws if another process has changed one of these sections since they were read, because decisions based on them
   * may be wrong.
   */
  public write(sections: NewSections): void {
    if (this.text === lockText(replaceSections(this.lock, sections))) return;
    let nextText = '';
    try {
      replaceGuarded(this.absolute, (raw) => {
        const text = raw === undefined ? undefined : normalize(raw);
        nextText = this.merge(text, sections);
        return nextText === text ? undefined : nextText;
      });
    } catch (error) {
      const isLink = error instanceof LinkOut;
      if (!isLink && errorCode(error) === undefined) throw error;
      const wayOut = isLink ? 'Name that file itself' : 'Make the file and its folder writable, and synthesize again';
      throw usageError('lock-invalid', {
        who: this.path,
        what: `it cannot be written: ${(error as Error).message}`,
        wayOut,
      });
    }
    this.take(nextText);
  }

  private merge(text: string | undefined, sections: NewSections): string {
    const current = text === undefined ? new Map<string, LockSection>() : parse(this.path, text).lock;
    for (const [cluster, section] of sections) this.requireUnchanged(cluster, current.get(cluster), section);
    const next = replaceSections(current, sections);
    requireReadable(this.path, next);
    return lockText(next);
  }

  private take(text: string | undefined): void {
    this.text = text;
    if (text !== undefined) ({ lock: this.lock, places: this.places } = parse(this.path, text));
  }

  private requireUnchanged(cluster: string, current: LockSection | undefined, next?: LockSection): void {
    const print = (section: LockSection | undefined) =>
      section === undefined ? '' : lockText(new Map([[cluster, section]]));
    if (print(current) === print(this.lock.get(cluster)) || print(current) === print(next)) return;
    throw usageError('lock-outdated', {
      who: this.path,
      what: `cluster ${cluster} was changed by another process in the meantime, so the lock was not written`,
      wayOut: 'Run the same command again',
    });
  }

  private offsetOf(cluster: string, nodePort: number): number {
    return this.places.get(`${cluster} ${nodePort}`) ?? 0;
  }
}

/** The new sections of some clusters; undefined for one to remove. */
type NewSections = ReadonlyMap<string, LockSection | undefined>;

function replaceSections(lock: Lock, sections: NewSections): Lock {
  const kept = [...lock].filter(([name]) => !sections.has(name));
  return new Map([...kept, ...sections].filter((pair): pair is [string, LockSection] => pair[1] !== undefined));
}

/** A lock that cannot be read back would block every later command, so it is never written. */
function requireReadable(path: string, lock: Lock): void {
  if (isReadable(lock)) return;
  const isAlone = (cluster: string, { range }: LockSection, entry: LockEntry) =>
    !isReadable(new Map([[cluster, { range, entries: [entry] }]]));
  for (const [cluster, section] of lock) {
    const entry = section.entries.find((each) => isAlone(cluster, section, each));
    if (!entry) continue;
    throw usageError('lock-invalid', {
      who: path,
      what:
        `port ${entry.nodePort} of cluster ${cluster} is for ${nameEntry(entry)}, which could not be read ` +
        `back, so the lock was not written`,
      wayOut: 'Give it a name that a cluster accepts, such as minio',
    });
  }
  throw usageError('lock-invalid', {
    who: path,
    what: 'its new contents could not be read back, so it was not written',
    wayOut: 'Give each port one owner, with a name',
  });
}

function isReadable(lock: Lock): boolean {
  const text = lockText(lock);
  try {
    return lockText(parse('', text).lock) === text;
  } catch {
    return false;
  }
}

/** The lock is written last, so check early that it can be written. */
function requireFolder(path: string, absolute: string): void {
  const folder = dirname(absolute);
  if (path !== '' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw usageError(
    'lock-invalid',
    path === ''
      ? { who: 'lockFile', what: 'it is empty', wayOut: "Write lockFile: 'nodeports.lock.yaml'" }
      : { who: path, what: 'its folder does not exist', wayOut: `Create it: mkdir -p ${shellWord(dirname(path))}` },
  );
}

function readIfThere(absolute: string, path: string): string | undefined {
  try {
    return normalize(readText(absolute));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw usageError('lock-invalid', {
      who: path,
      what: `it cannot be read: ${message}`,
      wayOut: 'Name a file that can be read and written, such as nodeports.lock.yaml',
    });
  }
}

/** A checkout may have changed line endings, which does not matter here. */
function normalize(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
