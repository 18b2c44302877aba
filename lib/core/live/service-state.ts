import { ASSIGNED_ADDRESS, Fields, ServiceFields, withoutNulls } from '../service/service-fields';

/** An entry of `spec.ports` with the API server's defaults filled in. */
export interface ServicePortState {
  /** Empty if it has none. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** 0 if unset. */
  readonly nodePort: number;
  readonly targetPort: string | number;
  readonly appProtocol?: string;
}

/** The parts of a Service that determine its node ports, with the API server's defaults filled in. */
export interface ServiceState {
  readonly type: string;
  readonly ports: readonly ServicePortState[];
  /** `None`, an address, or empty if it has none. */
  readonly clusterIP: string;
  readonly externalName: string;
  /** Empty for a Service that cannot be reached from outside. */
  readonly externalTrafficPolicy: string;
  /** 0 if unset. */
  readonly healthCheckNodePort: number;
  /** `allocateLoadBalancerNodePorts`; undefined if unset. */
  readonly allocates?: boolean;
}

/** Whether Services of this type reserve node ports. */
export function reservesPorts({ type }: Pick<ServiceState, 'type'>): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** Whether ports without a number stay without one: only load balancers have this choice. */
export function leavesUnset({ type, allocates }: Pick<ServiceState, 'type' | 'allocates'>): boolean {
  return type === 'LoadBalancer' && allocates === false;
}

/** Whether a Service needs a port for its health check. */
export function needsHealthCheck({
  type,
  externalTrafficPolicy,
}: Pick<ServiceState, 'type' | 'externalTrafficPolicy'>): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** Whether a Service has `clusterIP: None`. */
export function isHeadless({ clusterIP }: Pick<ServiceState, 'clusterIP'>): boolean {
  return clusterIP === 'None';
}

/**
 * Applies the API server's defaults, as it does before allocation.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go `SetDefaults_Service`
 */
export function withDefaults(fields: ServiceFields): ServiceState {
  const { scalars, ports = [] } = withoutNulls(fields);
  const type = text(scalars.type) || 'ClusterIP';
  const policy = text(scalars.externalTrafficPolicy);
  const allocates = scalars.allocateLoadBalancerNodePorts;
  return {
    type,
    ports: ports.map(portWithDefaults),
    clusterIP: text(scalars.clusterIP),
    externalName: text(scalars.externalName),
    externalTrafficPolicy: policy || (reservesPorts({ type }) ? 'Cluster' : ''),
    healthCheckNodePort: Number(scalars.healthCheckNodePort ?? 0),
    allocates: typeof allocates === 'boolean' ? allocates : type === 'LoadBalancer' || undefined,
  };
}

function portWithDefaults({ name, port, protocol, nodePort, targetPort, appProtocol }: Fields): ServicePortState {
  const number = Number(port ?? 0);
  return {
    name: text(name),
    port: number,
    protocol: text(protocol) || 'TCP',
    nodePort: Number(nodePort ?? 0),
    targetPort: typeof targetPort === 'number' || typeof targetPort === 'string' ? targetPort || number : number,
    ...(typeof appProtocol === 'string' ? { appProtocol } : {}),
  };
}

/** A Service as the API server stores and prints it: without empty fields. */
export function storedFields(state: ServiceState): ServiceFields {
  const { type, ports, clusterIP, externalName, externalTrafficPolicy, healthCheckNodePort, allocates } = state;
  return {
    scalars: given({
      type,
      clusterIP,
      externalName,
      externalTrafficPolicy,
      healthCheckNodePort,
      allocateLoadBalancerNodePorts: allocates,
    }),
    ports: ports.length === 0 ? undefined : ports.map((port) => given({ ...port })),
  };
}

function given(fields: Record<string, string | number | boolean | undefined>): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && value !== 0),
  ) as Fields;
}

/** The address of a Service that is not headless, as far as it matters here. */
export function addressOf(type: string): string {
  return type === 'ExternalName' ? '' : ASSIGNED_ADDRESS;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
