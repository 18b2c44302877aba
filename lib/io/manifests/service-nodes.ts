import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { isServiceKind, itemKind } from '../../core/service/service-manifest';

/** What list items inherit from their list. */
interface Inherited {
  readonly apiVersion: string;
  readonly kind: string;
}

const NOTHING: Inherited = { apiVersion: '', kind: '' };

/**
 * The Services of a document as kubectl finds them: the document itself, or its `items`, whatever its kind and however
 * deeply nested. For an OpenShift Template, the Services that `oc process` would create. Throws `YamlFault`.
 */
export function* serviceNodes(
  node: YamlNode,
  unfolding: Unfolding,
  inherited = NOTHING,
  depth = 0,
): Generator<MapNode> {
  unfolding.count(node, depth);
  if (node.kind !== 'map') return;
  const kind = unfolding.textOf(node, 'kind') || inherited.kind;
  const apiVersion = unfolding.textOf(node, 'apiVersion') || inherited.apiVersion;
  const items = unfolding.fieldOf(node, kind === 'Template' ? 'objects' : 'items');
  if (items?.kind === 'list') {
    for (const item of items.items) {
      yield* serviceNodes(item, unfolding, { apiVersion, kind: itemKind(kind) }, depth + 1);
    }
  } else if (isServiceKind(apiVersion, kind)) {
    yield node;
  }
}

const LIST_KEYS: ReadonlySet<unknown> = new Set(['items', 'objects']);

/** What to keep of a list item while the rest is read: for a Pod among thousands, only that it is a Pod. */
export function keepOfItem(item: MapNode): MapNode {
  if (item.keys.some(({ isMerge, value }) => isMerge || LIST_KEYS.has(value))) return item;
  let at = item.keys.length - 1;
  while (at >= 0 && item.keys[at].value !== 'kind') at--;
  const kind = item.values[at];
  if (kind?.kind !== 'scalar' || typeof kind.value !== 'string' || kind.value === '' || kind.value === 'Service') {
    return item;
  }
  const kept = new MapNode(item.at);
  kept.keys.push(item.keys[at]);
  kept.values.push(kind);
  return kept;
}
