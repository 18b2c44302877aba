import { resolve } from 'node:path';
import { snapshotCommand } from './snapshot-node';
import { readSnapshot } from './snapshot-reader';
import { usageError } from '../../core/findings/finding';
import { Snapshot } from '../../core/live/snapshot';
import { readText } from '../files/pieces';

/** A snapshot, and the place of each of its ports in its file. */
export class SnapshotFile {
  /** Reads a snapshot from its file, without changing it. Throws `snapshot-invalid`, with file, line and column. */
  public static read(path: string, absolute = resolve(path)): SnapshotFile {
    return SnapshotFile.parse(textOf(path, absolute), path);
  }

  /**
   * Reads a snapshot from its text. Throws `snapshot-invalid`.
   *
   * @param text the text of a snapshot file
   * @param path the name of the file in findings and errors
   */
  public static parse(text: string, path: string): SnapshotFile {
    const { snapshot, places } = readSnapshot(path, text);
    return new SnapshotFile(path, snapshot, places);
  }

  private constructor(
    public readonly path: string,
    public readonly snapshot: Snapshot,
    private readonly places: ReadonlyMap<number, string>,
  ) {}

  /** The place of a port in the file, such as `prod.snapshot.yaml:12:13`. */
  public placeOf(nodePort: number): string {
    return this.places.get(nodePort) ?? this.path;
  }
}

function textOf(path: string, absolute: string): string {
  try {
    return readText(absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such snapshot' : `it cannot be read: ${message}`;
    throw usageError('snapshot-invalid', { who: path, what, wayOut: `Take one: ${snapshotCommand(path)}` });
  }
}
