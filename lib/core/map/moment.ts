import { ClusterMap, MapDay, MapPort } from './port-map';

/** The ports of a cluster over time. */
type Timeline = Pick<ClusterMap, 'ports' | 'plan' | 'history'>;

/** Which state of a cluster to show: today's, the one after the plan, or a day in its history, by index. */
export type Moment = 'today' | 'planned' | number;

/** The ports of a cluster at one moment, by number. */
export function portsAt(cluster: Timeline, moment: Moment): Map<number, MapPort> {
  if (typeof moment === 'number') return onDay(cluster, moment);
  const ports = byNumber(cluster.ports);
  return moment === 'planned' && cluster.plan ? changed(ports, cluster.plan) : ports;
}

/** The history only contains static ports, so a day shows nothing else. */
function onDay({ history = [] }: Timeline, index: number): Map<number, MapPort> {
  return sorted(history.slice(0, index + 1).reduce(changed, new Map<number, MapPort>()));
}

function changed(ports: Map<number, MapPort>, change: Pick<MapDay, 'freed' | 'ports'>): Map<number, MapPort> {
  for (const nodePort of change.freed) ports.delete(nodePort);
  for (const port of change.ports) ports.set(port.nodePort, port);
  return sorted(ports);
}

function byNumber(ports: readonly MapPort[]): Map<number, MapPort> {
  return new Map(ports.map((port) => [port.nodePort, port]));
}

function sorted(ports: ReadonlyMap<number, MapPort>): Map<number, MapPort> {
  return new Map([...ports].sort(([a], [b]) => a - b));
}
