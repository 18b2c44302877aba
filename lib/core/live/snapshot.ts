import { PortRange } from '../cluster/port-range';
import { compareText } from '../findings/finding';
import { ClaimKind, HEALTH_CHECK_PORT, serviceKey } from '../service/claim';
import { ServiceManifest, isListOfServices, isService, readManifest, unfoldList } from '../service/service-manifest';

/** One port that a live Service holds. Whether somebody pinned its number or the API server picked it cannot be known. */
export interface LivePort {
  readonly nodePort: number;
  readonly kind: ClaimKind.NODE_PORT | ClaimKind.HEALTH_CHECK;
  readonly namespace: string;
  readonly service: string;
  /** The name of the service port, by which the API server keeps a number; empty for a health check and for an only port without one. */
  readonly name: string;
  /** The number of the service port; undefined for a health check. */
  readonly servicePort?: number;
  /** The protocol of the entry; a health check is always TCP. */
  readonly protocol: string;
  /** Whether `kubectl apply` or Helm is known to have written the Service, so that they also take away what they once wrote. */
  readonly isApplied: boolean;
  /** Whether the API server keeps the number where an update leaves it out: not without `allocateLoadBalancerNodePorts`. */
  readonly isKept: boolean;
}

/** What a live cluster holds. */
export interface Snapshot {
  readonly cluster: string;
  readonly portRange: PortRange;
  /** In the order of `compareLivePorts`. */
  readonly ports: readonly LivePort[];
}

/** Something odd that a live cluster can contain, and that somebody should look at. */
export interface SnapshotNote {
  readonly nodePort?: number;
  readonly text: string;
}

/** A snapshot, and what is odd about the cluster. */
export interface SnapshotReading {
  readonly snapshot: Snapshot;
  readonly notes: readonly SnapshotNote[];
}

/**
 * Reads what `kubectl get services -A -o json` printed: a List, a ServiceList or one Service; undefined where it is none of them.
 *
 * @param printed the parsed JSON
 * @param cluster the name of the cluster
 * @param portRange its `--service-node-port-range`
 */
export function readLiveServices(printed: unknown, cluster: string, portRange: PortRange): SnapshotReading | undefined {
  if (!isService(printed) && !isListOfServices(printed)) return undefined;
  const live = unfoldList(printed).filter(isService);
  const services = live.map(readManifest);
  const ports = services.flatMap((manifest, index) => livePortsOf(manifest, isApplied(live[index])));
  const snapshot = { cluster, portRange, ports: ports.sort(compareLivePorts) };
  return { snapshot, notes: [...partial(services), ...services.flatMap(unusable), ...notesOf(snapshot)] };
}

/** Every cluster has this Service, and keeps it whatever a manifest says. */
export const API_SERVER_ITSELF = 'default/kubernetes';

function partial(services: readonly ServiceManifest[]): SnapshotNote[] {
  if (services.some(({ namespace, name }) => serviceKey({ namespace, service: name }) === API_SERVER_ITSELF)) return [];
  return [{ text: `Service ${API_SERVER_ITSELF} is not among what was read, so this is not the whole cluster. Type kubectl get services -A -o json` }];
}

/** What is odd about what a snapshot holds: numbers of several owners, and numbers outside the range. */
export function notesOf({ ports, portRange }: Snapshot): SnapshotNote[] {
  const owners = new Map<number, Set<string>>();
  for (const port of ports) owners.set(port.nodePort, (owners.get(port.nodePort) ?? new Set()).add(serviceKey(port)));
  const duplicates = [...owners].filter(([, keys]) => keys.size > 1).map(([nodePort, keys]) => ({
    nodePort,
    text: `node port ${nodePort} is held by ${listed([...keys])}; traffic reaches one of them only. Recreate all but one of them with another number`,
  }));
  const outside = [...owners].filter(([nodePort]) => !portRange.contains(nodePort)).map(([nodePort, keys]) => ({
    nodePort,
    text: `node port ${nodePort} of ${listed([...keys])} is outside the range ${portRange}; it works until its Service is recreated. Move it into the range`,
  }));
  return [...duplicates, ...outside];
}

/** How messages call a live port: the name of its service port, or its number and protocol. */
export function nameLivePort({ kind, name, servicePort, protocol }: LivePort): string {
  return kind === ClaimKind.HEALTH_CHECK ? HEALTH_CHECK_PORT : name || `${servicePort}/${protocol}`;
}

/** The order of a snapshot: by number, then by owner, so that two snapshots of one state are one text. */
export function compareLivePorts(a: LivePort, b: LivePort): number {
  return a.nodePort - b.nodePort
    || compareText(serviceKey(a), serviceKey(b))
    || compareText(a.kind, b.kind)
    || compareText(a.name, b.name)
    || (a.servicePort ?? 0) - (b.servicePort ?? 0)
    || compareText(a.protocol, b.protocol);
}

/** Where kubectl notes what it wrote, and how Helm marks what it did; who applies on the server side leaves nothing that kubectl shows. */
function isApplied(printed: unknown): boolean {
  const { annotations, labels } = Object((printed as { metadata?: unknown }).metadata) as Record<string, unknown>;
  const { 'kubectl.kubernetes.io/last-applied-configuration': written } = Object(annotations) as Record<string, unknown>;
  const { 'app.kubernetes.io/managed-by': manager } = Object(labels) as Record<string, unknown>;
  return written !== undefined || manager === 'Helm';
}

function livePortsOf(manifest: ServiceManifest, isWritten: boolean): LivePort[] {
  const { type, ports, healthCheck: { nodePort }, allocatesNodePorts } = manifest;
  if (type !== 'NodePort' && type !== 'LoadBalancer') return [];
  const owner = { namespace: manifest.namespace ?? 'default', service: manifest.name, isApplied: isWritten };
  const isKept = type === 'NodePort' || allocatesNodePorts !== false;
  const held: LivePort[] = ports.filter((entry) => entry.nodePort !== 0).map((entry) => (
    { ...owner, nodePort: entry.nodePort, kind: ClaimKind.NODE_PORT, name: entry.name, servicePort: entry.port, protocol: entry.protocol, isKept }
  ));
  if (nodePort !== 0) held.push({ ...owner, nodePort, kind: ClaimKind.HEALTH_CHECK, name: '', protocol: 'TCP', isKept: true });
  return held;
}

/** Numbers that a Service carries without holding them, and those that cannot be read. */
function unusable(manifest: ServiceManifest): SnapshotNote[] {
  const { type, ports, healthCheck, name, namespace } = manifest;
  const who = `Service ${namespace ?? 'default'}/${name}`;
  const entries = [...ports.map((entry) => ({ ...entry, label: `port "${entry.name || entry.port}"` })), { ...healthCheck, label: HEALTH_CHECK_PORT }];
  return entries.flatMap(({ nodePort, unreadable, label }) => {
    if (unreadable !== undefined) {
      return [{ text: `${who}, ${label}: ${JSON.stringify(unreadable)} is not a node port, so it is left out. Take the snapshot with kubectl get services -A -o json` }];
    }
    if (nodePort === 0 || type === 'NodePort' || type === 'LoadBalancer') return [];
    return [{ nodePort, text: `${who} of type ${type} carries node port ${nodePort} without holding it, so it is left out. Remove nodePort: ${nodePort}` }];
  });
}

function listed(keys: readonly string[]): string {
  return keys.length === 1 ? keys[0] : `${keys.slice(0, -1).join(', ')} and ${keys[keys.length - 1]}`;
}
