import { ListNode, MapNode, ScalarNode, YamlNode } from './node';
import { OpenCollections, OpenNode } from './open-collections';

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const NAMED = /true|false|null/y;
/** Characters in a quoted text that must be decoded or refused. */
// eslint-disable-next-line no-control-regex
const UNUSUAL = /[\\\0-\x1f]/;

/** Why a text is not JSON. It may still be YAML, whose parser reports faults better. */
class NotJson extends Error {}

/**
 * The values of a JSON text, which may contain several in a row; undefined if it is anything else. Throws
 * `PassesLimit`.
 *
 * @param keep what to keep of a map that is a list item at the top of a value
 */
export function parseJson(text: string, keep: (item: MapNode) => MapNode): YamlNode[] | undefined {
  try {
    const parser = new JsonParser(text, keep);
    const values: YamlNode[] = [];
    while (!parser.isAtEnd()) values.push(parser.next());
    return values;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

/** Reads JSON without recursion, into values that know their positions. */
class JsonParser {
  private at = 0;
  private readonly frames: OpenCollections<OpenNode>;

  constructor(
    private readonly text: string,
    keep: (item: MapNode) => MapNode,
  ) {
    this.frames = new OpenCollections(keep);
  }

  public isAtEnd(): boolean {
    this.match(SPACE);
    return this.at === this.text.length;
  }

  /** The next value. Throws `NotJson`. */
  public next(): YamlNode {
    const root = this.readNode();
    for (let open = this.frames.innermost; open; open = this.frames.innermost) this.readEntry(open);
    return root;
  }

  /** Reads a complete string, number or literal, or opens a map or a list. */
  private readNode(): YamlNode {
    this.match(SPACE);
    const { at } = this;
    switch (this.text[at]) {
      case '{':
        return this.open(new MapNode(at));
      case '[':
        return this.open(new ListNode(at));
      case '"':
        return new ScalarNode(at, this.readText());
      default:
        return new ScalarNode(at, this.readWord());
    }
  }

  private open<T extends ListNode | MapNode>(node: T): T {
    this.at++;
    this.frames.push({ node });
    return node;
  }

  /** Reads one entry of the innermost open map or list, or its end. */
  private readEntry({ node }: OpenNode): void {
    const isMap = node.kind === 'map';
    const isFirst = (isMap ? node.keys : node.items).length === 0;
    this.match(SPACE);
    if (this.skips(isMap ? '}' : ']')) return this.frames.close();
    if (!isFirst) this.require(',');
    if (isMap) {
      node.keys.push(this.readKey());
      // Add the slot first: its contents are read later.
      const index = node.values.length;
      node.values[index] = this.readNode();
    } else {
      node.items.push(this.readNode());
    }
  }

  private readKey(): ScalarNode {
    this.match(SPACE);
    const { at } = this;
    if (this.text[at] !== '"') throw new NotJson();
    const key = new ScalarNode(at, this.readText());
    this.match(SPACE);
    this.require(':');
    return key;
  }

  private readText(): string {
    const start = this.at;
    const end = endOfText(this.text, start);
    this.at = end + 1;
    const inner = this.text.slice(start + 1, end);
    if (!UNUSUAL.test(inner)) return inner;
    try {
      return JSON.parse(this.text.slice(start, end + 1)) as string;
    } catch {
      throw new NotJson();
    }
  }

  private readWord(): number | boolean | null {
    const word = this.match(NUMBER) || this.match(NAMED);
    if (word === '') throw new NotJson();
    return JSON.parse(word) as number | boolean | null;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [''];
    this.at += found.length;
    return found;
  }

  private skips(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private require(character: string): void {
    if (!this.skips(character)) throw new NotJson();
  }
}

/** The position of the closing quote of a string. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
  throw new NotJson();
}
