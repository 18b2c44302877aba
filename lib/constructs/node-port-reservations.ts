import { Claim } from '../core/claim';
import { refuse } from '../core/finding';
import { lockedClaims } from '../io/lock-claims';
import { LockFile } from '../io/lock-file';

/** Which part of another app's record counts. */
export interface LockedReservationsOptions {
  /**
   * The name that the cluster has in that record.
   *
   * @default - the name that it has here
   */
  readonly cluster?: string;
}

/**
 * Ports that somebody else's record holds: give it to a `NodePortRegistry`, and they count as taken.
 *
 * A Service of this app that the record names has its own port, as recorded.
 */
export class NodePortReservations {
  /**
   * The ports in the lock file of another app, such as that of the team that owns the cluster.
   *
   * Throws `lock-invalid`, with file, line and column, where the file is missing or cannot be read.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options the cluster, where it has another name there
   */
  public static fromLockFile(path: string, options: LockedReservationsOptions = {}): NodePortReservations {
    const file = LockFile.read(path);
    if (!file.exists) throw refuse('lock-invalid', { who: path, what: 'there is no such lock file to count the ports of', wayOut: `Check the path from ${process.cwd()}` });
    return new NodePortReservations(file, options.cluster);
  }

  private constructor(private readonly file: LockFile, private readonly name: string | undefined) {}

  /** @internal */
  public _claims(cluster: string): Claim[] {
    const name = this.name ?? cluster;
    if (this.file.section(name) === undefined) {
      const { path, clusters } = this.file;
      throw refuse('lock-invalid', { who: path, what: `it records no cluster ${name}, only ${clusters.join(', ') || 'none at all'}`, wayOut: `Name one: fromLockFile('${path}', { cluster: '${clusters[0] ?? name}' })` });
    }
    return lockedClaims(this.file, name, cluster);
  }
}
