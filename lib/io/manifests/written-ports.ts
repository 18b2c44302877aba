import { nearest } from './found-service';
import { PORT_IN_TEXT, PORT_KEYS, VALUE_KEY } from './port-keys';
import { ObjectNode } from './service-nodes';
import { Unfolding } from './tree/unfolding';
import { shortName } from '../../core/findings/printable';
import { HINTS, WrittenPort } from '../../core/service/resource-ports';
import { isMap } from '../../core/service/service-manifest';

type Keys = readonly (string | number)[];

interface FoundPort {
  readonly keys: Keys;
  readonly port: number;
}

const OF_CHARTS: ReadonlySet<string> = new Set(HINTS.map(({ kind }) => kind));

/** The host and node ports that an object other than a Service names; none if it is not a Kubernetes object. */
export function writtenPorts(
  { node, apiVersion, kind }: ObjectNode,
  unfolding: Unfolding,
  place: (at: number) => string,
): WrittenPort[] {
  if (apiVersion === '' || kind === '' || kind === 'Service') return [];
  const object = fieldsOf(unfolding.valueOf(node));
  const [{ name, namespace }, { replicas }] = [fieldsOf(object.metadata), fieldsOf(object.spec)];
  // The status reports what an object has; it requests nothing.
  delete object.status;
  const found = OF_CHARTS.has(kind) ? portsOfValues(object, []) : portsIn(object, []);
  return [...found].map(({ keys, port }) => ({
    kind,
    name: typeof name === 'string' ? name : '',
    namespace: typeof namespace === 'string' ? namespace : undefined,
    // The name of a field is kept once for each of its ports, so it must be short.
    field: shortName(fieldOf(keys)),
    port,
    replicas: isPort(replicas) ? replicas : undefined,
    path: place(nearest(node, keys, unfolding).at),
  }));
}

function* portsIn(value: unknown, keys: Keys): Generator<FoundPort> {
  for (const [key, child] of entriesOf(value)) {
    if (PORT_KEYS.has(key) && isPort(child)) yield { keys: [...keys, key], port: child };
    else yield* portsIn(child, [...keys, key]);
  }
}

/** The same for chart values, in which node ports have names such as `httpNodePort`, or are part of a text. */
function* portsOfValues(value: unknown, keys: Keys): Generator<FoundPort> {
  for (const [key, child] of entriesOf(value)) {
    const path = [...keys, key];
    const inText = typeof child === 'string' ? Number(PORT_IN_TEXT.exec(child)?.[1]) : NaN;
    if (isPort(child) && path.some((each) => VALUE_KEY.test(String(each)))) yield { keys: path, port: child };
    else if (isPort(inText)) yield { keys: path, port: inText };
    else yield* portsOfValues(child, path);
  }
}

function entriesOf(value: unknown): [string | number, unknown][] {
  if (!isMap(value)) return [];
  return Object.entries(value).map(([key, child]) => [Array.isArray(value) ? Number(key) : key, child]);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}

function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

/** Such as `spec.listeners[].nodePort`. */
function fieldOf(keys: Keys): string {
  return keys
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .slice(1);
}
