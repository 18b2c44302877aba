import { Claim, ClaimKind, ClaimOwner } from '../core/claim';
import { refuse } from '../core/finding';
import { LockEntry, LockState, nameEntry } from '../core/lock';
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
    const section = this.file.section(name);
    if (section === undefined) {
      const { path, clusters } = this.file;
      throw refuse('lock-invalid', { who: path, what: `it records no cluster ${name}, only ${clusters.join(', ') || 'none at all'}`, wayOut: `Name one: fromLockFile('${path}', { cluster: '${clusters[0] ?? name}' })` });
    }
    return section.entries.map((entry) => {
      const owner: ClaimOwner = { cluster, path: this.file.placeOf(name, entry.nodePort), isForeign: true, ...ownerOf(entry) };
      const admits = entry.services?.split(',') ?? [];
      return { kind: ClaimKind.RESERVATION, nodePort: entry.nodePort, owner, demandsStatic: false, assigned: entry.state === LockState.ASSIGNED, admits, sharedBy: entry.port?.split(',') };
    });
  }
}

/** A port of a Service is that Service's, also once it is retired; any other is held for somebody, for a reason. */
function ownerOf(entry: LockEntry): Partial<ClaimOwner> {
  const reason = entry.state === LockState.RETIRED ? `retired since ${entry.since}` : entry.reason;
  if (entry.service === undefined) return { holder: entry.owner ?? nameEntry(entry), reason };
  const [namespace, service] = entry.service.split('/');
  return { namespace, service, port: entry.port?.split(',')[0], reason };
}
