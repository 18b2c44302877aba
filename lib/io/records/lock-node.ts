import { Scalar, YamlNode } from '../manifests/tree/node';
import { YamlFault } from '../manifests/tree/yaml-fault';

/** What is wrong with a lock, what to do about it, and the character at which it is. */
export class LockFault extends YamlFault {
  constructor(
    what: string,
    public readonly wayOut: string,
    at: number,
  ) {
    super(what, at);
  }
}

/** A key or a value in a lock. Reading anything else than what is there throws `LockFault`. */
export class LockNode {
  constructor(
    private readonly lock: string,
    private readonly node: YamlNode | undefined,
  ) {}

  /** The character at which it starts. */
  public get at(): number {
    return this.node?.at ?? 0;
  }

  /** The value; undefined for a list or a map. */
  public get value(): Scalar | undefined {
    return this.node?.kind === 'scalar' ? this.node.value : undefined;
  }

  /** The value in messages. */
  public get shown(): string {
    return this.value === undefined ? 'a list or a map' : JSON.stringify(this.value);
  }

  /** A text that is not empty. */
  public get text(): string {
    if (typeof this.value === 'string' && this.value !== '') return this.value;
    throw new LockFault(
      `${this.shown} is not a name`,
      'Write a string, in quotes if it looks like something else',
      this.at,
    );
  }

  /** Whether it is written as a decimal number. */
  public get isDecimal(): boolean {
    return /^\d+(?![\w.])/.test(this.lock.slice(this.at, this.at + 20));
  }

  /** The keys and values of a map; nothing has none. */
  public get entries(): readonly (readonly [key: LockNode, value: LockNode])[] {
    const { node } = this;
    if (node === undefined || this.value === null) return [];
    if (node.kind !== 'map') {
      throw new LockFault('a map is expected here', 'Restore the line from version control', this.at);
    }
    const seen = new Set<unknown>();
    return node.keys.map((name, index) => {
      const key = new LockNode(this.lock, name);
      if (seen.has(key.value)) {
        throw key.listedTwice();
      }
      seen.add(key.value);
      return [key, new LockNode(this.lock, node.values[index])];
    });
  }

  /** The values of a map by name, which may have no other names. */
  public fields(known: readonly string[]): ReadonlyMap<string, LockNode> {
    const { entries } = this;
    const odd = entries.find(([key]) => !known.includes(String(key.value)));
    if (odd) throw new LockFault(`${odd[0].shown} is not a field here`, `Use ${known.join(', ')}`, odd[0].at);
    return new Map(entries.map(([key, value]) => [String(key.value), value]));
  }

  /** Only ports are numbers among the keys of a lock. */
  private listedTwice(): LockFault {
    return typeof this.value === 'number'
      ? new LockFault(
          `port ${this.value} is listed twice`,
          'Keep the line for the Service that is deployed; delete the other',
          this.at,
        )
      : new LockFault(`${this.shown} is listed twice`, 'Keep one of the two, and delete the other', this.at);
  }
}
