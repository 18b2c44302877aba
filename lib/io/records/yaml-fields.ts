import { Document, LineCounter, Pair, YAMLMap, isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** A value in a small YAML file that reports every fault with its place. */
export class YamlFields {
  /** Reads a file that contains one map. Throws with file, line and column if it does not. */
  public static read(file: string, text: string): YamlFields {
    const lines = new LineCounter();
    const document: Document.Parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const place = (offset: number) => `${file}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
    const [error] = document.errors;
    if (error) throw new Error(`${place(error.pos[0])}: it is not YAML: ${error.message}. Fix this line`);
    return new YamlFields(document.contents, place);
  }

  private constructor(
    private readonly node: unknown,
    private readonly placeOf: (offset: number) => string,
  ) {}

  /** The place of the value. */
  public get place(): string {
    return this.placeOf((this.node as { range?: [number] } | null)?.range?.[0] ?? 0);
  }

  /** The fields of a map; refuses unknown ones. An empty file has none. */
  public fields(known: readonly string[]): ReadonlyMap<string, YamlFields> {
    if (this.node === null || (isScalar(this.node) && this.node.value === null)) return new Map();
    if (!isMap(this.node)) throw this.wrong(`a map is expected here, with ${known.join(', ')}`);
    return new Map((this.node as YAMLMap).items.map((pair) => this.field(pair, known)));
  }

  private field({ key, value }: Pair, known: readonly string[]): [string, YamlFields] {
    const name = isScalar(key) ? String(key.value) : '';
    if (!known.includes(name)) {
      throw new YamlFields(key, this.placeOf).wrong(
        `${JSON.stringify(name)} is not known here. Use ${known.join(', ')}`,
      );
    }
    return [name, new YamlFields(value ?? key, this.placeOf)];
  }

  /** The items of a list. */
  public items(): readonly YamlFields[] {
    if (!isSeq(this.node)) throw this.wrong('a list is expected here');
    return this.node.items.map((item) => new YamlFields(item, this.placeOf));
  }

  public text(example: string): string {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value !== 'string' || value === '') {
      throw this.wrong(`a text is expected here, in quotes where it looks like a number. Write '${example}'`);
    }
    return value;
  }

  public flag(): boolean {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value !== 'boolean') throw this.wrong('true or false is expected here');
    return value;
  }

  public port(): number {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 65535) {
      throw this.wrong('a port is expected here. Write a number from 1 to 65535');
    }
    return value;
  }

  /** The error for a fault in the value. */
  public wrong(what: string): Error {
    return new Error(`${this.place}: ${what}`);
  }
}
