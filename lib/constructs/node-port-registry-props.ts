import { RecordedNodePorts } from './recorded-node-ports';
import { TakenPort } from './taken-ports';

/** The cluster that a `NodePortRegistry` describes. */
export interface NodePortRegistryProps {
  /**
   * The name of the cluster. The lock has one section for each name; if you rename the cluster, rename its section too.
   *
   * @default 'default'
   */
  readonly cluster?: string;

  /**
   * The node port range of the cluster, in the format of the API server flag `--service-node-port-range`:
   * `30000-32767`, `30000+2767` or `30000`. A range that starts at 0 is refused.
   *
   * @default '30000-32767'
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
   */
  readonly portRange?: string;

  /**
   * The version of the API server, such as `1.31` or `v1.31.4`. Kubernetes protects the static band from 1.28 on.
   *
   * @default - assumes 1.29 or later, where the static band is always on
   * @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/
   */
  readonly kubernetesVersion?: string;

  /**
   * Whether the API server's feature gate `ServiceNodePortStaticSubrange` is on. Only relevant to 1.27, where it is off
   * by default, and 1.28, where it is on by default; from 1.29 on it cannot be turned off.
   *
   * @default - the default of the Kubernetes version
   */
  readonly staticSubrangeGate?: boolean;

  /**
   * Whether to treat warnings as errors.
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
   * It is read when the registry is created and written before the first manifest. Commit it, so that ports do not
   * move.
   *
   * @default - `nodeports.lock.yaml`, once the library assigns at least one port
   */
  readonly lockFile?: string;

  /**
   * Turns the lock off. Without it, adding a Service can move the node port of a Service that is already deployed, and
   * nothing can detect that because nothing is recorded.
   *
   * @default false
   */
  readonly withoutLock?: boolean;

  /**
   * Whether the lock file is read-only: if it would have to change, the app is refused and the difference is shown.
   *
   * @default - true if the environment variable CI is set to anything but `false` or `0`
   */
  readonly frozen?: boolean;

  /**
   * Where to draw a map of the port space after synthesis, relative to the folder in which the app is synthesized. The
   * map shows who has which port, what is free and what is risky. The file extension sets the format: `.svg` for a
   * picture, `.json` for programs, `.txt` for plain text, anything else for an HTML page. Registries with the same
   * `mapFile` share one map.
   *
   * @default - no map is drawn
   */
  readonly mapFile?: string;

  /**
   * Ports that are never assigned automatically, because many charts and tutorials hard-code them. They can still be
   * pinned.
   *
   * @default - 30000, 30001, 30007, 30080, 30443, 31000, 31380 and 32000
   */
  readonly avoidPorts?: number[];

  /**
   * Whether the app emits a NodePortClaim for each node port of its Services and reservations, ahead of the Services.
   * Once the claim is applied, no other repository can claim the port, and the guard of the cluster refuses it to every
   * other Service.
   *
   * Applying claims fails in a cluster without the NodePortClaim definition. Install it first: `cdk8s-nodeport guard |
   * kubectl apply -f -`.
   *
   * @default false
   */
  readonly emitClaims?: boolean;

  /**
   * Whom to contact about the claims of this app, such as `github.com/acme/storage`: 1 to 200 characters. Does not
   * change once a claim is applied.
   *
   * @default - the repository, taken from its git remote
   */
  readonly claimedBy?: string;

  /**
   * Records of other apps, whose ports count as taken.
   *
   * @default - none
   */
  readonly reservations?: RecordedNodePorts[];
}
