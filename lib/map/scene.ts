import { styleOf } from './states';
import { fullOwner } from './words';
import { Census, censusOf } from '../core/map/census';
import { Moment, portsAt } from '../core/map/moment';
import { ClusterMap, MapFinding, MapPort, PortState } from '../core/map/port-map';

/** What the viewer of the map has chosen to see. */
export interface View {
  readonly moment: Moment;
  readonly colors: 'state' | 'namespace';
  /** The states that are switched off in the legend. */
  readonly hidden: ReadonlySet<PortState>;
  /** The text in the search field. */
  readonly query: string;
  /** The port whose details are shown; by default, the next free one. */
  readonly selected?: number;
  /** Whether a script handles clicks; without one, nothing looks clickable. */
  readonly isInteractive: boolean;
}

/** The initial view of the map. */
export const FIRST_VIEW: View = {
  moment: 'today',
  colors: 'state',
  hidden: new Set(),
  query: '',
  isInteractive: false,
};

/** How many namespaces have their own color. */
export const NAMESPACE_COLORS = 8;

/** One cluster at one moment in one view: the input of every part of the page. */
export class Scene {
  public readonly ports: ReadonlyMap<number, MapPort>;
  public readonly census: Census;
  /** The namespaces and their numbers of static ports, largest first. */
  public readonly namespaces: readonly (readonly [string, number])[];
  /** The other clusters of the page. */
  public readonly others: readonly ClusterMap[];
  private readonly colorOf: ReadonlyMap<string, number>;
  private readonly terms: readonly string[];

  constructor(
    public readonly cluster: ClusterMap,
    public readonly view: View = FIRST_VIEW,
    /** All clusters of the page. */
    clusters: readonly ClusterMap[] = [],
  ) {
    this.others = clusters.filter((other) => other !== cluster);
    this.ports = portsAt(cluster, view.moment);
    this.census = censusOf(cluster, this.ports);
    this.namespaces = namespacesOf(this.ports.values(), cluster);
    this.colorOf = new Map(this.namespaces.slice(0, NAMESPACE_COLORS).map(([name], index) => [name, index]));
    this.terms = view.query
      .toLowerCase()
      .split(/\s+/)
      .filter((term) => term !== '');
  }

  /** The port whose details are shown; undefined if none is selected and no static port is free. */
  public get selected(): number | undefined {
    return this.view.selected ?? this.census.free[0];
  }

  /** How many ports of the static band are in each state; states without ports are left out. */
  public get staticCounts(): ReadonlyMap<PortState, number> {
    const counts = new Map<PortState, number>();
    for (let port = this.cluster.first; port <= this.cluster.staticLast; port++) {
      const state = this.stateOf(port);
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return counts;
  }

  /** The findings of the cluster and, while the plan is shown, of the plan. */
  public get findings(): MapFinding[] {
    const { findings, plan } = this.cluster;
    return [...(this.view.moment === 'planned' ? (plan?.findings ?? []) : []), ...findings];
  }

  public get isFiltered(): boolean {
    return this.terms.length > 0 || this.view.hidden.size > 0;
  }

  public stateOf(nodePort: number): PortState {
    return this.ports.get(nodePort)?.state ?? PortState.FREE;
  }

  /** Whether a port matches the search, and is in a state that is switched on. */
  public isLit(nodePort: number): boolean {
    const port = this.ports.get(nodePort);
    if (this.view.hidden.has(this.stateOf(nodePort))) return false;
    if (this.terms.length === 0) return true;
    const text = searchText(nodePort, port);
    return this.terms.every((term) => text.includes(term));
  }

  /** The class that colors a port by its namespace. */
  public namespaceClass({ namespace }: Pick<MapPort, 'namespace'>): string {
    const color = namespace === undefined ? undefined : this.colorOf.get(namespace);
    return `n${color ?? 'x'}`;
  }
}

function searchText(nodePort: number, port: MapPort | undefined): string {
  if (port === undefined) return `${nodePort} ${styleOf(PortState.FREE).label}`;
  const { state, port: name, serves, holder, reason, reservation, rivals = [] } = port;
  const owners = [port, ...rivals].map(fullOwner);
  const texts = [nodePort, ...owners, name, serves, holder, reason, reservation, styleOf(state).label];
  return texts
    .filter((text) => text !== undefined)
    .join(' ')
    .toLowerCase();
}

function namespacesOf(ports: Iterable<MapPort>, { staticLast }: ClusterMap): [string, number][] {
  const all = new Map<string, number>();
  const inBand = new Map<string, number>();
  for (const { namespace, nodePort } of ports) {
    if (namespace === undefined) continue;
    all.set(namespace, (all.get(namespace) ?? 0) + 1);
    if (nodePort <= staticLast) inBand.set(namespace, (inBand.get(namespace) ?? 0) + 1);
  }
  const rank = (name: string): number => (inBand.get(name) ?? 0) * 65536 + all.get(name)!;
  return [...all].sort(([a], [b]) => rank(b) - rank(a) || (a < b ? -1 : 1));
}
