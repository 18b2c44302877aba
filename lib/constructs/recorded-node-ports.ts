import { usageErrorInAppLanguage } from './synth/app-language';
import { Claim } from '../core/service/claim';
import { repositoryOf } from '../io/records/git-remote';
import { readClaimsFile, readSnapshotFile } from '../io/records/lazy-readers';
import { lockedClaims } from '../io/records/lock-claims';
import { LockFile } from '../io/records/lock-file';
import { claimsInCluster } from '../io/records/recorded-claims';
import { liveClaims } from '../io/records/snapshot-claims';
import type { SnapshotFile } from '../io/records/snapshot-file';

/** Which part of a record to read. */
export interface RecordedNodePortsOptions {
  /**
   * The name of the cluster in that record.
   *
   * @default - the name of the cluster in this app
   */
  readonly cluster?: string;
}

/** How to recognize this app's own claims among the claims of a cluster. */
export interface RecordedClaimsOptions {
  /**
   * The value that this repository writes to `claimedBy`.
   *
   * @default - the repository, taken from its git remote
   */
  readonly claimedBy?: string;
}

/**
 * Ports recorded outside this app. Pass it to a `NodePortRegistry`, and the ports count as taken.
 *
 * If the record contains a Service of this app, that Service keeps its recorded port.
 */
export class RecordedNodePorts {
  /**
   * Reads the ports in the lock file of another app, such as the one of the platform team.
   *
   * Throws `lock-invalid`, with file, line and column, if the file is missing or invalid.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options the name of the cluster in the file, if it differs
   */
  public static fromLockFile(path: string, options: RecordedNodePortsOptions = {}): RecordedNodePorts {
    const file = LockFile.readExisting(path);
    return new RecordedNodePorts((cluster) => requireLockedClaims(file, options.cluster ?? cluster, cluster));
  }

  /**
   * Reads the ports that a live cluster held when `cdk8s-nodeport snapshot` ran, whoever their owner is.
   *
   * A Service of this app keeps its own live port. A Service that needs a port assigned gets its live port if that is
   * in the static band.
   *
   * Throws `snapshot-invalid`, with file, line and column, if the file is missing or invalid.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options the name of the cluster in the file, if it differs
   */
  public static fromSnapshot(path: string, options: RecordedNodePortsOptions = {}): RecordedNodePorts {
    const file = readSnapshotFile(path);
    return new RecordedNodePorts((cluster) => requireLiveClaims(file, options.cluster ?? cluster, cluster));
  }

  /**
   * Reads the ports that are claimed in a cluster, from `kubectl get nodeportclaims -o yaml > claims.yaml`.
   *
   * A port that is claimed for a Service of this app, or for its namespace, goes to that Service. Claims of this
   * repository that have no Service yet are left out, because the app may still assign those ports.
   *
   * Throws `claims-invalid`, with file, line and column, if the file is missing or invalid.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options how to recognize this repository, if its git remote does not tell
   */
  public static fromClaims(path: string, options: RecordedClaimsOptions = {}): RecordedNodePorts {
    const claims = readClaimsFile(path);
    const claimedBy = options.claimedBy ?? repositoryOf(process.cwd(), process.env);
    return new RecordedNodePorts((cluster) => claimsInCluster(claims, cluster, claimedBy));
  }

  private constructor(private readonly claimsIn: (cluster: string) => Claim[]) {}

  /** @internal */
  public _claims(cluster: string): Claim[] {
    return this.claimsIn(cluster);
  }
}

function requireLockedClaims(file: LockFile, name: string, cluster: string): Claim[] {
  if (file.section(name) !== undefined) return lockedClaims(file, name, cluster);
  const howToName = (recorded: string) => `Name one: fromLockFile('${file.path}', { cluster: '${recorded}' })`;
  throw usageErrorInAppLanguage('lock-invalid', file.lackOf(name, howToName));
}

function requireLiveClaims(file: SnapshotFile, name: string, cluster: string): Claim[] {
  const { path, snapshot } = file;
  if (snapshot.cluster === name) return liveClaims(file, cluster);
  throw usageErrorInAppLanguage('snapshot-invalid', {
    who: path,
    what: `it is for cluster ${snapshot.cluster}, not ${name}`,
    wayOut: `If that is this one, say so: fromSnapshot('${path}', { cluster: '${snapshot.cluster}' })`,
  });
}
