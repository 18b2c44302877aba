import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { removeLeftovers, writeAtomically } from './atomic-file';
import { exclusively } from './exclusive';
import { lockFault, readLock } from './lock-reader';
import { refuse } from '../core/finding';
import { Lock, LockSection } from '../core/lock';
import { lockText } from '../core/lock-text';
import { PortRange } from '../core/port-range';

/** A lock file and what it said when it was read. */
export class LockFile {
  /** Reads a lock file; one that is not there yet holds nothing. Throws `lock-invalid`. */
  public static read(path: string, absolute = resolve(path)): LockFile {
    return new LockFile(path, absolute);
  }

  /** Whether the file was there. */
  public get exists(): boolean {
    return this.text !== undefined;
  }

  private text?: string;
  private lock: Lock;

  private constructor(public readonly path: string, private readonly absolute: string) {
    this.text = readIfThere(absolute, path);
    this.lock = this.text === undefined ? new Map() : readLock(path, this.text);
  }

  /** The clusters that it records. */
  public get clusters(): string[] {
    return [...this.lock.keys()];
  }

  /** What it records of a cluster. Throws `lock-invalid` where a port of it lies outside the range that the cluster has now. */
  public section(cluster: string, range?: PortRange): LockSection | undefined {
    const section = this.lock.get(cluster);
    const stray = range === undefined ? undefined : section?.entries.find(({ nodePort }) => !range.contains(nodePort));
    if (stray) throw lockFault(this.path, this.text as string, this.offsetOf(cluster, stray.nodePort), `port ${stray.nodePort} is outside the range of the cluster, ${range}`, 'Remove the line, or describe the range that the cluster has');
    return section;
  }

  /** The place of a port in the file, such as `nodeports.lock.yaml:12:7`. */
  public placeOf(cluster: string, nodePort: number): string {
    const before = (this.text ?? '').slice(0, this.offsetOf(cluster, nodePort)).split('\n');
    return `${this.path}:${before.length}:${before[before.length - 1].length + 1}`;
  }

  /**
   * Records clusters anew and leaves the sections of others as they are in the file by now. Nothing is written where nothing changes.
   *
   * Throws where another process has changed one of these sections since they were read: what was decided then may be wrong by now.
   */
  public write(sections: ReadonlyMap<string, LockSection>): void {
    if (this.text === lockText(new Map([...this.lock, ...sections]))) return;
    exclusively(this.absolute, () => {
      removeLeftovers(this.absolute);
      const text = readIfThere(this.absolute, this.path);
      const current = text === undefined ? new Map<string, LockSection>() : readLock(this.path, text);
      for (const [cluster, section] of sections) this.requireUnchanged(cluster, current.get(cluster), section);
      const next: Lock = new Map([...current, ...sections]);
      const nextText = lockText(next);
      if (nextText !== text) writeAtomically(this.absolute, nextText);
      this.text = nextText;
      this.lock = next;
    });
  }

  private requireUnchanged(cluster: string, current: LockSection | undefined, next: LockSection): void {
    const print = (section: LockSection | undefined) => (section === undefined ? '' : lockText(new Map([[cluster, section]])));
    if (print(current) === print(this.lock.get(cluster)) || print(current) === print(next)) return;
    throw refuse('lock-outdated', {
      who: this.path,
      what: `cluster ${cluster} was changed by another process while this app was synthesized, so the lock is left as it is`,
      wayOut: 'Synthesize again',
    });
  }

  private offsetOf(cluster: string, nodePort: number): number {
    const text = this.text ?? '';
    const start = Math.max(0, text.search(new RegExp(`^ *["']?${cluster.replace(/[^\w-]/g, '.')}["']?:`, 'm')));
    const at = text.slice(start).search(new RegExp(`(?<=^ *)${nodePort}:`, 'm'));
    return at < 0 ? start : start + at;
  }
}

function readIfThere(absolute: string, path: string): string | undefined {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw refuse('lock-invalid', { who: path, what: `it cannot be read: ${message}`, wayOut: 'Name a file that can be read and written, such as nodeports.lock.yaml' });
  }
}
