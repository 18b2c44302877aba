import { PORT_KEYS } from './port-keys';
import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { isServiceKind, itemKind } from '../../core/service/manifest-objects';

/** An object of a document; an `apiVersion` or `kind` that it lacks comes from its list. */
export interface ObjectNode {
  readonly node: MapNode;
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kind of a Template of OpenShift, in either of its API groups. */
export const OPENSHIFT_TEMPLATE = 'Template';

type Inherited = Omit<ObjectNode, 'node'>;

const NOTHING: Inherited = { apiVersion: '', kind: '' };

/**
 * The objects of a document as kubectl finds them: the document itself, or the objects in its `items`, whatever its
 * kind and however deeply they are nested. In an OpenShift Template, the objects that `oc process` would create.
 * Throws `YamlFault`.
 */
export function* objectNodes(
  node: YamlNode,
  unfolding: Unfolding,
  inherited = NOTHING,
  depth = 0,
): Generator<ObjectNode> {
  unfolding.count(node, depth);
  if (node.kind !== 'map') {
    // To kubectl, an empty item is an object of the kind of its list.
    const isEmptyItem = depth > 0 && node.kind === 'scalar' && node.value === null;
    if (isEmptyItem) yield { node: new MapNode(node.at), ...inherited };
    return;
  }
  const kind = unfolding.textOf(node, 'kind') || inherited.kind;
  const apiVersion = unfolding.textOf(node, 'apiVersion') || inherited.apiVersion;
  const lists = (kind === OPENSHIFT_TEMPLATE ? ['objects', 'items'] : ['items'])
    .map((key) => unfolding.fieldOf(node, key))
    .filter((list) => list?.kind === 'list');
  const ofItems = { apiVersion, kind: itemKind(kind) };
  for (const { items } of lists) {
    for (const item of items) yield* objectNodes(item, unfolding, ofItems, depth + 1);
  }
  if (lists.length === 0) yield { node, apiVersion, kind };
}

/** Whether an object is a Service. */
export function isServiceNode({ apiVersion, kind }: ObjectNode): boolean {
  return isServiceKind(apiVersion, kind);
}

const LIST_KEYS: ReadonlySet<unknown> = new Set(['items', 'objects']);

/** Reduces a list item to the parts that are needed once the rest of the list is read. */
export type KeepOfItem = (item: MapNode) => MapNode;

/** Reduces other objects to their kind, because a list may contain thousands of Pods. */
export function keepServices(item: MapNode): MapNode {
  if (item.keys.some(({ isMerge, value }) => isMerge || LIST_KEYS.has(value))) return item;
  let at = item.keys.length - 1;
  while (at >= 0 && item.keys[at].value !== 'kind') at--;
  const kind = item.values[at];
  if (kind?.kind !== 'scalar' || typeof kind.value !== 'string') return item;
  if (kind.value === '' || kind.value === 'Service') return item;
  const kept = new MapNode(item.at);
  kept.keys.push(item.keys[at]);
  kept.values.push(kind);
  return kept;
}

/** The same, but keeps items whole that name a port of the node. */
export function keeperOfPorts(): KeepOfItem {
  const holders = new WeakSet<YamlNode>();
  return (item) => {
    const kept = keepServices(item);
    if (kept === item || !namesPort(item, holders)) return kept;
    holders.add(item);
    return item;
  };
}

/** Whether any field of an item is a port of the node. Values already known to contain one are not searched again. */
function namesPort(item: MapNode, holders: WeakSet<YamlNode>): boolean {
  const open: YamlNode[] = [item];
  // An alias may refer to a value that contains it.
  const seen = new Set<YamlNode>(open);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'scalar') continue;
    if (holders.has(node) || (node.kind === 'map' && node.keys.some(({ value }) => PORT_KEYS.has(value)))) return true;
    for (const child of node.kind === 'map' ? node.values : node.items) {
      if (child.kind === 'scalar' || seen.has(child)) continue;
      seen.add(child);
      open.push(child);
    }
  }
  return false;
}
