import { PORT_KEYS } from './port-keys';
import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { isServiceKind, itemKind } from '../../core/service/service-manifest';

/** An object of a document, with what its list says where it says nothing itself. */
export interface ObjectNode {
  readonly node: MapNode;
  readonly apiVersion: string;
  readonly kind: string;
}

type Inherited = Omit<ObjectNode, 'node'>;

const NOTHING: Inherited = { apiVersion: '', kind: '' };

/**
 * The objects of a document as kubectl finds them: the document itself, or what stands in its `items`, whatever its
 * kind is and however deep they nest. In an OpenShift Template, it is what `oc process` would create. Throws
 * `YamlFault`.
 */
export function* objectNodes(
  node: YamlNode,
  unfolding: Unfolding,
  inherited = NOTHING,
  depth = 0,
): Generator<ObjectNode> {
  unfolding.count(node, depth);
  if (node.kind !== 'map') return;
  const kind = unfolding.textOf(node, 'kind') || inherited.kind;
  const apiVersion = unfolding.textOf(node, 'apiVersion') || inherited.apiVersion;
  const items = unfolding.fieldOf(node, kind === 'Template' ? 'objects' : 'items');
  if (items?.kind === 'list') {
    const ofItems = { apiVersion, kind: itemKind(kind) };
    for (const item of items.items) yield* objectNodes(item, unfolding, ofItems, depth + 1);
  } else {
    yield { node, apiVersion, kind };
  }
}

/** Whether an object is a Service. */
export function isServiceNode({ apiVersion, kind }: ObjectNode): boolean {
  return isServiceKind(apiVersion, kind);
}

const LIST_KEYS: ReadonlySet<unknown> = new Set(['items', 'objects']);

/** What is kept of an item of a list while the rest is read. */
export type KeepOfItem = (item: MapNode) => MapNode;

/** Keeps of a Pod among thousands of others only that it is one. */
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

/** The same, but for items that name a port of the node, which are kept whole. */
export function keeperOfPorts(): KeepOfItem {
  const holders = new WeakSet<YamlNode>();
  return (item) => {
    const kept = keepServices(item);
    if (kept === item || !namesPort(item, holders)) return kept;
    holders.add(item);
    return item;
  };
}

/** Whether some field in an item is one of a port of the node. What is known to hold one is not looked into again. */
function namesPort(item: MapNode, holders: WeakSet<YamlNode>): boolean {
  const open: YamlNode[] = [item];
  // An alias may lead back to where it stands.
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
