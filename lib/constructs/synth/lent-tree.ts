import { Chart } from 'cdk8s';
import { ConstructOrder, IConstruct, Node } from 'constructs';

/**
 * Lends cdk8s the list of all constructs of an app, and those of each of its charts, and returns what ends that.
 *
 * cdk8s asks for them several times in one synth, and once more for each chart, and `constructs` walks the tree each time. Once an app
 * adds a construct, all the same, it is walked anew.
 *
 * @param app the root of the tree
 * @param constructs everything in it, each construct before what is in it
 */
export function lendTree(app: IConstruct, constructs: readonly IConstruct[]): () => void {
  const borrowers = new Map<Node, readonly IConstruct[]>([[app.node, constructs], ...chartsIn(app, constructs)]);
  // Whoever has methods of their own there has reasons of their own.
  if ([...borrowers.keys()].some((node) => hasOwn(node, 'findAll')) || hasOwn(app.node, 'locked')) return () => undefined;
  const giveBack = (): void => {
    for (const node of borrowers.keys()) delete (node as { findAll?: unknown }).findAll;
    delete (app.node as { locked?: unknown }).locked;
  };
  for (const [node, all] of borrowers) lend(node, all);
  // Whenever a construct is added anywhere, `constructs` asks whether the root is locked.
  const get = (): boolean => {
    giveBack();
    return app.node.locked;
  };
  Object.defineProperty(app.node, 'locked', { get, configurable: true });
  return giveBack;
}

/** What is in each chart that stands in the app itself: all from the chart to the next of its siblings. */
function chartsIn(app: IConstruct, constructs: readonly IConstruct[]): [Node, readonly IConstruct[]][] {
  const charts: [Node, readonly IConstruct[]][] = [];
  for (let start = 1, end = 1; start < constructs.length; start = end) {
    for (end = start + 1; end < constructs.length && constructs[end].node.scope !== app;) end++;
    if (Chart.isChart(constructs[start])) charts.push([constructs[start].node, constructs.slice(start, end)]);
  }
  return charts;
}

function lend(node: Node, constructs: readonly IConstruct[]): void {
  const walk = node.findAll;
  const value = (order?: ConstructOrder) => (order === ConstructOrder.POSTORDER ? walk.call(node, order) : [...constructs]);
  Object.defineProperty(node, 'findAll', { value, configurable: true, writable: true });
}

function hasOwn(node: Node, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(node, name);
}
