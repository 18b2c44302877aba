import { ClusterMap, MapPort, PortState } from '../../lib/core/map/port-map';

/** A port on the map that a Service of the namespace `shop` has. */
export const portOf = (nodePort: number, service: string, more: Partial<MapPort> = {}): MapPort => ({
  nodePort,
  state: PortState.LIVE,
  namespace: 'shop',
  service,
  port: 'http',
  ...more,
});

/** The map of a cluster with 16 static ports, of which 30000 is proposed last. */
export const mapOf = (ports: readonly MapPort[], more: Partial<ClusterMap> = {}): ClusterMap => ({
  name: 'prod',
  first: 30000,
  last: 30099,
  staticLast: 30015,
  avoided: [30000],
  sources: [],
  knowsDynamic: true,
  unnumbered: 0,
  findings: [],
  ports,
  ...more,
});

/** Ports by number, as the page looks them up. */
export const byNumber = (ports: readonly MapPort[]): Map<number, MapPort> =>
  new Map(ports.map((port) => [port.nodePort, port]));
