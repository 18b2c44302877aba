import { join } from 'node:path';
import { ClusterMap, MapPort, PortMap, PortState } from '../../../lib/core/map/port-map';
import { readPageAssets } from '../../../lib/io/files/page-assets';
import { page } from '../../../lib/map/html/page';
import { cli } from '../../support/cli';

/** The page of the made-up cluster that the documentation shows, with its plan. */
export async function demoPage(): Promise<string> {
  const records = ['--lock', 'nodeports.lock.yaml', '--live', 'prod.snapshot.yaml', '--prune'];
  const { stdout } = await cli(['map', 'manifests', ...records, '--format', 'html'], {
    cwd: join(__dirname, '../../map/demo'),
  });
  return stdout;
}

/** The page for some clusters. */
export function pageOf(...clusters: ClusterMap[]): string {
  const map: PortMap = { version: '0.0.0', clusters };
  return page(map, readPageAssets());
}

/** A cluster with some ports. */
export function clusterOf(
  name: string,
  first: number,
  last: number,
  ports: MapPort[],
  rest: Partial<ClusterMap> = {},
): ClusterMap {
  const size = last - first + 1;
  const staticLast = first + Math.min(size, Math.max(16, Math.min(128, Math.floor(size / 32)))) - 1;
  const empty = { avoided: [], sources: [], knowsDynamic: true, unnumbered: 0, findings: [] };
  return { name, first, last, staticLast, ...empty, ports, ...rest };
}

/** A port of a Service. */
export function portOf(nodePort: number, rest: Partial<MapPort> = {}): MapPort {
  return { nodePort, state: PortState.PINNED, namespace: 'shop', service: `web-${nodePort}`, port: 'http', ...rest };
}
