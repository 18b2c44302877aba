import { nearest } from './found-service';
import { YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { WrittenPort } from '../../core/service/resource-ports';
import { isMap } from '../../core/service/service-manifest';

/** The fields that contain a host or node port, wherever they are. */
const FIELDS = new Set(['nodePort', 'nodePortOffset', 'hostPort']);
/** Kinds that are or contain Services, which are read as such. */
const HOLDS_SERVICES = /^(Service|Template|.*List)$/;
type Keys = readonly (string | number)[];

/** Whether an object other than a Service may name a host or node port, judging by its bytes alone. */
export function mayHoldPorts(bytes: Buffer): boolean {
  return bytes.includes('nodePort') || bytes.includes('hostPort');
}

/**
 * The host and node ports that an object other than a Service names; none if the document is not a Kubernetes object.
 */
export function writtenPorts(root: YamlNode, unfolding: Unfolding, place: (at: number) => string): WrittenPort[] {
  const object = unfolding.valueOf(root);
  if (
    !isMap(object) ||
    typeof object.apiVersion !== 'string' ||
    typeof object.kind !== 'string' ||
    HOLDS_SERVICES.test(object.kind)
  ) {
    return [];
  }
  // kubectl sends its items, not the object itself.
  if (Array.isArray(object.items)) return [];
  const { kind } = object;
  const { name, namespace } = isMap(object.metadata) ? object.metadata : {};
  const found: WrittenPort[] = [];
  for (const { keys, port } of portsIn(object, [])) {
    found.push({
      kind,
      name: typeof name === 'string' ? name : '',
      namespace: typeof namespace === 'string' ? namespace : undefined,
      field: fieldOf(keys),
      port,
      path: place(nearest(root, keys, unfolding).at),
    });
  }
  return found;
}

function* portsIn(value: unknown, keys: Keys): Generator<{ keys: Keys; port: number }> {
  if (!isMap(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const path = [...keys, Array.isArray(value) ? Number(key) : key];
    if (FIELDS.has(key) && Number.isInteger(child) && (child as number) > 0) {
      yield { keys: path, port: child as number };
    } else {
      yield* portsIn(child, path);
    }
  }
}

/** Such as `spec.listeners[].nodePort`. */
function fieldOf(keys: Keys): string {
  return keys
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1);
}
