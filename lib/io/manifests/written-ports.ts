import { PORT_IN_TEXT, PORT_KEYS, VALUE_KEY } from './port-keys';
import { ObjectNode } from './service-nodes';
import { YamlNode } from './tree/node';
import { Unfolding } from './tree/unfolding';
import { HINTS } from '../../core/service/port-fields';
import { WrittenPort } from '../../core/service/resource-claims';
import { shortName } from '../../core/text/printable';

/** A value of an object. */
interface Place {
  /** Its name in messages, such as `spec.listeners[].nodePort`. */
  readonly field: string;
  /** Whether it is inside a chart value whose name is that of a node port, such as `httpNodePort`. */
  readonly isOfPort: boolean;
  readonly depth: number;
}

/** Finds a port in a value, by its place and its key. */
type PortOf = (node: YamlNode, place: Place, key: string) => number | undefined;

/** Takes a port that was found: its number, its field, and where it is. */
type OnPort = (port: number, field: string, node: YamlNode) => void;

const TOP: Place = { field: '', isOfPort: false, depth: 0 };
const OF_CHARTS: ReadonlySet<string> = new Set(HINTS.map(({ kind }) => kind));

/** The host and node ports that an object other than a Service names; none if it is not a Kubernetes object. */
export function writtenPorts(
  { node, apiVersion, kind }: ObjectNode,
  unfolding: Unfolding,
  place: (at: number) => string,
): WrittenPort[] {
  if (apiVersion === '' || kind === '' || kind === 'Service') return [];
  const metadata = unfolding.fieldOf(node, 'metadata');
  const replicas = numberOf(unfolding.fieldOf(unfolding.fieldOf(node, 'spec'), 'replicas'));
  const [name, namespace] = ['name', 'namespace'].map((key) => unfolding.textOf(metadata, key));
  const found: WrittenPort[] = [];
  const walk = new PortWalk(unfolding, OF_CHARTS.has(kind) ? chartPort : objectPort, (port, field, { at }) =>
    found.push({ kind, name: name ?? '', namespace, field, port, replicas, path: place(at) }),
  );
  walk.visit(node, TOP);
  return found;
}

/** Visits the values of one object, each as often as aliases repeat it. */
class PortWalk {
  constructor(
    private readonly unfolding: Unfolding,
    private readonly portOf: PortOf,
    private readonly onPort: OnPort,
  ) {}

  public visit(node: YamlNode, place: Place): void {
    const fields = this.unfolding.fieldsOf(node);
    this.unfolding.count(node, place.depth, node.kind === 'list' ? node.items.length : fields.size);
    if (node.kind === 'list') {
      const inside = within(place, '[]');
      for (const item of node.items) this.visitChild(item, inside, '');
    }
    for (const [key, { value }] of fields) {
      // The status reports what an object has; it requests nothing.
      if (place.depth === 0 && key === 'status') continue;
      const name = `${place.field === '' ? '' : '.'}${shortName(key)}`;
      const inside = within(place, name);
      this.visitChild(value, VALUE_KEY.test(key) ? { ...inside, isOfPort: true } : inside, key);
    }
  }

  private visitChild(node: YamlNode, place: Place, key: string): void {
    const port = this.portOf(node, place, key);
    if (port !== undefined) this.onPort(port, place.field, node);
    else if (node.kind !== 'scalar') this.visit(node, place);
  }
}

/** The port in the value of an object's field. */
function objectPort(node: YamlNode, _: Place, key: string): number | undefined {
  return PORT_KEYS.has(key) ? numberOf(node) : undefined;
}

/** The port in a value of a chart, where node ports have names such as `httpNodePort`, or are part of a text. */
function chartPort(node: YamlNode, { isOfPort }: Place): number | undefined {
  const port = numberOf(node);
  if (port !== undefined) return isOfPort ? port : undefined;
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
  const inText = Number(PORT_IN_TEXT.exec(text)?.[1]);
  return inText > 0 ? inText : undefined;
}

/** The name of a field is kept once for each of its ports, so it must be short. */
function within({ field, isOfPort, depth }: Place, name: string): Place {
  return { field: shortName(field + name), isOfPort, depth: depth + 1 };
}

function numberOf(node: YamlNode | undefined): number | undefined {
  const value = node?.kind === 'scalar' ? node.value : undefined;
  return Number.isInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}
