import { SnapshotNode } from './snapshot-node';
import { PlacedSnapshot, readPlaced } from './snapshot-places';
import { PortRange } from '../../core/cluster/port-range';
import { LiveService } from '../../core/live/live-service';
import { ServicePortState, ServiceState, addressOf } from '../../core/live/service-state';
import { snapshotOf } from '../../core/live/snapshot';
import { ClaimKind, serviceKey } from '../../core/service/claim';

const PORT_KEYS = ['port', 'kind', 'service', 'name', 'servicePort', 'protocol', 'applied', 'kept'];

/** One line of version 1: a number, and the Service that holds it. */
interface Line {
  readonly namespace: string;
  readonly service: string;
  /** Undefined for a health check. */
  readonly port?: ServicePortState;
  readonly healthCheckNodePort?: number;
  readonly isKept: boolean;
}

/**
 * Reads a snapshot of version 1, which only has ports: each Service is reconstructed from its ports.
 *
 * @param root the snapshot
 * @param portRange the range in the snapshot
 */
export function portsOnlySnapshot(root: SnapshotNode, portRange: PortRange): PlacedSnapshot {
  root.checkKeys(['version', 'cluster', 'portRange', 'ports']);
  const places = new Map<number, string>();
  const lines = new Map<string, Line[]>();
  for (const node of root.get('ports').maps()) {
    const line = lineOf(node, places);
    const key = serviceKey(line);
    lines.set(key, [...(lines.get(key) ?? []), line]);
  }
  const services = [...lines.values()].map(serviceOf);
  return { snapshot: { ...snapshotOf(root.get('cluster').text(), portRange, services), isPortsOnly: true }, places };
}

function lineOf(node: SnapshotNode, places: Map<number, string>): Line {
  node.checkKeys(PORT_KEYS);
  const kind = node.get('kind').text();
  const [namespace, service] = node.get('service').serviceName();
  const nodePort = readPlaced(node.get('port'), places);
  for (const flag of ['applied', 'kept']) node.optional(flag, (at) => at.flag());
  const isKept = node.optional('kept', (at) => at.flag()) ?? true;
  if (kind === ClaimKind.HEALTH_CHECK) return { namespace, service, healthCheckNodePort: nodePort, isKept };
  if (kind !== ClaimKind.NODE_PORT) {
    throw node
      .get('kind')
      .wrong(`kind ${JSON.stringify(kind)} is neither ${ClaimKind.NODE_PORT} nor ${ClaimKind.HEALTH_CHECK}`);
  }
  const port = node.get('servicePort').port();
  const name = node.optional('name', (at) => at.text()) ?? '';
  return {
    namespace,
    service,
    port: { name, port, protocol: node.get('protocol').text(), nodePort, targetPort: port },
    isKept,
  };
}

function serviceOf(lines: readonly Line[]): LiveService {
  const [{ namespace, service }] = lines;
  const healthCheckNodePort = lines.find((line) => line.healthCheckNodePort !== undefined)?.healthCheckNodePort ?? 0;
  const allocates = lines.every(({ isKept }) => isKept);
  const type = healthCheckNodePort !== 0 || !allocates ? 'LoadBalancer' : 'NodePort';
  const state: ServiceState = {
    type,
    ports: lines.flatMap(({ port }) => port ?? []),
    clusterIP: addressOf(type),
    externalName: '',
    externalTrafficPolicy: healthCheckNodePort === 0 ? 'Cluster' : 'Local',
    healthCheckNodePort,
    allocates: type === 'LoadBalancer' ? allocates : undefined,
  };
  return { namespace, service, state };
}
