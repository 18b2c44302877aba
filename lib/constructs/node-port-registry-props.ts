import { RecordedNodePorts } from './recorded-node-ports';

/** A node port that something outside the app holds. */
export interface TakenPort {
  /** The port, 1 to 65535. */
  readonly port: number;
  /** What holds it, for whoever collides with it. */
  readonly reason: string;
}

/** The cluster that a `NodePortRegistry` describes. */
export interface NodePortRegistryProps {
  /**
   * The name of the cluster. The lock has a section for each name, so a new name needs a renamed section.
   *
   * @default 'default'
   */
  readonly cluster?: string;

  /**
   * The node port range of the cluster, as the flag `--service-node-port-range` of its API server takes it:
   * `30000-32767`,
   * `30000+2767` or `30000`. A range that starts at 0 is refused.
   *
   * @default '30000-32767'
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
   */
  readonly portRange?: string;

  /**
   * The version of the API server, such as `1.31` or `v1.31.4`. The static band is a promise from 1.28 on.
   *
   * @default - 1.29 or later is assumed, where the static band is always on
   * @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/
   */
  readonly kubernetesVersion?: string;

  /**
   * The feature gate `ServiceNodePortStaticSubrange` of the API server. It matters for 1.27, which has it off by
   * default, and
   * 1.28, which has it on; from 1.29 on it cannot be switched off.
   *
   * @default - what the version has by default
   */
  readonly staticSubrangeGate?: boolean;

  /**
   * Whether warnings are refusals.
   *
   * @default false
   */
  readonly strict?: boolean;

  /**
   * Ports held by something outside the app, such as the API server's own `--kubernetes-service-node-port`.
   *
   * @default - none
   */
  readonly takenPorts?: TakenPort[];

  /**
   * The lock: the file that records which owner has which port, relative to the folder in which the app is synthesized.
   * It is read
   * when the registry is made and written before the first manifest is. Commit it, so that no port moves by itself.
   *
   * @default 'nodeports.lock.yaml', once a port is left to the library
   */
  readonly lockFile?: string;

  /**
   * Keeps no lock. What it costs: a Service that is added later may move the node port of one that is deployed already,
   * and nothing
   * can tell, since nothing is recorded.
   *
   * @default false
   */
  readonly withoutLock?: boolean;

  /**
   * Whether the lock file may not change: where it would have to, the app is refused and shown the difference.
   *
   * @default - true where the environment variable CI is set, to anything but `false` or `0`
   */
  readonly frozen?: boolean;

  /**
   * Where a map of the port space is drawn once the app is synthesized, relative to the folder in which that happens:
   * who has which
   * port, what is free and what is risky. A page, or what the ending of the file says: `.svg` for a picture, `.json`
   * for programs,
   * `.text` for people. Registries that name one file share a page.
   *
   * @default - no map is drawn
   * @example 'dist/ports.html'
   */
  readonly mapFile?: string;

  /**
   * Ports that are never assigned by themselves, since many charts and tutorials write them by hand. They can still be
   * pinned.
   *
   * @default - 30000, 30001, 30007, 30080, 30443, 31000, 31380 and 32000
   */
  readonly avoidPorts?: number[];

  /**
   * Whether the app emits a NodePortClaim for each node port of its Services and reservations, ahead of the Services.
   * Once it is
   * applied, no other repository can claim the port, and the guard of the cluster refuses it to every other Service.
   *
   * An apply of claims fails in a cluster that does not know them, so whoever runs it has to install them first:
   * `cdk8s-nodeport guard | kubectl apply -f -`.
   *
   * @default false
   */
  readonly emitClaims?: boolean;

  /**
   * Whom to talk to about the claims of this app, such as `github.com/acme/storage`: 1 to 200 characters. A claim that
   * is applied
   * keeps it.
   *
   * @default - the repository, by its git remote
   */
  readonly claimedBy?: string;

  /**
   * Records of other apps whose ports count as taken.
   *
   * @default - none
   */
  readonly reservations?: RecordedNodePorts[];
}
