import { readLock } from './lazy-readers';
import { formatMessage, usageError } from '../../core/findings/finding';
import { Lock, LockEntry, LockSection, entryKeys, isInUse, nameEntry } from '../../core/lock/lock';
import { lockText } from '../../core/lock/lock-text';
import { ChangedMeanwhile } from '../files/changed-meanwhile';

/** The new sections of some clusters; undefined for one to remove. */
export type NewSections = ReadonlyMap<string, LockSection | undefined>;

/** What decides the next text of a lock file. */
interface Writing {
  /** The lock that the new sections are based on. */
  readonly known: Lock;
  /** What the file holds by now. */
  readonly current: Lock;
  readonly sections: NewSections;
}

/** A lock in which some sections are replaced. */
export function replaceSections(lock: Lock, sections: NewSections): Lock {
  const all = new Map<string, LockSection | undefined>([...lock, ...sections]);
  return new Map([...all].filter((pair): pair is [string, LockSection] => pair[1] !== undefined));
}

/**
 * The next text of a lock file. Throws `ChangedMeanwhile`, a `lock-outdated`, where another process has changed the
 * sections to replace, and `lock-invalid` for a text that could not be read back: it would block every later command.
 */
export function mergeSections(path: string, { known, current, sections }: Writing): string {
  for (const [cluster, section] of sections) {
    const now = sectionText(cluster, current.get(cluster));
    if ([known.get(cluster), section].some((each) => sectionText(cluster, each) === now)) continue;
    const what = `cluster ${cluster} was changed by another process in the meantime, so the lock was not written`;
    const parts = { who: path, what, wayOut: 'Run the same command again' };
    throw new ChangedMeanwhile(formatMessage('lock-outdated', parts));
  }
  const next = replaceSections(current, sections);
  if (!isReadable(next)) throw unreadable(path, next);
  return lockText(next);
}

function sectionText(cluster: string, section: LockSection | undefined): string {
  return section === undefined ? '' : lockText(new Map([[cluster, section]]));
}

function isReadable(lock: Lock): boolean {
  const text = lockText(lock);
  try {
    return lockText(readLock('', text).lock) === text;
  } catch {
    return false;
  }
}

/** Names the first entry that could not be read back, by itself or beside the others. */
function unreadable(path: string, lock: Lock): Error {
  for (const [cluster, { range, entries }] of lock) {
    const entry = entries.find((each) => !isReadable(new Map([[cluster, { range, entries: [each] }]])));
    if (entry) return unreadableEntry(path, cluster, entry);
    const [first, second] = twoOfOneOwner(entries);
    if (first !== undefined) return repeatedOwner(path, cluster, first, second);
  }
  return usageError('lock-invalid', {
    who: path,
    what: 'its new contents could not be read back, so it was not written',
    wayOut: 'Give each port one owner, with a name',
  });
}

function unreadableEntry(path: string, cluster: string, entry: LockEntry): Error {
  return usageError('lock-invalid', {
    who: path,
    what:
      `port ${entry.nodePort} of cluster ${cluster} is for ${nameEntry(entry)}, which could not be read ` +
      `back, so the lock was not written`,
    wayOut: 'Give it a name that a cluster accepts, such as minio',
  });
}

function repeatedOwner(path: string, cluster: string, first: LockEntry, second: LockEntry): Error {
  return usageError('lock-invalid', {
    who: path,
    what:
      `${nameEntry(first)} of cluster ${cluster} would have two ports, ${first.nodePort} and ${second.nodePort}, ` +
      'so the lock was not written',
    wayOut: `Give every Service of this name the same number, such as nodePort: ${first.nodePort}, or rename one`,
  });
}

/** The first two entries in use whose owner is the same. */
function twoOfOneOwner(entries: readonly LockEntry[]): LockEntry[] {
  const seen = new Map<string, LockEntry>();
  for (const entry of entries.filter(isInUse)) {
    for (const key of entryKeys(entry)) {
      const other = seen.get(key);
      if (other !== undefined) return [other, entry];
      seen.set(key, entry);
    }
  }
  return [];
}
