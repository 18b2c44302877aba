/** A Service spec as a person would write it: without the empty lists and maps that cdk8s-plus emits. */
export function withoutEmpty<T extends object>(spec: T): T {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isEmpty(value))) as T;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Which endpoints handle traffic from outside the cluster. */
export enum ExternalTrafficPolicy {
  /** Any endpoint in the cluster: traffic is spread evenly, but the client's address is lost. */
  CLUSTER = 'Cluster',
  /**
   * Endpoints on the node that receives the traffic: the client's address is kept, but a node without endpoints drops
   * it.
   */
  LOCAL = 'Local',
}
