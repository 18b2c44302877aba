import { readRecord, recordFields } from './record-text';
import { HIGHEST_PORT } from '../../core/cluster/port-range';
import { didYouMean } from '../../core/text/closest-word';
import { TextPlaces } from '../manifests/text-places';
import { MapNode, Scalar, YamlNode } from '../manifests/tree/node';
import { YamlFault } from '../manifests/tree/yaml-fault';

/** A value in a small YAML file that reports every fault with its place. */
export class YamlFields {
  /** Reads a file that contains one map. Throws with file, line and column if it does not. */
  public static read(file: string, text: string): YamlFields {
    const places = new TextPlaces(file, text, 1);
    return within(places, () => new YamlFields(readRecord(text), places));
  }

  private constructor(
    private readonly node: YamlNode | undefined,
    private readonly places: TextPlaces,
  ) {}

  /** The place of the value. */
  public get place(): string {
    return this.places.at(this.node?.at ?? 0);
  }

  /** The fields of a map; refuses unknown ones. An empty file has none. */
  public fields(known: readonly string[]): ReadonlyMap<string, YamlFields> {
    const { node, places } = this;
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) return new Map();
    if (node.kind !== 'map') throw this.wrong(`a map is expected here, with ${known.join(', ')}`);
    this.requireKnown(node, known);
    const fields = within(places, () => recordFields(node));
    return new Map([...fields].map(([name, { value }]) => [name, new YamlFields(value, places)]));
  }

  /** The items of a list. */
  public items(): readonly YamlFields[] {
    if (this.node?.kind !== 'list') throw this.wrong('a list is expected here. Write each item after a dash');
    return this.node.items.map((item) => new YamlFields(item, this.places));
  }

  public text(example: string): string {
    const { value } = this;
    if (typeof value === 'string' && value !== '') return value;
    throw this.wrong(`a string is expected here, in quotes if it looks like a number. Write '${example}'`);
  }

  /** A text of a certain form, which the example has. */
  public matching(form: RegExp, example: string): string {
    const { value } = this;
    if (typeof value === 'string' && form.test(value)) return value;
    throw this.wrong(`a text such as ${example} is expected here`);
  }

  /** A whole number from 1 to a limit. */
  public size(limit: number): number {
    return this.numberUpTo(limit, 'a number of ports');
  }

  public flag(): boolean {
    const { value } = this;
    if (typeof value === 'boolean') return value;
    const wayOut = value === 'true' || value === 'false' ? `Write ${value} without quotes` : 'Write true or false';
    throw this.wrong(`true or false is expected here. ${wayOut}`);
  }

  public port(): number {
    return this.numberUpTo(HIGHEST_PORT, 'a port');
  }

  /** The error for a fault in the value. */
  public wrong(what: string): Error {
    return new Error(`${this.place}: ${what}`);
  }

  private get value(): Scalar | undefined {
    return this.node?.kind === 'scalar' ? this.node.value : undefined;
  }

  private numberUpTo(limit: number, what: string): number {
    const { value } = this;
    const number = Number(value);
    const isUsable = Number.isInteger(number) && number >= 1 && number <= limit;
    if (typeof value === 'number' && isUsable) return value;
    const isQuoted = typeof value === 'string' && isUsable;
    const wayOut = isQuoted ? `Write ${number} without quotes` : `Write a whole number from 1 to ${limit}`;
    throw this.wrong(`${what} is expected here. ${wayOut}`);
  }

  private requireKnown({ keys }: MapNode, known: readonly string[]): void {
    const odd = keys.find(({ value }) => !known.includes(String(value)));
    if (odd === undefined) return;
    const name = String(odd.value);
    throw new YamlFields(odd, this.places).wrong(
      `${JSON.stringify(name)} is not a field here.${didYouMean(name, known)} Use ${known.join(', ')}`,
    );
  }
}

/** Reads, and adds the place to what is wrong with the text. */
function within<T>(places: TextPlaces, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw new Error(`${places.at(error.at)}: it is not YAML: ${error.message}. Fix this line`);
  }
}
