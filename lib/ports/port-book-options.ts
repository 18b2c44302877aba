import { LockMark } from '../core/lock/lock';

/** A port that something outside the program holds. */
export interface PortTakenElsewhere {
  /** A port of the range. */
  readonly port: number;
  /** What holds it, in a few words. */
  readonly reason: string;
}

/** How a port book describes its cluster, its lock and what people type. */
export interface PortBookOptions {
  /**
   * The name of the cluster in messages and in the lock.
   *
   * @default 'default'
   */
  readonly cluster?: string;
  /**
   * The cluster's `--service-node-port-range`.
   *
   * @default '30000-32767'
   */
  readonly portRange?: string;
  /**
   * The Kubernetes version of the cluster, such as `1.31`.
   *
   * @default - 1.29 or later, where the static band is always on
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the feature gate `ServiceNodePortStaticSubrange` is on; matters to 1.27 and 1.28 only.
   *
   * @default - the default of the Kubernetes version
   */
  readonly staticSubrangeGate?: boolean;
  /**
   * Ports that are never assigned, because many charts hard-code them. They can still be pinned.
   *
   * @default - 30000, 30001, 30007, 30080, 30443, 31000, 31380 and 32000
   */
  readonly avoidPorts?: readonly number[];
  /**
   * Ports held by something outside the program.
   *
   * @default - none
   */
  readonly takenPorts?: readonly PortTakenElsewhere[];
  /**
   * Whether warnings are errors.
   *
   * @default false
   */
  readonly strict?: boolean;
  /**
   * Accepted findings: the reason, by code.
   *
   * @default - none
   */
  readonly accept?: Readonly<Record<string, string>>;
  /**
   * The lock file, relative to the working directory of the process.
   *
   * @default 'nodeports.lock.yaml'
   */
  readonly lockFile?: string;
  /**
   * Lock files of other apps, whose ports count as taken. A Service that one of them records gets its port from there.
   *
   * @default - none
   */
  readonly otherLocks?: readonly string[];
  /**
   * Whether the lock file is read-only; then a lock that would have to change is an error.
   *
   * @default - true if the environment variable CI is set to anything but `false` or `0`
   */
  readonly frozen?: boolean;
  /**
   * Whether no other program of the same tool shares the lock. The ports of Services that left the program are then
   * retired; otherwise they stay, since another program may have those Services.
   *
   * @default false
   */
  readonly prune?: boolean;
}

/** The tool that keeps a port book: its mark in the lock, and what its users type. */
export interface Tool {
  readonly from: LockMark;
  /** How to have open ports filled in, as a clause without a full stop. */
  readonly howToFill: string;
  /** How to have the lock written where it is not frozen, as a clause without a full stop. */
  readonly howToRecord: string;
  /** How to accept a finding about the cluster. */
  readonly howToAccept: (code: string) => string;
}
