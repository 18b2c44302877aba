import { ReadRelease } from './helm-release';
import { LiveService, compareLiveServices, keyOf } from './live-service';
import { reservesPorts } from './service-state';
import { PortRange } from '../cluster/port-range';
import { compareText } from '../findings/place';
import { ClaimKind, HEALTH_CHECK_PORT, serviceKey } from '../service/claim';

/** One port that a live Service holds. Whether its number was pinned or picked by the API server is unknown. */
export interface LivePort {
  readonly nodePort: number;
  readonly kind: ClaimKind.NODE_PORT | ClaimKind.HEALTH_CHECK;
  readonly namespace: string;
  readonly service: string;
  /**
   * The name of the service port, which the API server uses to keep numbers; empty for a health check and for a single
   * unnamed port.
   */
  readonly name: string;
  /** The number of the service port; undefined for a health check. */
  readonly servicePort?: number;
  /** The protocol of the entry; a health check is always TCP. */
  readonly protocol: string;
}

/** What a live cluster holds. */
export interface Snapshot {
  readonly cluster: string;
  readonly portRange: PortRange;
  /** By namespace and name: every Service that holds node ports, or may get some. */
  readonly services: readonly LiveService[];
  /** The ports that they hold, in the order of `compareLivePorts`. */
  readonly ports: readonly LivePort[];
  /**
   * Whether an earlier release of this tool took it: then it only contains Services with node ports, and only those
   * ports.
   */
  readonly isPortsOnly: boolean;
  /** The Helm releases of these Services whose last manifest was read; undefined if none was asked for. */
  readonly releases?: readonly ReadRelease[];
}

/** Something unusual in a live cluster that needs a look. */
export interface SnapshotNote {
  readonly nodePort?: number;
  readonly text: string;
}

/** Every cluster has this Service, and keeps it whatever a manifest says. */
export const API_SERVER_ITSELF = 'default/kubernetes';

/** A snapshot of some Services. */
export function snapshotOf(cluster: string, portRange: PortRange, services: readonly LiveService[]): Snapshot {
  const ports = services.flatMap(livePortsOf).sort(compareLivePorts);
  return { cluster, portRange, services: [...services].sort(compareLiveServices), ports, isPortsOnly: false };
}

/** What is unusual in a snapshot: numbers with several owners, and numbers outside the range. */
export function notesOf({ ports, portRange }: Snapshot): SnapshotNote[] {
  const owners = new Map<number, Set<string>>();
  for (const port of ports) owners.set(port.nodePort, (owners.get(port.nodePort) ?? new Set()).add(serviceKey(port)));
  const duplicates = [...owners]
    .filter(([, keys]) => keys.size > 1)
    .map(([nodePort, keys]) => ({
      nodePort,
      text:
        `node port ${nodePort} is held by ${listed([...keys])}; traffic reaches one of them only. Recreate ` +
        `all but one of them with another number`,
    }));
  const outside = [...owners]
    .filter(([nodePort]) => !portRange.contains(nodePort))
    .map(([nodePort, keys]) => ({
      nodePort,
      text:
        `node port ${nodePort} of ${listed([...keys])} is outside the range ${portRange}; it works until its ` +
        `Service is recreated. Move it into the range`,
    }));
  return [...duplicates, ...outside];
}

/** The name of a live port in messages: the name of its service port, or its number and protocol. */
export function nameLivePort({ kind, name, servicePort, protocol }: LivePort): string {
  return kind === ClaimKind.HEALTH_CHECK ? HEALTH_CHECK_PORT : name || `${servicePort}/${protocol}`;
}

/** The order of ports: by number, then by owner. */
export function compareLivePorts(a: LivePort, b: LivePort): number {
  return (
    a.nodePort - b.nodePort ||
    compareText(serviceKey(a), serviceKey(b)) ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name) ||
    (a.servicePort ?? 0) - (b.servicePort ?? 0) ||
    compareText(a.protocol, b.protocol)
  );
}

/** The ports that a Service holds, given its type. */
function livePortsOf({ namespace, service, state }: LiveService): LivePort[] {
  if (!reservesPorts(state)) return [];
  const { ports, healthCheckNodePort: nodePort } = state;
  const held: LivePort[] = ports
    .filter((port) => port.nodePort !== 0)
    .map((port) => ({
      nodePort: port.nodePort,
      kind: ClaimKind.NODE_PORT,
      namespace,
      service,
      name: port.name,
      servicePort: port.port,
      protocol: port.protocol,
    }));
  return nodePort === 0
    ? held
    : [...held, { nodePort, kind: ClaimKind.HEALTH_CHECK, namespace, service, name: '', protocol: 'TCP' }];
}

/** The Services of a snapshot, by namespace and name. */
export function servicesByKey({ services }: Snapshot): Map<string, LiveService> {
  return new Map(services.map((service) => [keyOf(service), service]));
}

function listed(keys: readonly string[]): string {
  return keys.length === 1 ? keys[0] : `${keys.slice(0, -1).join(', ')} and ${keys[keys.length - 1]}`;
}
