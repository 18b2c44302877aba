import { MapNode, YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { Problem } from '../../core/findings/problem';
import { WrittenPort } from '../../core/service/resource-ports';

/** A Service in a file, and where it stands there. */
export interface FoundService {
  readonly manifest: unknown;
  /** The name of the object of its document: its own, or that of the list that holds it; empty where that has none. */
  readonly object: string;
  /** The place of its name. */
  readonly path: string;
  /** The place of the node port of an entry of `spec.ports`, or of the health check for -1. */
  readonly placeOf: (index: number) => string;
}

/** What one document holds. */
export interface DocumentContent {
  readonly services: readonly FoundService[];
  readonly problems: readonly Problem[];
  /** The ports of the node that its other objects name; those inside of lists are not among them. */
  readonly ports: readonly WrittenPort[];
  /** The names of its objects, Services or not; those inside of lists are not among them. */
  readonly objects: readonly string[];
  /** Whether it, or a part of it, is a template that is to be rendered first. */
  readonly isTemplate: boolean;
}

/** A Service with the places of what is written in it. The nearest that is written stands for what is not. */
export function foundService(
  node: MapNode,
  object: string,
  unfolding: Unfolding,
  place: (at: number) => string,
): FoundService {
  const at = (...keys: (string | number)[]) => place(nearest(node, keys, unfolding).at);
  return {
    // An item may leave both to its list.
    manifest: { ...(unfolding.valueOf(node) as object), apiVersion: 'v1', kind: 'Service' },
    object,
    path: at('metadata', 'name'),
    placeOf: (index) => (index < 0 ? at('spec', 'healthCheckNodePort') : at('spec', 'ports', index, 'nodePort')),
  };
}

/** The value that keys and indices lead to, or the last one on the way. */
export function nearest(node: YamlNode, keys: readonly (string | number)[], unfolding: Unfolding): YamlNode {
  let found = node;
  for (const key of keys) {
    const next: YamlNode | undefined =
      found.kind === 'list' ? found.items[Number(key)] : unfolding.fieldOf(found, String(key));
    if (next === undefined) break;
    found = next;
  }
  return found;
}

/** The same Service with its places looked up, so that what was parsed need not be kept for them. */
export function settled({ placeOf, ...service }: FoundService): FoundService {
  const { spec } = service.manifest as { spec?: { ports?: unknown } | null };
  const count = Array.isArray(spec?.ports) ? spec.ports.length : 0;
  const places = Array.from({ length: count + 1 }, (_, index) => placeOf(index - 1));
  return { ...service, placeOf: (index) => places[index + 1] ?? service.path };
}
