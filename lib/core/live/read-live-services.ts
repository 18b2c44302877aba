import { isReadable, readLiveService } from './read-live-service';
import { ReleaseManifest, releasesOf, withReleases } from './release-manifest';
import { reservesPorts } from './service-state';
import { API_SERVER_ITSELF, Snapshot, SnapshotNote, notesOf, snapshotOf } from './snapshot';
import { PortRange } from '../cluster/port-range';
import { HEALTH_CHECK_PORT, serviceKey } from '../service/claim';
import { isListOfServices, isService, unfoldList } from '../service/manifest-objects';
import { ServiceManifest, readManifest } from '../service/service-manifest';
import { isDnsLabel } from '../text/shell';

/** A snapshot, and anything unusual about the cluster. */
export interface SnapshotReading {
  readonly snapshot: Snapshot;
  readonly notes: readonly SnapshotNote[];
}

/** Prints everything that a snapshot needs. */
export const PRINT_SERVICES = 'kubectl get services -A -o json --show-managed-fields';

/**
 * Reads the output of `kubectl get services -A -o json --show-managed-fields`: a List, a ServiceList or one Service;
 * undefined for anything else.
 *
 * @param printed the parsed JSON or YAML
 * @param cluster the name of the cluster
 * @param portRange its `--service-node-port-range`
 * @param manifests the last manifests of Helm's releases; undefined if they were not read
 */
export function readLiveServices(
  printed: unknown,
  cluster: string,
  portRange: PortRange,
  manifests?: readonly ReleaseManifest[],
): SnapshotReading | undefined {
  if (!isService(printed) && !isListOfServices(printed)) return undefined;
  const live = unfoldList(printed)
    .filter(isService)
    .map((object) => ({ object, manifest: readManifest(object) }));
  const known = live.filter(({ manifest }) => isNamed(manifest));
  const services = withReleases(
    known.map(({ object }) => readLiveService(object)),
    manifests ?? [],
  );
  const releases = manifests && releasesOf(services, manifests);
  const snapshot = { ...snapshotOf(cluster, portRange, services), releases };
  const read = live.map(({ manifest }) => manifest);
  return { snapshot, notes: [...partial(read), ...read.flatMap(unusable), ...notesOf(snapshot)] };
}

function partial(services: readonly ServiceManifest[]): SnapshotNote[] {
  if (services.some(({ namespace, name }) => serviceKey({ namespace, service: name }) === API_SERVER_ITSELF)) return [];
  return [
    {
      text:
        `Service ${API_SERVER_ITSELF} is missing from the input, so this is not the whole cluster. Run ` +
        `${PRINT_SERVICES}`,
    },
  ];
}

function isNamed({ name, namespace = 'default' }: ServiceManifest): boolean {
  return isDnsLabel(name) && isDnsLabel(namespace);
}

/**
 * What is left out: names that no cluster accepts, numbers that a Service carries without holding them, and unreadable
 * numbers.
 */
function unusable(manifest: ServiceManifest): SnapshotNote[] {
  const { ports, healthCheck, name, namespace } = manifest;
  const who = `Service ${namespace ?? 'default'}/${name}`;
  if (!isNamed(manifest)) {
    return [{ text: `${who} has a name that no cluster accepts, so it is left out. Run ${PRINT_SERVICES}` }];
  }
  const entries = [
    ...ports.map((entry) => ({ ...entry, label: `port "${entry.name || entry.port}"` })),
    { ...healthCheck, port: 0, label: HEALTH_CHECK_PORT },
  ];
  return entries.flatMap(({ nodePort, port, unreadable, label }) => {
    if (!isReadable({ port, unreadable })) {
      const what = unreadable === undefined ? 'its port' : JSON.stringify(unreadable);
      return [{ text: `${who}, ${label}: ${what} is not a port number, so it is left out. Run ${PRINT_SERVICES}` }];
    }
    if (nodePort === 0 || reservesPorts(manifest)) return [];
    return [
      {
        nodePort,
        text:
          `${who} of type ${manifest.type} carries node port ${nodePort} without holding it. Remove nodePort: ` +
          `${nodePort}`,
      },
    ];
  });
}
