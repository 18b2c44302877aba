/** A Service spec as a person would write it: without the empty lists and maps that cdk8s-plus leaves in. */
export function withoutEmpty<T extends object>(spec: T): T {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isEmpty(value))) as T;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Which endpoints answer for traffic from outside the cluster. */
export enum ExternalTrafficPolicy {
  /** Any endpoint in the cluster: traffic is spread evenly, and the client's address is lost. */
  CLUSTER = 'Cluster',
  /**
   * Endpoints on the node that was reached: the client's address is kept, and nodes without an endpoint answer nobody.
   */
  LOCAL = 'Local',
}
