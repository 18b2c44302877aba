import { comparePaths, compareText } from '../findings/finding';

/** What a claim is for. */
export enum ClaimKind {
  /** A port of a Service, of type NodePort or LoadBalancer. */
  NODE_PORT = 'node-port',
  /** The health check of a LoadBalancer Service with `externalTrafficPolicy: Local`. */
  HEALTH_CHECK = 'health-check',
  /** Something outside the app that the registry was told of. */
  TAKEN = 'taken',
  /** A port held for somebody, with or without a Service behind it yet. */
  RESERVATION = 'reservation',
  /** A port that the lock of another app records. */
  LOCKED = 'locked',
  /** A port that a Service of a live cluster holds, out of a snapshot. */
  LIVE = 'live',
  /** A port that a NodePortClaim of the cluster claims. */
  CLAIMED = 'claimed',
}

/** Whether a Service of this app asks for the port. */
export function isOfService({ kind }: Pick<Claim, 'kind'>): boolean {
  return kind === ClaimKind.NODE_PORT || kind === ClaimKind.HEALTH_CHECK;
}

/** Whether the port is held for somebody, be it by a reservation or by a record of others. */
export function isHeld({ kind }: Pick<Claim, 'kind'>): boolean {
  return !isOfService({ kind }) && kind !== ClaimKind.TAKEN;
}

/** Who holds a claim. */
export interface ClaimOwner {
  /** The cluster whose port it is. */
  readonly cluster: string;
  /** Where it was written: a construct path, or a place in a file. */
  readonly path: string;
  /** The namespace of the Service; undefined where its manifest names none, so that `kubectl -n` decides. */
  readonly namespace?: string;
  /** The name of the Service. Undefined for a port taken outside the app. */
  readonly service?: string;
  /** The name of the service port, or its number and protocol where it has none, such as `9000/TCP`. */
  readonly port?: string;
  /** Why the port is held, for one taken outside the app or reserved. */
  readonly reason?: string;
  /** The reservation that the claim is one of: the path of its construct. */
  readonly reservation?: string;
  /** Who a reserved port is held for. */
  readonly holder?: string;
  /** The custom resource that asks for the port, such as `Kafka shop/orders`; undefined where a Service does. */
  readonly resource?: string;
  /** What the name of the Service starts with that is made of a custom resource. */
  readonly generates?: string;
  /** Whether the claim was read from the record of another app, rather than made in this one. */
  readonly isForeign?: boolean;
}

/**
 * Somebody's demand for one node port of a cluster.
 *
 * Several protocols of one service port that share a number are one claim.
 */
export interface Claim {
  /** What the port is for. */
  readonly kind: ClaimKind;
  /** The number asked for, or undefined where the API server is to pick one. */
  readonly nodePort?: number;
  /** Who asks for it. */
  readonly owner: ClaimOwner;
  /** Whether its owner demands a port of the static band, as the typed constructs do. */
  readonly demandsStatic: boolean;
  /** Whether the number was chosen by the registry, rather than written by somebody. */
  readonly assigned: boolean;
  /**
   * The number of the service port that it is for, 1 to 65535; undefined for anything else than a port of a Service.
   */
  readonly servicePort?: number;
  /** The names of all ports of the Service that share the number, that of the owner included. */
  readonly sharedBy?: string[];
  /** What these ports are called as long as they have no name, such as `9000/TCP`. */
  readonly namelessAs?: string[];
  /** The Services that may have a reserved port, as `namespace/name`; `namespace/*` for all of a namespace. */
  readonly admits?: string[];
}

/** Whether a claim waits for the registry to choose its number. */
export function isAwaiting({ nodePort, demandsStatic }: Claim): boolean {
  return nodePort === undefined && demandsStatic;
}

/** How messages name an owner at the start of a sentence. */
export function nameOwner(owner: ClaimOwner): string {
  if (owner.resource !== undefined) return `${owner.resource}, ${owner.port}`;
  if (owner.service === undefined && owner.holder !== undefined) return `reservation for ${owner.holder}`;
  return `${nameService(owner)}${owner.port ? `, ${namePort(owner.port)}` : ''}`;
}

/** How messages name the other party of a conflict: where it is written and what it is. */
export function nameOther({ path, reason, ...owner }: ClaimOwner): string {
  if (owner.resource !== undefined) return `${path} (${nameOwner({ path, ...owner })})`;
  if (owner.service === undefined && owner.holder !== undefined) {
    return `${path}${path === owner.holder ? '' : `, for ${owner.holder}`} (${reason})`;
  }
  if (owner.service === undefined) return `${path || 'the app'} (takenPorts: ${reason})`;
  return `${path} (${nameOwner({ path, ...owner })}${reason ? `, ${reason}` : ''})`;
}

/** How messages name a Service. */
export function nameService(owner: Pick<ClaimOwner, 'namespace' | 'service'>): string {
  return `Service ${serviceKey(owner)}`;
}

/** A Service by namespace and name. */
export function serviceKey({ namespace, service }: Pick<ClaimOwner, 'namespace' | 'service'>): string {
  return `${namespace ?? 'default'}/${service}`;
}

/** How messages name a port of a Service. */
export function namePort(port: string): string {
  return port === HEALTH_CHECK_PORT ? port : `port "${port}"`;
}

/** What stands for the port name in the owner of a health check. */
export const HEALTH_CHECK_PORT = 'healthCheckNodePort';

/** The order of claims of one number: ports taken outside first, then by where they are written. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    Number(b.kind === ClaimKind.TAKEN) - Number(a.kind === ClaimKind.TAKEN) ||
    comparePaths(a.owner.path, b.owner.path) ||
    compareText(ownerKey(a.owner), ownerKey(b.owner))
  );
}

/** Whether a list of Services, as `namespace/name` or `namespace/*`, holds a Service. */
export function isAdmitted(admits: readonly string[], key: string): boolean {
  return admits.includes(key) || admits.includes(`${key.slice(0, key.indexOf('/'))}/*`);
}

/** Every name under which the owner of a claim may be known: that of each port that shares the number. */
export function ownerKeys({ owner, sharedBy = [], namelessAs = [] }: Claim): string[] {
  return [...new Set([ownerKey(owner), ...[...sharedBy, ...namelessAs].map((port) => ownerKey({ ...owner, port }))])];
}

/** What makes two claims those of one owner, within a cluster. */
export function ownerKey({ namespace, service, port }: ClaimOwner): string {
  return `${namespace ?? 'default'}/${service}/${port}`;
}

/** The owner that a port had before its Service was renamed: `namespace/name`, or a name in the same namespace. */
export function formerOwner(owner: ClaimOwner, formerly: string): ClaimOwner {
  const [service, namespace = owner.namespace] = formerly.split('/').reverse();
  return { ...owner, namespace, service };
}
