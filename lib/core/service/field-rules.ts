import { ClaimOwner } from './claim';
import { PortEntry, ServiceManifest } from './service-manifest';
import { Code } from '../findings/catalogue';

const KUBELET_PORT = 10250;
/** The last release that keeps load balancers off that port: 1.33 dropped the rule. */
const LAST_MINOR_THAT_GUARDS_KUBELET = 32;

/** What is wrong with one Service by itself. */
export interface Fault {
  readonly code: Code;
  readonly owner: ClaimOwner;
  readonly what: string;
  /** Undefined where the way out is a free static port. */
  readonly wayOut?: string;
  readonly nodePort?: number;
  /** The minor version of the last Kubernetes release that refuses it; undefined where all do. */
  readonly lastMinor?: number;
}

/** A fault before it is known whose it is. */
interface FieldFault extends Omit<Fault, 'owner'> {
  /** The entry of `spec.ports` that it is about, or -1 for the health check; undefined where it is about the Service. */
  readonly index?: number;
}

/**
 * What the API server's validation says of the fields around node ports.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
export function fieldFaults(manifest: ServiceManifest, owner: ClaimOwner, placeOf: (index: number) => string): Fault[] {
  const faults: Fault[] = [];
  for (const rule of RULES) {
    for (const { index, ...fault } of rule(manifest)) {
      faults.push({ ...fault, owner: index === undefined ? owner : { ...owner, path: placeOf(index) } });
    }
  }
  return faults;
}

type Rule = (manifest: ServiceManifest) => readonly FieldFault[];

/** What a rule says of nearly every Service, without making a list each time. */
const NOTHING: readonly never[] = [];

const nodePortOnOtherType: Rule = ({ type, ports }) => {
  if (type !== 'ClusterIP' && type !== 'ExternalName') return NOTHING;
  const numbers = new Set(ports.map(({ nodePort }) => nodePort).filter((nodePort) => nodePort !== 0));
  const indexOf = (nodePort: number) => ports.findIndex((entry) => entry.nodePort === nodePort);
  return [...numbers].map((nodePort) => type === 'ClusterIP'
    ? {
      code: 'node-port-not-allowed',
      index: indexOf(nodePort),
      nodePort,
      what: `node port ${nodePort} is set on type ClusterIP, which has none; the API server refuses it`,
      wayOut: `Set type: NodePort, or remove nodePort: ${nodePort}`,
    } : {
      code: 'node-port-on-external-name',
      index: indexOf(nodePort),
      nodePort,
      what: `node port ${nodePort} is set on type ExternalName; the API server stores it unreserved, and frees the port of whoever really holds it when this Service is deleted`,
      wayOut: `Remove nodePort: ${nodePort}`,
    });
};

const headless: Rule = ({ type, isHeadless }) => (isHeadless && (type === 'NodePort' || type === 'LoadBalancer') ? [{
  code: 'headless-node-port',
  what: `type ${type} with clusterIP: None is refused by the API server: node ports need a cluster IP to route to`,
  wayOut: 'Remove clusterIP: None, or set type: ClusterIP',
}] : NOTHING);

const allocateFlag: Rule = ({ type, allocatesNodePorts }) => (allocatesNodePorts !== undefined && type !== 'LoadBalancer' ? [{
  code: 'allocate-flag-not-allowed',
  what: `allocateLoadBalancerNodePorts is for type LoadBalancer, and this is type ${type}`,
  wayOut: 'Remove allocateLoadBalancerNodePorts',
}] : NOTHING);

const healthCheck: Rule = ({ type, isLocal, healthCheck: { nodePort } }) => (nodePort !== 0 && !(type === 'LoadBalancer' && isLocal) ? [{
  code: 'health-check-port-not-allowed',
  index: -1,
  nodePort,
  what: `healthCheckNodePort ${nodePort} is for type LoadBalancer with externalTrafficPolicy: Local only`,
  wayOut: `Remove healthCheckNodePort: ${nodePort}, or set both`,
}] : NOTHING);

const kubeletPort: Rule = ({ type, ports }) => (type === 'LoadBalancer' && ports.some(({ port }) => port === KUBELET_PORT) ? [{
  code: 'kubelet-port-exposed',
  index: ports.findIndex(({ port }) => port === KUBELET_PORT),
  lastMinor: LAST_MINOR_THAT_GUARDS_KUBELET,
  what: `type LoadBalancer cannot expose service port ${KUBELET_PORT}, which is the kubelet's, before Kubernetes 1.33`,
  wayOut: 'Set port: 10251 and keep the targetPort',
}] : NOTHING);

const portNames: Rule = ({ ports }) => {
  if (ports.length < 2) return NOTHING;
  const nameless = ports.filter(({ name }) => name === '');
  const seen = new Set<string>();
  // By name, where it stands the second time.
  const repeated = new Map<string, number>();
  for (const { name, index } of ports) {
    if (name !== '' && seen.has(name) && !repeated.has(name)) repeated.set(name, index);
    seen.add(name);
  }
  return [
    ...nameless.map(({ index, port, protocol }) => ({
      code: 'port-name-missing' as const,
      index,
      what: `port ${port}/${protocol} has no name, and a Service of several ports needs one on each`,
      wayOut: `Add name: ${protocol.toLowerCase()}-${port} to spec.ports[${index}]`,
    })),
    ...[...repeated].map(([name, index]) => ({
      code: 'port-name-repeated' as const,
      index,
      what: `several ports are named "${name}"`,
      wayOut: `Rename one of them, to ${name}-2`,
    })),
  ];
};

const repeatedEntries: Rule = ({ type, ports }) => {
  if (ports.length < 2) return NOTHING;
  // There a repeated node port has met the allocator already.
  const isAllocated = type === 'NodePort' || type === 'LoadBalancer';
  const known = new Map<string, PortEntry>();
  const first = (key: string, entry: PortEntry): PortEntry => {
    if (!known.has(key)) known.set(key, entry);
    return known.get(key) as PortEntry;
  };
  return ports.flatMap((entry) => {
    const { protocol, port, nodePort } = entry;
    const samePort = Number.isNaN(port) ? entry : first(`${port}/${protocol}`, entry);
    const sameNodePort = isAllocated || nodePort === 0 ? entry : first(`node port ${nodePort}/${protocol}`, entry);
    const earlier = samePort.index < sameNodePort.index ? samePort : sameNodePort;
    if (earlier === entry) return [];
    return [{
      code: 'entry-repeated' as const,
      index: entry.index,
      what: `spec.ports[${entry.index}] repeats ${entry.port === earlier.port ? `port ${entry.port}` : `node port ${entry.nodePort}`} of spec.ports[${earlier.index}] for ${entry.protocol}`,
      wayOut: `Remove spec.ports[${entry.index}], or give it a number of its own`,
    }];
  });
};

const RULES: readonly Rule[] = [nodePortOnOtherType, headless, allocateFlag, healthCheck, kubeletPort, portNames, repeatedEntries];
