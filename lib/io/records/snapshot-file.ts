import { resolve } from 'node:path';
import { Document, LineCounter, Node, Pair, Scalar, YAMLMap, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { PortRange } from '../../core/cluster/port-range';
import { usageError } from '../../core/findings/finding';
import { fileOperand, isDnsLabel, shellWord } from '../../core/findings/shell';
import { LivePort, Snapshot, compareLivePorts } from '../../core/live/snapshot';
import { ClaimKind, serviceKey } from '../../core/service/claim';
import { readText } from '../files/pieces';

const VERSION = 1;

const HEADER = [
  ' The node ports that a cluster held, one line each, by number. Whether a number was pinned or picked cannot be known.',
  ' Written from kubectl get services -A -o json; take a new one rather than editing it.',
  ' applied: false says that neither kubectl apply nor Helm is known to have written the Service.',
].join('\n');

/** A snapshot as the text of its file: the same for the same state, whatever order it was read in. */
export function printSnapshot({ cluster, portRange, ports }: Snapshot): string {
  const document = new Document({ version: VERSION, cluster, portRange: portRange.toString(), ports: [...ports].sort(compareLivePorts).map(toLine) });
  document.commentBefore = HEADER;
  const list = document.get('ports');
  if (isSeq(list)) for (const item of list.items) if (isMap(item)) item.flow = true;
  return document.toString({ lineWidth: 0 });
}

/** A snapshot, and where in its file each of its ports stands. */
export class SnapshotFile {
  /** Reads a snapshot from its file, which is never touched. Throws `snapshot-invalid`, with file, line and column. */
  public static read(path: string, absolute = resolve(path)): SnapshotFile {
    return SnapshotFile.parse(textOf(path, absolute), path);
  }

  /**
   * Reads a snapshot from its text. Throws `snapshot-invalid`.
   *
   * @param text the text of a snapshot file
   * @param path what findings and errors call it
   */
  public static parse(text: string, path: string): SnapshotFile {
    const reader = new SnapshotText(text, path);
    return new SnapshotFile(path, reader.read(), reader.places);
  }

  private constructor(public readonly path: string, public readonly snapshot: Snapshot, private readonly places: ReadonlyMap<number, string>) {}

  /** The place of a port in the file, such as `prod.snapshot.yaml:12:13`. */
  public placeOf(nodePort: number): string {
    return this.places.get(nodePort) ?? this.path;
  }
}

function textOf(path: string, absolute: string): string {
  try {
    return readText(absolute);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such snapshot' : `it cannot be read: ${message}`;
    throw usageError('snapshot-invalid', { who: path, what, wayOut: `Take one: ${commandFor(path)}` });
  }
}

function commandFor(path: string): string {
  return `cdk8s-nodeport snapshot --output ${shellWord(fileOperand(path))}`;
}

function toLine({ nodePort, kind, name, servicePort, protocol, isApplied, isKept, ...owner }: LivePort): object {
  const line = { port: nodePort, kind, service: serviceKey(owner) };
  const applied = isApplied ? {} : { applied: false };
  if (kind === ClaimKind.HEALTH_CHECK) return { ...line, ...applied };
  return { ...line, ...(name ? { name } : {}), servicePort, protocol, ...applied, ...(isKept ? {} : { kept: false }) };
}

/** The reading of one text, which knows where each of its values stands. */
class SnapshotText {
  /** The first place of each port. */
  public readonly places = new Map<number, string>();
  private readonly lines = new LineCounter();

  constructor(private readonly text: string, private readonly path: string) {}

  public read(): Snapshot {
    // An alias has no place in a snapshot, so none is ever expanded.
    const { errors: [broken], contents } = parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    if (broken?.code === 'MULTIPLE_DOCS') throw this.wrong(0, 'it is not a snapshot, but several documents');
    if (broken) throw this.wrong(broken.pos[0], `it is not valid YAML: ${broken.message}`);
    if (!isMap(contents)) throw this.wrong(0, 'it is not a snapshot');
    this.checkVersion(contents);
    this.checkKeys(contents, ['version', 'cluster', 'portRange', 'ports']);
    return { cluster: this.textOf(contents, 'cluster'), portRange: this.rangeOf(contents), ports: this.portsOf(contents).sort(compareLivePorts) };
  }

  private checkVersion(map: YAMLMap): void {
    const node = this.nodeOf(map, 'version');
    if (isScalar(node) && node.value === VERSION) return;
    throw this.wrong(at(node), `version ${isScalar(node) ? JSON.stringify(node.value) : 'without a number'} is not known here, only version ${VERSION}`);
  }

  private rangeOf(map: YAMLMap): PortRange {
    const text = this.textOf(map, 'portRange');
    try {
      return PortRange.parse(text);
    } catch (error) {
      throw this.wrong(at(map.get('portRange', true)), (error as Error).message.replace(/\. .*$/s, ''));
    }
  }

  private portsOf(map: YAMLMap): LivePort[] {
    const list = this.nodeOf(map, 'ports');
    if (!isSeq(list)) throw this.wrong(at(list), '"ports" is not a list');
    return list.items.map((item) => {
      if (!isMap(item)) throw this.wrong(at(item), 'an entry of "ports" is not a map');
      return this.portOf(item);
    });
  }

  private portOf(map: YAMLMap): LivePort {
    const kind = this.textOf(map, 'kind');
    const isHealthCheck = kind === ClaimKind.HEALTH_CHECK;
    if (!isHealthCheck && kind !== ClaimKind.NODE_PORT) throw this.wrong(at(map.get('kind', true)), `kind ${JSON.stringify(kind)} is neither ${ClaimKind.NODE_PORT} nor ${ClaimKind.HEALTH_CHECK}`);
    this.checkKeys(map, isHealthCheck ? ['port', 'kind', 'service', 'applied'] : ['port', 'kind', 'service', 'name', 'servicePort', 'protocol', 'applied', 'kept']);
    const [namespace, service] = this.serviceOf(map);
    const name = map.has('name') ? this.textOf(map, 'name') : '';
    const protocol = isHealthCheck ? 'TCP' : this.textOf(map, 'protocol');
    const nodePort = this.numberOf(map, 'port');
    if (!this.places.has(nodePort)) this.places.set(nodePort, this.placeAt(at(map.get('port', true))));
    const servicePort = isHealthCheck ? undefined : this.numberOf(map, 'servicePort');
    return { nodePort, kind: kind as LivePort['kind'], namespace, service, name, servicePort, protocol, isApplied: this.isOn(map, 'applied'), isKept: this.isOn(map, 'kept') };
  }

  private numberOf(map: YAMLMap, key: string): number {
    const node = this.nodeOf(map, key);
    const value = isScalar(node) ? node.value : undefined;
    // A live cluster can hold numbers that no flag would take today, so the range is not a measure here.
    if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= 2 ** 31 || value === 0) throw this.wrong(at(node), `"${key}" is not the number of a port`);
    return value;
  }

  private serviceOf(map: YAMLMap): [string, string] {
    const [namespace, service, ...rest] = this.textOf(map, 'service').split('/');
    // Its names enter commands that a plan proposes.
    if (rest.length > 0 || !isDnsLabel(namespace) || !isDnsLabel(service ?? '')) throw this.wrong(at(map.get('service', true)), '"service" is not a namespace and a name, such as storage/minio');
    return [namespace, service];
  }

  /** What is true of nearly every port is not written. */
  private isOn(map: YAMLMap, key: string): boolean {
    if (!map.has(key)) return true;
    if (map.get(key) === false) return false;
    throw this.wrong(at(map.get(key, true)), `"${key}" can only be false`);
  }

  private textOf(map: YAMLMap, key: string): string {
    const node = this.nodeOf(map, key);
    if (!isScalar(node) || typeof node.value !== 'string') throw this.wrong(at(node), `"${key}" is not a text`);
    return node.value;
  }

  private nodeOf(map: YAMLMap, key: string): Node {
    const node = map.get(key, true) as Node | undefined;
    if (!node) throw this.wrong(at(map), `"${key}" is missing`);
    return node;
  }

  private checkKeys(map: YAMLMap, known: readonly string[]): void {
    const odd = map.items.find(({ key }: Pair) => !isScalar(key) || !known.includes(String(key.value)));
    if (odd) throw this.wrong(at(odd.key), `${isScalar(odd.key) ? JSON.stringify((odd.key as Scalar).value) : 'a key'} is not a field of a snapshot`);
  }

  private wrong(offset: number, what: string): Error {
    // The parser quotes the file, which may hold what steers a terminal.
    const plain = what.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return usageError('snapshot-invalid', { who: this.placeAt(offset), what: plain, wayOut: `Take a new one: ${commandFor(this.path)}` });
  }

  private placeAt(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.path}:${line || 1}:${col || 1}`;
  }
}

function at(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null } | undefined)?.range?.[0] ?? 0;
}
