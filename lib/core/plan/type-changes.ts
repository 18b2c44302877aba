import { ServiceState, isHeadless, needsHealthCheck, reservesPorts } from '../live/service-state';

/**
 * What the API server fills in and clears when a Service is updated, before allocation and validation.
 *
 * @param next the Service as written or merged, with defaults
 * @param old the stored Service
 * @param minor the minor version of Kubernetes 1.x; undefined for a recent one
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/storage.go
 * `patchAllocatedValues`
 */
export function filledIn(next: ServiceState, old: ServiceState, minor?: number): ServiceState {
  const filled =
    keepsOmitted(old, minor) && keepsOmitted(next, minor) ? { ...next, ports: withOldNumbers(next, old) } : next;
  const healthCheckNodePort =
    filled.healthCheckNodePort || (needsHealthCheck(old) && needsHealthCheck(next) ? old.healthCheckNodePort : 0);
  const hasAddresses = next.type !== 'ExternalName' && old.type !== 'ExternalName';
  return { ...filled, healthCheckNodePort, clusterIP: filled.clusterIP || (hasAddresses ? old.clusterIP : '') };
}

/**
 * Clears what no longer applies, unless the update tries to change it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/strategy.go
 * `dropTypeDependentFields`
 */
export function withoutStaleFields(next: ServiceState, old: ServiceState): ServiceState {
  const known = new Set(old.ports.map(({ nodePort }) => nodePort));
  const addsNone = next.ports.every(({ nodePort }) => nodePort === 0 || known.has(nodePort));
  const stopsReserving = reservesPorts(old) && !reservesPorts(next);
  const isPolicyKept = next.externalTrafficPolicy === old.externalTrafficPolicy;
  const isCheckKept = next.healthCheckNodePort === old.healthCheckNodePort;
  const isFlagKept = next.allocates === old.allocates;
  const isAddressKept = next.clusterIP === old.clusterIP;
  return {
    ...next,
    ports: stopsReserving && addsNone ? next.ports.map((port) => ({ ...port, nodePort: 0 })) : next.ports,
    healthCheckNodePort: needsHealthCheck(old) && !needsHealthCheck(next) && isCheckKept ? 0 : next.healthCheckNodePort,
    allocates: old.type === 'LoadBalancer' && next.type !== 'LoadBalancer' && isFlagKept ? undefined : next.allocates,
    externalTrafficPolicy: stopsReserving && isPolicyKept ? '' : next.externalTrafficPolicy,
    clusterIP: old.type !== 'ExternalName' && next.type === 'ExternalName' && isAddressKept ? '' : next.clusterIP,
  };
}

/**
 * Whether the numbers of a Service survive an update that omits them; before 1.30, those of any load balancer did.
 */
function keepsOmitted({ type, allocates }: ServiceState, minor: number | undefined): boolean {
  return (
    type === 'NodePort' || (type === 'LoadBalancer' && (allocates !== false || (minor !== undefined && minor < 30)))
  );
}

/** An omitted number is kept by the name of its port, unless another port of the Service requests it. */
function withOldNumbers({ ports }: ServiceState, old: ServiceState): ServiceState['ports'] {
  const wanted = new Set(ports.map(({ nodePort }) => nodePort));
  const byName = new Map(old.ports.map(({ name, nodePort }) => [name, nodePort]));
  return ports.map((port) => {
    const known = byName.get(port.name) ?? 0;
    return port.nodePort !== 0 || wanted.has(known) ? port : { ...port, nodePort: known };
  });
}

/** Whether the address of a Service would change, which is impossible without deleting it. */
export function changesAddress(next: ServiceState, old: ServiceState): boolean {
  if (next.type === 'ExternalName' || old.type === 'ExternalName') return false;
  return isHeadless(next) !== isHeadless(old);
}
