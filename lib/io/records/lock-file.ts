import { resolve } from 'node:path';
import { readLock } from './lazy-readers';
import { howToRestore, readLockText, requireFolder, withoutLineEnds } from './lock-input';
import { NewSections, mergeSections, replaceSections } from './lock-merge';
import type { PlacedLock } from './lock-reader';
import { PortRange } from '../../core/cluster/port-range';
import { MessageParts, usageError } from '../../core/findings/finding';
import { LockSection } from '../../core/lock/lock';
import { lockText } from '../../core/lock/lock-text';
import { closestWord } from '../../core/text/closest-word';
import { firstOf } from '../../core/text/listing';
import { replaceGuarded } from '../files/guarded-file';
import { LinkOut } from '../files/links';
import { errorCode } from '../files/replacing';
import { TextPlaces } from '../manifests/text-places';

/** How many of several ports a message names. */
const MAX_NAMED = 3;

/** What a file holds; an empty lock without a text where there is no file. */
type Contents = PlacedLock & { readonly text?: string };

/** A lock file and its contents when it was read. */
export class LockFile {
  /** Reads a lock file; a missing file is empty. Throws `lock-invalid`. */
  public static read(path: string, absolute = LockFile.absolute(path)): LockFile {
    requireFolder(path, absolute);
    return new LockFile(path, absolute, contentsOf(path, readLockText(path, absolute)));
  }

  /** Reads the lock file of another app. Throws `lock-invalid`, also if there is none. */
  public static readExisting(path: string): LockFile {
    const file = LockFile.read(path);
    if (file.exists) return file;
    throw usageError('lock-invalid', {
      who: path,
      what: 'the lock file does not exist',
      wayOut: `Check the path from ${process.cwd()}`,
    });
  }

  /** The absolute path of a lock file, resolved from the working directory. */
  public static absolute(path: string): string {
    return resolve(path);
  }

  private constructor(
    public readonly path: string,
    public readonly absolute: string,
    private contents: Contents,
  ) {}

  /** Whether the file existed. */
  public get exists(): boolean {
    return this.contents.text !== undefined;
  }

  /** The clusters in the file. */
  public get clusters(): string[] {
    return [...this.contents.lock.keys()];
  }

  /**
   * The section of a cluster. Throws `lock-invalid` if one of its ports is outside the current range of the cluster.
   */
  public section(cluster: string, range?: PortRange): LockSection | undefined {
    const section = this.contents.lock.get(cluster);
    if (range === undefined || section === undefined) return section;
    const strays = section.entries.map(({ nodePort }) => nodePort).filter((nodePort) => !range.contains(nodePort));
    if (strays.length === 0) return section;
    const isOne = strays.length === 1;
    throw usageError('lock-invalid', {
      who: this.placeOf(cluster, strays[0]),
      what:
        `port${isOne ? '' : 's'} ${firstOf(strays, MAX_NAMED)} ${isOne ? 'is' : 'are'} outside the ` +
        `range of the cluster, ${range}`,
      wayOut: `Remove ${isOne ? 'the line' : 'their lines'}, or set portRange to the actual range of the cluster`,
    });
  }

  /**
   * What to tell whoever asks for a cluster that has no section.
   *
   * @param howToName the way out for another cluster of the file, the one that was most likely meant
   */
  public lackOf(cluster: string, howToName: (recorded: string) => string): Required<MessageParts> {
    const { path, clusters } = this;
    const recorded = closestWord(cluster, clusters) ?? clusters[0];
    if (recorded === undefined) return { who: path, what: 'it records no cluster', wayOut: howToRestore(path) };
    const what = `it has no cluster ${cluster}, only ${clusters.join(', ')}`;
    return { who: path, what, wayOut: howToName(recorded) };
  }

  /** The place of a port in the file, such as `nodeports.lock.yaml:12:7`. */
  public placeOf(cluster: string, nodePort: number): string {
    const { text = '', places } = this.contents;
    return new TextPlaces(this.path, text, 1).at(places.get(`${cluster} ${nodePort}`) ?? 0);
  }

  /**
   * Replaces or removes the sections of some clusters, and keeps all others as they currently are in the file. If
   * nothing changes, nothing is written.
   *
   * Throws if another process has changed one of these sections since they were read, even if nothing is to be
   * written, because decisions based on them may be wrong.
   */
  public write(sections: NewSections): void {
    const { path } = this;
    const { lock, text } = this.contents;
    let next = lockText(replaceSections(lock, sections));
    if (next === text && readLockText(path, this.absolute) === text) return;
    try {
      replaceGuarded(this.absolute, (raw) => {
        const current = contentsOf(path, raw === undefined ? undefined : withoutLineEnds(raw));
        next = mergeSections(path, { known: lock, current: current.lock, sections });
        return next === current.text ? undefined : next;
      });
    } catch (error) {
      const isLink = error instanceof LinkOut;
      if (!isLink && errorCode(error) === undefined) throw error;
      const wayOut = isLink
        ? 'Name that file itself'
        : 'Make the file and its folder writable, and run the same command again';
      throw usageError('lock-invalid', {
        who: path,
        what: `it cannot be written: ${(error as Error).message}`,
        wayOut,
      });
    }
    this.contents = contentsOf(path, next);
  }
}

function contentsOf(path: string, text: string | undefined): Contents {
  return text === undefined ? { lock: new Map(), places: new Map() } : { text, ...readLock(path, text) };
}
