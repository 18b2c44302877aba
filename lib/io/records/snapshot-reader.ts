import { SnapshotNode } from './snapshot-node';
import { PlacedSnapshot, readPlaced } from './snapshot-places';
import { portsOnlySnapshot } from './snapshot-version-1';
import { PortRange } from '../../core/cluster/port-range';
import { FieldManager } from '../../core/live/field-managers';
import { HelmRelease, ReadRelease, ReleasedService, isSameRelease } from '../../core/live/helm-release';
import { LiveService } from '../../core/live/live-service';
import { ServiceState, addressOf, reservesPorts } from '../../core/live/service-state';
import { snapshotOf } from '../../core/live/snapshot';
import { PORT_SCALARS, SERVICE_SCALARS, ServiceFields } from '../../core/service/service-fields';
import { isDnsLabel } from '../../core/text/shell';

/** The version of the format that is written; version 1 only had ports. */
export const SNAPSHOT_VERSION = 2;

/** Reads the text of a snapshot. Throws `snapshot-invalid`, with file, line and column. */
export function readSnapshot(path: string, text: string): PlacedSnapshot {
  const root = SnapshotNode.read(path, text);
  const version = root.get('version');
  const value = version.scalar();
  if (value === 1) return portsOnlySnapshot(root, rangeOf(root));
  if (value !== SNAPSHOT_VERSION) {
    throw version.wrong(
      `version ${JSON.stringify(value)} is not supported; this library reads 1 and ${SNAPSHOT_VERSION}`,
    );
  }
  root.checkKeys(['version', 'cluster', 'portRange', 'releases', 'services']);
  const places = new Map<number, string>();
  const releases = root.optional('releases', (list) => list.maps().map(readReleaseOf));
  const services = root
    .get('services')
    .maps()
    .map((node) => serviceOf(node, places, releases ?? []));
  return { snapshot: { ...snapshotOf(root.get('cluster').text(), rangeOf(root), services), releases }, places };
}

function rangeOf(root: SnapshotNode): PortRange {
  const node = root.get('portRange');
  const text = node.text();
  try {
    return PortRange.parse(text);
  } catch (error) {
    throw node.wrong((error as Error).message.replace(/\. .*$/s, ''));
  }
}

const SERVICE_KEYS = [
  'service',
  'type',
  'headless',
  'externalName',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'allocateLoadBalancerNodePorts',
  'ports',
  'applied',
  'release',
  'keep',
  'released',
  'releasedBy',
  'managers',
];

function serviceOf(node: SnapshotNode, places: Map<number, string>, releases: readonly ReadRelease[]): LiveService {
  node.checkKeys(SERVICE_KEYS);
  const [namespace, service] = node.get('service').serviceName();
  const release = node.optional('release', releaseOf);
  return {
    namespace,
    service,
    state: stateOf(node, places),
    applied: node.optional('applied', fieldsOf),
    managers: node.optional('managers', (list) => list.maps().map(managerOf)),
    release,
    released: releasedOf(node, release, releases),
    ...(node.optional('keep', (at) => at.flag()) ? { isKept: true } : {}),
  };
}

/** A release that was read and does not contain the Service is a fact too. */
function releasedOf(
  node: SnapshotNode,
  owner: HelmRelease | undefined,
  releases: readonly ReadRelease[],
): ReleasedService | undefined {
  const fields = node.optional('released', fieldsOf);
  const release = node.optional('releasedBy', releaseOf) ?? owner;
  if (fields && !release) {
    throw node.get('released').wrong('"released" needs the release that it is of, as "releasedBy"');
  }
  const isKnown = fields !== undefined || releases.some((each) => isSameRelease(each, release));
  return release && isKnown ? { release, ...(fields ? { fields } : {}) } : undefined;
}

function stateOf(node: SnapshotNode, places: Map<number, string>): ServiceState {
  const type = node.get('type').text();
  const reserves = reservesPorts({ type });
  const number = (at: SnapshotNode): number => (reserves ? readPlaced(at, places) : at.port());
  return {
    type,
    ports: node
      .get('ports')
      .maps()
      .map((entry) => portOf(entry, number)),
    clusterIP: node.optional('headless', (at) => at.flag()) ? 'None' : addressOf(type),
    externalName: node.optional('externalName', (at) => at.text()) ?? '',
    externalTrafficPolicy: node.optional('externalTrafficPolicy', (at) => at.text()) ?? (reserves ? 'Cluster' : ''),
    healthCheckNodePort: node.optional('healthCheckNodePort', number) ?? 0,
    allocates:
      node.optional('allocateLoadBalancerNodePorts', (at) => at.flag()) ?? (type === 'LoadBalancer' || undefined),
  };
}

function portOf(entry: SnapshotNode, number: (at: SnapshotNode) => number): ServiceState['ports'][number] {
  entry.checkKeys(PORT_SCALARS);
  const port = entry.get('port').port();
  const appProtocol = entry.optional('appProtocol', (at) => at.text());
  return {
    name: entry.optional('name', (at) => at.text()) ?? '',
    port,
    protocol: entry.get('protocol').text(),
    nodePort: entry.optional('nodePort', number) ?? 0,
    targetPort: (entry.optional('targetPort', (at) => at.scalar()) as string | number | undefined) ?? port,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}

function fieldsOf(node: SnapshotNode): ServiceFields {
  node.checkKeys([...SERVICE_SCALARS, 'ports']);
  return {
    scalars: scalarsOf(node, SERVICE_SCALARS),
    ports: node.optional('ports', (list) =>
      list.maps().map((entry) => {
        entry.checkKeys(PORT_SCALARS);
        return scalarsOf(entry, PORT_SCALARS);
      }),
    ),
  };
}

function scalarsOf(node: SnapshotNode, names: readonly string[]): ServiceFields['scalars'] {
  return Object.fromEntries(names.filter((name) => node.has(name)).map((name) => [name, node.get(name).scalar()]));
}

function managerOf(node: SnapshotNode): FieldManager {
  node.checkKeys(['name', 'operation', 'ownsLastApplied', 'fields']);
  const operation = node.get('operation').text();
  if (operation !== 'Apply' && operation !== 'Update') {
    throw node.get('operation').wrong('"operation" is neither Apply nor Update');
  }
  return {
    name: node.get('name').text(),
    operation,
    fields: new Set(node.get('fields').texts()),
    ownsLastApplied: node.optional('ownsLastApplied', (at) => at.flag()) ?? false,
  };
}

function readReleaseOf(node: SnapshotNode): ReadRelease {
  node.checkKeys(['release', 'serverSide']);
  return {
    ...releaseOf(node.get('release')),
    isServerSide: node.optional('serverSide', (at) => at.flag()) ?? false,
  };
}

function releaseOf(node: SnapshotNode): HelmRelease {
  const [namespace, name, ...rest] = node.text().split('/');
  if (rest.length > 0 || !isDnsLabel(namespace) || !(name ?? '').split('.').every(isDnsLabel)) {
    throw node.wrong('"release" is not a namespace and the name of a Helm release, such as shop/web');
  }
  return { namespace, name };
}
