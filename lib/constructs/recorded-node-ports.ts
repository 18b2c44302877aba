import { usageError } from './synth/app-language';
import { Claim } from '../core/service/claim';
import { repositoryOf } from '../io/records/git-remote';
import { readClaimsFile, readSnapshotFile } from '../io/records/late-readers';
import { lockedClaims } from '../io/records/lock-claims';
import { LockFile } from '../io/records/lock-file';
import { claimsInCluster } from '../io/records/recorded-claims';
import { liveClaims } from '../io/records/snapshot-claims';
import type { SnapshotFile } from '../io/records/snapshot-file';

/** Which part of a record counts. */
export interface RecordedNodePortsOptions {
  /**
   * The name that the cluster has in that record.
   *
   * @default - the name that it has here
   */
  readonly cluster?: string;
}

/** Who the repository of an app is, among those that claim ports of a cluster. */
export interface RecordedClaimsOptions {
  /**
   * What this repository writes into `claimedBy`.
   *
   * @default - the repository, by its git remote
   */
  readonly claimedBy?: string;
}

/**
 * Ports that a record holds which this app does not write: give it to a `NodePortRegistry`, and they count as taken.
 *
 * A Service of this app that the record names has its own port, as recorded.
 */
export class RecordedNodePorts {
  /**
   * The ports in the lock file of another app, such as that of the team that owns the cluster.
   *
   * Throws `lock-invalid`, with file, line and column, where the file is missing or cannot be read.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options the cluster, where it has another name there
   */
  public static fromLockFile(path: string, options: RecordedNodePortsOptions = {}): RecordedNodePorts {
    const file = LockFile.read(path);
    if (!file.exists) {
      throw usageError('lock-invalid', {
        who: path,
        what: 'there is no such lock file to count the ports of',
        wayOut: `Check the path from ${process.cwd()}`,
      });
    }
    return new RecordedNodePorts((cluster) => claimsOfLock(file, options.cluster ?? cluster, cluster));
  }

  /**
   * The ports that a live cluster held when `cdk8s-nodeport snapshot` was typed, whoever has them.
   *
   * A Service of this app keeps its own live port; one that is to be assigned a port gets its live one where that is
   * static.
   *
   * Throws `snapshot-invalid`, with file, line and column, where the file is missing or cannot be read.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options the cluster, where it has another name there
   */
  public static fromSnapshot(path: string, options: RecordedNodePortsOptions = {}): RecordedNodePorts {
    const file = readSnapshotFile(path);
    return new RecordedNodePorts((cluster) => claimsOfSnapshot(file, options.cluster ?? cluster, cluster));
  }

  /**
   * The ports that are claimed in a cluster, from `kubectl get nodeportclaims -o yaml > claims.yaml`.
   *
   * A Service of this app that a port is claimed for has it; so has any Service of a namespace that it is claimed for.
   * What this
   * repository itself claims for nobody yet is its own to give, so it is left out.
   *
   * Throws `claims-invalid`, with file, line and column, where the file is missing or cannot be read.
   *
   * @param path the file, relative to the folder in which the app is synthesized
   * @param options who this repository is, where its git remote does not say so
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

function claimsOfLock(file: LockFile, name: string, cluster: string): Claim[] {
  if (file.section(name) !== undefined) return lockedClaims(file, name, cluster);
  const { path, clusters } = file;
  throw usageError('lock-invalid', {
    who: path,
    what: `it records no cluster ${name}, only ${clusters.join(', ') || 'none at all'}`,
    wayOut: `Name one: fromLockFile('${path}', { cluster: '${clusters[0] ?? name}' })`,
  });
}

function claimsOfSnapshot(file: SnapshotFile, name: string, cluster: string): Claim[] {
  const { path, snapshot } = file;
  if (snapshot.cluster === name) return liveClaims(file, cluster);
  throw usageError('snapshot-invalid', {
    who: path,
    what: `it is of cluster ${snapshot.cluster}, not of ${name}`,
    wayOut: `If that is this one, say so: fromSnapshot('${path}', { cluster: '${snapshot.cluster}' })`,
  });
}
