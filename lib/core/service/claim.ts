import { comparePaths, compareText } from '../findings/place';

/** What a claim is for. */
export enum ClaimKind {
  /** A port of a Service, of type NodePort or LoadBalancer. */
  NODE_PORT = 'node-port',
  /** The health check of a LoadBalancer Service with `externalTrafficPolicy: Local`. */
  HEALTH_CHECK = 'health-check',
  /** Something outside the app, declared to the registry. */
  TAKEN = 'taken',
  /** A port held for an owner, with or without a Service that uses it yet. */
  RESERVATION = 'reservation',
  /** A port in the lock of another app. */
  LOCKED = 'locked',
  /** A port that a Service of a live cluster holds, from a snapshot. */
  LIVE = 'live',
  /** A port claimed by a NodePortClaim of the cluster. */
  CLAIMED = 'claimed',
}

/** Whether a Service of this app asks for the port. */
export function isOfService({ kind }: Pick<Claim, 'kind'>): boolean {
  return kind === ClaimKind.NODE_PORT || kind === ClaimKind.HEALTH_CHECK;
}

/** Whether the port is held by a reservation or by a record of another app. */
export function isHeld({ kind }: Pick<Claim, 'kind'>): boolean {
  return !isOfService({ kind }) && kind !== ClaimKind.TAKEN;
}

/** The owner of a claim. */
export interface ClaimOwner {
  /** The cluster whose port it is. */
  readonly cluster: string;
  /** Where the claim is written: a construct path, or a place in a file. */
  readonly path: string;
  /** The namespace of the Service; undefined if its manifest has none, so that `kubectl -n` decides. */
  readonly namespace?: string;
  /** The name of the Service. Undefined for a port taken outside the app. */
  readonly service?: string;
  /** The name of the service port, or its number and protocol if it has no name, such as `9000/TCP`. */
  readonly port?: string;
  /** Why the port is held, if it is reserved or taken outside the app. */
  readonly reason?: string;
  /** The reservation that the claim belongs to: the path of its construct. */
  readonly reservation?: string;
  /** Who a reserved port is held for. */
  readonly holder?: string;
  /** The custom resource that asks for the port, such as `Kafka shop/orders`; undefined for a Service. */
  readonly resource?: string;
  /** The prefix of the name of the Service that is created for a custom resource. */
  readonly generates?: string;
  /** Whether the claim comes from another app's record rather than from this app. */
  readonly isForeign?: boolean;
}

/**
 * A request for one node port of a cluster.
 *
 * Protocols of one service port that share a number form one claim.
 */
export interface Claim {
  /** What the port is for. */
  readonly kind: ClaimKind;
  /** The requested number, or undefined if the API server should pick one. */
  readonly nodePort?: number;
  /** Who asks for it. */
  readonly owner: ClaimOwner;
  /** Whether its owner requires a port in the static band, as the typed constructs do. */
  readonly demandsStatic: boolean;
  /** Whether the registry chose the number, as opposed to a person writing it. */
  readonly assigned: boolean;
  /** The number of its service port, 1 to 65535; undefined if the claim is not for a port of a Service. */
  readonly servicePort?: number;
  /** The names of all ports of the Service that share the number, including the owner's. */
  readonly sharedBy?: string[];
  /** The labels that these ports have while they are unnamed, such as `9000/TCP`. */
  readonly namelessAs?: string[];
  /** The Services that may use a reserved port, as `namespace/name`; `namespace/*` for a whole namespace. */
  readonly admits?: string[];
}

/** Whether a claim still needs a number from the registry. */
export function isAwaiting({ nodePort, demandsStatic }: Claim): boolean {
  return nodePort === undefined && demandsStatic;
}

/** A Service by namespace and name. */
export function serviceKey({ namespace, service }: Pick<ClaimOwner, 'namespace' | 'service'>): string {
  return `${namespace ?? 'default'}/${service}`;
}

/** The port name that the owner of a health check has. */
export const HEALTH_CHECK_PORT = 'healthCheckNodePort';

/** The order of claims to one number: ports taken outside first, then by location. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    Number(b.kind === ClaimKind.TAKEN) - Number(a.kind === ClaimKind.TAKEN) ||
    comparePaths(a.owner.path, b.owner.path) ||
    compareText(ownerKey(a.owner), ownerKey(b.owner))
  );
}

/** Whether a list of Services, as `namespace/name` or `namespace/*`, contains a Service. */
export function isAdmitted(admits: readonly string[], key: string): boolean {
  return admits.includes(key) || admits.includes(`${key.slice(0, key.indexOf('/'))}/*`);
}

/** Every name under which the owner of a claim may be known: one for each port that shares the number. */
export function ownerKeys({ owner, sharedBy = [], namelessAs = [] }: Claim): string[] {
  return [...new Set([ownerKey(owner), ...[...sharedBy, ...namelessAs].map((port) => ownerKey({ ...owner, port }))])];
}

/** Identifies the owner of a claim within a cluster. */
export function ownerKey({ namespace, service, port }: ClaimOwner): string {
  return `${namespace ?? 'default'}/${service}/${port}`;
}

/** The owner that a port had before its Service was renamed: `namespace/name`, or a name in the same namespace. */
export function formerOwner(owner: ClaimOwner, formerly: string): ClaimOwner {
  const [service, namespace = owner.namespace] = formerly.split('/').reverse();
  return { ...owner, namespace, service };
}

/** The claim of a port held by something outside the app. */
export function takenClaim(cluster: string, path: string, nodePort: number, reason: string): Claim {
  return { kind: ClaimKind.TAKEN, nodePort, owner: { cluster, path, reason }, demandsStatic: false, assigned: false };
}
