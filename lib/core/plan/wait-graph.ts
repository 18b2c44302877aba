/** Who waits for whom: an edge from each node that needs a number to the node that must release it first. */
export type WaitGraph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The connected components of a graph, regardless of direction, without isolated nodes.
 */
export function connectedComponents(graph: WaitGraph): string[][] {
  const neighbors = new Map<string, Set<string>>();
  const link = (from: string, to: string): void => {
    neighbors.set(from, (neighbors.get(from) ?? new Set()).add(to));
  };
  for (const [waiter, others] of graph) {
    for (const other of others) {
      link(waiter, other);
      link(other, waiter);
    }
  }
  const seen = new Set<string>();
  return [...neighbors.keys()].flatMap((node) => (seen.has(node) ? [] : [reachedFrom(node, neighbors, seen)]));
}

/** The cycles of a graph: nodes that wait for each other in turn, or for themselves. */
export function cyclesOf(graph: WaitGraph): string[][] {
  return stronglyConnected(graph).filter((nodes) => nodes.length > 1 || graph.get(nodes[0])?.has(nodes[0]));
}

/**
 * A small set of nodes in every cycle, found greedily: the node in the most cycles is cut next.
 *
 * The set is minimal for a single cycle, and for cycles that meet in one node.
 *
 * @param cycle the nodes, those that should be cut first at the start
 * @param graph who waits for whom
 */
export function feedbackVertexSet(cycle: readonly string[], graph: WaitGraph): string[] {
  const cut: string[] = [];
  for (;;) {
    const [next] = cyclesOf(without(cut, cycle, graph));
    if (!next) return cut;
    const rest = without(cut, next, graph);
    cut.push(cycle.reduce((best, node) => (cyclesAt(node, rest) > cyclesAt(best, rest) ? node : best)));
  }
}

/** An estimate of how many cycles contain a node. */
function cyclesAt(node: string, graph: WaitGraph): number {
  const waiters = [...graph.values()].filter((others) => others.has(node)).length;
  return waiters * (graph.get(node)?.size ?? 0);
}

/** The graph of some nodes, without the edges to those that are cut. */
function without(cut: readonly string[], nodes: readonly string[], graph: WaitGraph): WaitGraph {
  const kept = new Set(nodes.filter((node) => !cut.includes(node)));
  return new Map(nodes.map((node) => [node, new Set([...(graph.get(node) ?? [])].filter((other) => kept.has(other)))]));
}

function reachedFrom(start: string, neighbors: ReadonlyMap<string, ReadonlySet<string>>, seen: Set<string>): string[] {
  const reached = [start];
  seen.add(start);
  for (const node of reached) {
    for (const other of neighbors.get(node) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      reached.push(other);
    }
  }
  return reached;
}

function stronglyConnected(graph: WaitGraph): string[][] {
  const search = new ComponentSearch(graph);
  for (const node of graph.keys()) search.from(node);
  return search.found;
}

/** Tarjan's algorithm with an explicit stack, since chains of Services may be too long for the call stack. */
class ComponentSearch {
  public readonly found: string[][] = [];
  private readonly order = new Map<string, number>();
  private readonly low = new Map<string, number>();
  private readonly open: string[] = [];
  private readonly isOpen = new Set<string>();

  constructor(private readonly graph: WaitGraph) {}

  /** Finds the components of all nodes that are reached from a node, unless it was reached before. */
  public from(start: string): void {
    const path = this.order.has(start) ? [] : [this.enter(start)];
    while (path.length > 0) {
      const { node, others } = path[path.length - 1];
      const other = others.pop();
      if (other === undefined) {
        path.pop();
        this.leave(node);
        const waiter = path.at(-1);
        if (waiter) this.lower(waiter.node, this.low.get(node)!);
      } else if (!this.order.has(other)) {
        path.push(this.enter(other));
      } else if (this.isOpen.has(other)) {
        this.lower(node, this.order.get(other)!);
      }
    }
  }

  private enter(node: string): { readonly node: string; readonly others: string[] } {
    this.low.set(node, this.order.size);
    this.order.set(node, this.order.size);
    this.open.push(node);
    this.isOpen.add(node);
    return { node, others: [...(this.graph.get(node) ?? [])] };
  }

  private leave(node: string): void {
    if (this.low.get(node) !== this.order.get(node)) return;
    const nodes = this.open.splice(this.open.indexOf(node));
    for (const each of nodes) this.isOpen.delete(each);
    this.found.push(nodes);
  }

  private lower(node: string, low: number): void {
    this.low.set(node, Math.min(this.low.get(node)!, low));
  }
}
