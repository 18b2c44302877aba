import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { Problem } from '../../core/findings/problem';
import { WrittenPort } from '../../core/service/resource-claims';

/** A Service in a file, and its place there. */
export interface FoundService {
  readonly manifest: unknown;
  /** The name of its document's object: its own, or that of the list that contains it; empty if unnamed. */
  readonly object: string;
  /** The place of its name. */
  readonly path: string;
  /** The place of the node port of an entry of `spec.ports`, or of the health check for -1. */
  readonly placeOf: (index: number) => string;
}

/** The contents of one document. */
export interface DocumentContent {
  readonly services: readonly FoundService[];
  readonly problems: readonly Problem[];
  /** The host and node ports that its other objects name, except those inside lists. */
  readonly ports: readonly WrittenPort[];
  /** The names of its objects, Services or not, except those inside lists. */
  readonly objects: readonly string[];
  /** Whether it is, or contains, a template that has to be rendered first. */
  readonly isTemplate: boolean;
  /** Whether it is an OpenShift Template with Services that depend on its parameters. */
  readonly hasParameters: boolean;
}

/** A Service with the places of its fields. A field that is not written has the place of its nearest written parent. */
export function foundService(
  node: MapNode,
  object: string,
  unfolding: Unfolding,
  place: (at: number) => string,
): FoundService {
  const at = (...keys: (string | number)[]) => place(deepestNode(node, keys, unfolding).at);
  return {
    // A list item may inherit both from its list.
    manifest: { ...(unfolding.valueOf(node) as object), apiVersion: 'v1', kind: 'Service' },
    object,
    path: at('metadata', 'name'),
    placeOf: (index) => (index < 0 ? at('spec', 'healthCheckNodePort') : at('spec', 'ports', index, 'nodePort')),
  };
}

/** The value at a path of keys and indices, or the last one on the way that exists. */
export function deepestNode(node: YamlNode, keys: readonly (string | number)[], unfolding: Unfolding): YamlNode {
  let found = node;
  for (const key of keys) {
    const next: YamlNode | undefined =
      found.kind === 'list' ? found.items[Number(key)] : unfolding.fieldOf(found, String(key));
    if (next === undefined) break;
    found = next;
  }
  return found;
}

/** The same Service with its places resolved, so that the parsed document can be released. */
export function withResolvedPlaces({ placeOf, ...service }: FoundService): FoundService {
  const { spec } = service.manifest as { spec?: { ports?: unknown } | null };
  const count = Array.isArray(spec?.ports) ? spec.ports.length : 0;
  const places = Array.from({ length: count + 1 }, (_, index) => placeOf(index - 1));
  return { ...service, placeOf: (index) => places[index + 1] ?? service.path };
}
