/** What a port is to somebody who looks at the port space. */
export enum PortState {
  /** Its number is written in a manifest. */
  PINNED = 'pinned',
  /** Its number was chosen by the registry and is kept by the lock. */
  ASSIGNED = 'assigned',
  /** Held for somebody who may have no Service yet. */
  RESERVED = 'reserved',
  /** Its owner is gone, but clients may still call it. */
  RETIRED = 'retired',
  /** In use by something outside Kubernetes Services. */
  TAKEN = 'taken',
  /** The health check of a load balancer. */
  HEALTH_CHECK = 'health',
  /** In use on the cluster, and mentioned nowhere else: pinned or picked, which no snapshot tells. */
  LIVE = 'live',
  /** Claimed by several owners. */
  CLASH = 'clash',
  /** Given up by the plan. */
  LEAVING = 'leaving',
  /** Nobody's. */
  FREE = 'free',
}

/** A whole page: one port space for each cluster. */
export interface PortMap {
  /** The version of the tool that drew it. */
  readonly version: string;
  readonly clusters: readonly ClusterMap[];
}

/** The port space of one cluster. */
export interface ClusterMap {
  readonly name: string;
  /** The first port of the range. */
  readonly first: number;
  /** The last port of the range, itself inside. */
  readonly last: number;
  /** The last port of the static band, which begins with the range. */
  readonly staticLast: number;
  /** Why the static band is not kept clear of dynamic picks; undefined where it is. */
  readonly unprotected?: string;
  /** Static ports that everybody writes by hand, and that are proposed last. */
  readonly avoided: readonly number[];
  /** What the map was drawn from, such as `Kubernetes 1.36` and `nodeports.lock.yaml`. */
  readonly sources: readonly string[];
  /** Every port that is not free, by number, also outside the range. */
  readonly ports: readonly MapPort[];
  /** Whether a cluster printed any of it, so that the numbers which the API server has picked are known. */
  readonly knowsDynamic: boolean;
  /** How many ports wait for the API server to pick their number. */
  readonly unnumbered: number;
  readonly findings: readonly MapFinding[];
  readonly plan?: MapPlan;
  /** The lock over time, oldest day first. */
  readonly history?: readonly MapDay[];
}

/** Who a port belongs to. */
export interface PortOwner {
  readonly namespace?: string;
  readonly service?: string;
  /** The name of the service port, or its number and protocol. */
  readonly port?: string;
  /** The service port and its protocols, such as `53 UDP, TCP`. */
  readonly serves?: string;
  /** Who a port without a Service is held for. */
  readonly holder?: string;
  readonly reason?: string;
  /** The reservation that it is part of. */
  readonly reservation?: string;
  /** Where it is written: a construct path, or a place in a file. */
  readonly path?: string;
}

/** One port that is not free. */
export interface MapPort extends PortOwner {
  readonly nodePort: number;
  readonly state: PortState;
  /** The first day on which it is known to have this owner, or the day on which it was retired. */
  readonly since?: string;
  /** Others who claim the same number. */
  readonly rivals?: readonly PortOwner[];
  /** Whether its owner wrote it into the dynamic band, where the API server may pick it for somebody else. */
  readonly isAtRisk?: true;
  /** What the plan does to it. */
  readonly change?: PlannedChange;
}

/** What a plan does to a port. */
export interface PlannedChange {
  readonly kind: 'new' | 'arrives' | 'leaves';
  /** The other end of a move. */
  readonly other?: number;
}

/** A finding, as the page shows it. */
export interface MapFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'accepted';
  readonly message: string;
  readonly path: string;
  readonly nodePort?: number;
}

/** What applying the manifests will change. */
export interface MapPlan {
  /** `safe`, `risky` or `unsafe`, as `cdk8s-nodeport plan` prints it. */
  readonly verdict: string;
  /** The ports that change, as they are afterwards. */
  readonly ports: readonly MapPort[];
  /** The numbers that nobody holds afterwards, though somebody does today. */
  readonly freed: readonly number[];
  readonly moves: readonly { readonly from: number; readonly to: number }[];
  readonly findings: readonly MapFinding[];
}

/** What changed in a lock on one day. */
export interface MapDay {
  /** Such as 2026-03-31. */
  readonly day: string;
  /** The last commit of that day, shortened. */
  readonly commit: string;
  readonly ports: readonly MapPort[];
  readonly freed: readonly number[];
}
