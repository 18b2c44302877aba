import { LineCounter, Node, Pair, Scalar, YAMLMap, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { usageError } from '../../core/findings/finding';
import { fileOperand, isDnsLabel, shellWord } from '../../core/findings/shell';
import { FieldValue } from '../../core/service/service-fields';

/** A value in a snapshot that reports every fault with its place. Anything unexpected is `snapshot-invalid`. */
export class SnapshotNode {
  /** Reads a file that contains one map. */
  public static read(path: string, text: string): SnapshotNode {
    const lines = new LineCounter();
    const root = new SnapshotNode(undefined, path, lines);
    // A snapshot has no aliases, so none are expanded.
    const {
      errors: [broken],
      contents,
    } = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
    if (broken?.code === 'MULTIPLE_DOCS') throw root.wrong('it is not a snapshot, but several documents');
    if (broken) {
      throw new SnapshotNode(undefined, path, lines, broken.pos[0]).wrong(`it is not valid YAML: ${broken.message}`);
    }
    if (!isMap(contents)) throw root.wrong('it is not a snapshot');
    return new SnapshotNode(contents, path, lines);
  }

  /** The key of this value. */
  private name = '';

  private constructor(
    private readonly node: unknown,
    private readonly path: string,
    private readonly lines: LineCounter,
    private readonly offset = offsetOf(node),
  ) {}

  /** The place of the value, such as `prod.snapshot.yaml:12:13`. */
  public get place(): string {
    const { line, col } = this.lines.linePos(this.offset);
    return `${this.path}:${line || 1}:${col || 1}`;
  }

  /** Refuses unknown fields. */
  public checkKeys(known: readonly string[]): void {
    const odd = this.map.items.find(({ key }: Pair) => !isScalar(key) || !known.includes(String(key.value)));
    if (odd === undefined) return;
    const name = isScalar(odd.key) ? JSON.stringify((odd.key as Scalar).value) : 'a key';
    throw this.child(odd.key).wrong(`${name} is not a field of a snapshot`);
  }

  public has(key: string): boolean {
    return this.map.has(key);
  }

  /** A required field. */
  public get(key: string): SnapshotNode {
    const node = this.map.get(key, true) as Node | undefined;
    if (!node) throw this.wrong(`"${key}" is missing`);
    return this.child(node, key);
  }

  /** An optional field, read with the given function. */
  public optional<T>(key: string, read: (node: SnapshotNode) => T): T | undefined {
    return this.has(key) ? read(this.get(key)) : undefined;
  }

  /** The entries of a list of maps. */
  public maps(): SnapshotNode[] {
    if (!isSeq(this.node)) throw this.wrong(`"${this.name}" is not a list`);
    return this.node.items.map((item) => {
      const node = this.child(item, this.name);
      if (!isMap(item)) throw node.wrong(`an entry of "${this.name}" is not a map`);
      return node;
    });
  }

  /** The strings of a list. */
  public texts(): string[] {
    if (!isSeq(this.node)) throw this.wrong(`"${this.name}" is not a list`);
    return this.node.items.map((item) => this.child(item, this.name).text());
  }

  public text(): string {
    const { value } = this;
    if (typeof value !== 'string') throw this.wrong(`"${this.name}" is not a text`);
    return value;
  }

  public flag(): boolean {
    const { value } = this;
    if (typeof value !== 'boolean') throw this.wrong(`"${this.name}" is neither true nor false`);
    return value;
  }

  /** A port. It is not compared with the range, because a live cluster can hold numbers outside it. */
  public port(): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= 2 ** 31) {
      throw this.wrong(`"${this.name}" is not the number of a port`);
    }
    return value;
  }

  /** The namespace and the name of a Service, as in `storage/minio`. */
  public serviceName(): [string, string] {
    const [namespace, service, ...rest] = this.text().split('/');
    if (rest.length > 0 || !isDnsLabel(namespace) || !isDnsLabel(service ?? '')) {
      throw this.wrong(`"${this.name}" is not a namespace and a name, such as storage/minio`);
    }
    return [namespace, service];
  }

  /** Any scalar. */
  public scalar(): FieldValue {
    const { value } = this;
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
      return value as FieldValue;
    }
    throw this.wrong(`"${this.name}" is not a text, a number, true, false or null`);
  }

  /** The error for a fault in the value. */
  public wrong(what: string): Error {
    // The parser quotes the file, which may contain terminal escapes.
    const plain = what.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return usageError('snapshot-invalid', {
      who: this.place,
      what: plain,
      wayOut: `Take a new one: ${snapshotCommand(this.path)}`,
    });
  }

  private get map(): YAMLMap {
    if (!isMap(this.node)) throw this.wrong(`"${this.name}" is not a map`);
    return this.node;
  }

  private get value(): unknown {
    return isScalar(this.node) ? this.node.value : undefined;
  }

  private child(node: unknown, name = ''): SnapshotNode {
    const child = new SnapshotNode(node, this.path, this.lines);
    child.name = name;
    return child;
  }
}

/** The command that takes a snapshot. */
export function snapshotCommand(path: string): string {
  return `cdk8s-nodeport snapshot --output ${shellWord(fileOperand(path))}`;
}

function offsetOf(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null } | undefined)?.range?.[0] ?? 0;
}
