import { SeveralDocuments, readRecord, recordFields } from './record-text';
import { usageError } from '../../core/findings/finding';
import { FieldValue } from '../../core/service/service-fields';
import { fileOperand, isDnsLabel, shellWord } from '../../core/text/shell';
import { TextPlaces } from '../manifests/text-places';
import { ScalarNode, YamlNode } from '../manifests/tree/node';
import { Field } from '../manifests/tree/unfolding';
import { YamlFault } from '../manifests/tree/yaml-fault';

/** A value in a snapshot that reports every fault with its place. Anything unexpected is `snapshot-invalid`. */
export class SnapshotNode {
  /** Reads a file that contains one map. */
  public static read(path: string, text: string): SnapshotNode {
    const root = new SnapshotNode(undefined, path, new TextPlaces(path, text, 1));
    const node = root.within(() => readRecord(text));
    if (node?.kind !== 'map') throw root.wrong('it is not a snapshot');
    const read = root.child(node);
    if (read.has('clusters')) throw root.wrong('this is a lock, not a snapshot', ANOTHER_SNAPSHOT);
    if (read.has('kind')) throw root.wrong('this is what kubectl prints, not a snapshot', convertCommand(path));
    return read;
  }

  /** The key of this value. */
  private name = '';

  private known?: ReadonlyMap<string, Field>;

  private constructor(
    private readonly node: YamlNode | undefined,
    private readonly path: string,
    private readonly places: TextPlaces,
  ) {}

  /** The place of the value, such as `prod.snapshot.yaml:12:13`. */
  public get place(): string {
    return this.places.at(this.node?.at ?? 0);
  }

  /** Refuses unknown fields. */
  public checkKeys(known: readonly string[]): void {
    for (const [name, { key }] of this.fields) {
      if (!known.includes(name)) {
        throw this.child(key).wrong(`${JSON.stringify(key.value)} is not a field of a snapshot`);
      }
    }
  }

  public has(key: string): boolean {
    return this.fields.has(key);
  }

  /** A required field. */
  public get(key: string): SnapshotNode {
    const field = this.fields.get(key);
    if (!field) throw this.wrong(`"${key}" is missing`);
    return this.child(field.value, key);
  }

  /** An optional field, read with the given function. */
  public optional<T>(key: string, read: (node: SnapshotNode) => T): T | undefined {
    return this.has(key) ? read(this.get(key)) : undefined;
  }

  /** The entries of a list of maps. */
  public maps(): SnapshotNode[] {
    if (this.node?.kind !== 'list') throw this.wrong(`"${this.name}" is not a list`);
    return this.node.items.map((item) => {
      const node = this.child(item, this.name);
      if (item.kind !== 'map') throw node.wrong(`an entry of "${this.name}" is not a map`);
      return node;
    });
  }

  /** The strings of a list. */
  public texts(): string[] {
    if (this.node?.kind !== 'list') throw this.wrong(`"${this.name}" is not a list`);
    return this.node.items.map((item) => this.child(item, this.name).text());
  }

  public text(): string {
    const { value } = this;
    if (typeof value !== 'string') throw this.wrong(`"${this.name}" is not a string`);
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
      throw this.wrong(`"${this.name}" is not a port number`);
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
    throw this.wrong(`"${this.name}" is not a string, a number, true, false or null`);
  }

  /** The error for a fault in the value. */
  public wrong(what: string, wayOut = `Take a new one: ${snapshotCommand(this.path)}`): Error {
    // The parser quotes the file, which may contain terminal escapes.
    const plain = what.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
    return usageError('snapshot-invalid', {
      who: this.place,
      what: plain,
      wayOut,
    });
  }

  private get fields(): ReadonlyMap<string, Field> {
    const { node } = this;
    if (node?.kind !== 'map') throw this.wrong(`"${this.name}" is not a map`);
    this.known ??= this.within(() => recordFields(node));
    return this.known;
  }

  private get value(): unknown {
    return this.node?.kind === 'scalar' ? this.node.value : undefined;
  }

  private child(node: YamlNode, name = ''): SnapshotNode {
    const child = new SnapshotNode(node, this.path, this.places);
    child.name = name;
    return child;
  }

  /** Reads, and adds the place to what is wrong with the text. */
  private within<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof SeveralDocuments) throw this.wrong('it is not a snapshot, but several documents');
      if (!(error instanceof YamlFault)) throw error;
      throw this.child(new ScalarNode(error.at, null)).wrong(`it is not valid YAML: ${error.message}`);
    }
  }
}

/** A new snapshot must not be written over a lock. */
const ANOTHER_SNAPSHOT = `Take a snapshot under another name: ${snapshotCommand('prod.snapshot.yaml')}`;

function convertCommand(path: string): string {
  const input = shellWord(fileOperand(path));
  return `Make one of it: cdk8s-nodeport snapshot - --output prod.snapshot.yaml < ${input}`;
}

/** The command that takes a snapshot. */
export function snapshotCommand(path: string): string {
  return `cdk8s-nodeport snapshot --output ${shellWord(fileOperand(path))}`;
}
