/** The state of a port in the port map. */
export enum PortState {
  /** Its number is written in a manifest. */
  PINNED = 'pinned',
  /** Its number was assigned by the registry and is kept by the lock. */
  ASSIGNED = 'assigned',
  /** Held for an owner that may not have a Service yet. */
  RESERVED = 'reserved',
  /** Its owner is gone, but clients may still use it. */
  RETIRED = 'retired',
  /** In use by something outside Kubernetes Services. */
  TAKEN = 'taken',
  /** The health check of a load balancer. */
  HEALTH_CHECK = 'health',
  /** In use on the cluster and not mentioned anywhere else: pinned or picked, a snapshot cannot tell. */
  LIVE = 'live',
  /** Claimed by several owners. */
  CLASH = 'clash',
  /** Freed by the plan. */
  LEAVING = 'leaving',
  /** Free. */
  FREE = 'free',
}

/** The whole map: one port space per cluster. */
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
  /** The last port of the range, inclusive. */
  readonly last: number;
  /** The last port of the static band, which starts with the range. */
  readonly staticLast: number;
  /** Why dynamic picks may use the static band; undefined if they do not. */
  readonly unprotected?: string;
  /** Static ports that everybody writes by hand, and that are proposed last. */
  readonly avoided: readonly number[];
  /** The sources of the map, such as `Kubernetes 1.36` and `nodeports.lock.yaml`. */
  readonly sources: readonly string[];
  /** Every port that is not free, by number, including ports outside the range. */
  readonly ports: readonly MapPort[];
  /** Whether any of it was printed by a cluster, so that numbers picked by the API server are known. */
  readonly knowsDynamic: boolean;
  /** How many ports leave their number to the API server. */
  readonly unnumbered: number;
  readonly findings: readonly MapFinding[];
  readonly plan?: MapPlan;
  /** The history of the lock, oldest day first. */
  readonly history?: readonly MapDay[];
}

/** The owner of a port. */
export interface PortOwner {
  readonly namespace?: string;
  readonly service?: string;
  /** The name of the service port, or its number and protocol. */
  readonly port?: string;
  /** The service port and its protocols, such as `53 UDP, TCP`. */
  readonly serves?: string;
  /** The owner of a port that is held without a Service. */
  readonly holder?: string;
  readonly reason?: string;
  /** The reservation that it belongs to. */
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
  /** Whether its owner pinned it in the dynamic band, where the API server may pick it for another Service. */
  readonly isAtRisk?: true;
  /** How the plan changes it. */
  readonly change?: PlannedChange;
}

/** How a plan changes a port. */
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
  /** The ports that change, in their state after the plan. */
  readonly ports: readonly MapPort[];
  /** The numbers that are held today but free after the plan. */
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
