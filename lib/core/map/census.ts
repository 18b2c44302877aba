import { ClusterMap, MapPort, PortState } from './port-map';
import { portRow } from '../cluster/port-row';

/** How many ports there are of each kind, and which static ones are free. */
export interface Census {
  /** Across the range; free ports are those of the static band. */
  readonly counts: Readonly<Record<PortState, number>>;
  readonly staticSize: number;
  /** The free static ports; commonly hard-coded ones come last. */
  readonly free: readonly number[];
}

/** Counts the ports of a cluster at one moment. */
export function censusOf(cluster: ClusterMap, ports: ReadonlyMap<number, MapPort>): Census {
  const counts = Object.fromEntries(Object.values(PortState).map((state) => [state, 0])) as Record<PortState, number>;
  for (const { state } of ports.values()) counts[state]++;
  const free = freeStaticPorts(cluster, ports);
  counts[PortState.FREE] = free.length;
  return { counts, staticSize: cluster.staticLast - cluster.first + 1, free };
}

function freeStaticPorts({ first, staticLast, avoided }: ClusterMap, ports: ReadonlyMap<number, MapPort>): number[] {
  const free = portRow(first, staticLast - first + 1).filter((port) => !ports.has(port));
  const isAvoided = (port: number): boolean => avoided.includes(port);
  return [...free.filter((port) => !isAvoided(port)), ...free.filter(isAvoided)];
}
