import { FORBIDDEN } from './characters';
import { ListNode, MapNode, ScalarNode, YamlNode } from './node';
import { MERGE, resolve } from './resolve';
import { Scanner } from './scanner';
import { Token, TokenType } from './token';
import { PassesLimit, YamlFault } from './yaml-fault';
import { LIMITS } from '../../../core/findings/limits';

/** A map or a list that is still open. */
interface Frame {
  readonly style: '[' | '{' | 'pair' | 'block list' | 'block map' | 'list at its key';
  readonly node: ListNode | MapNode;
  /** The key of the next value. */
  key?: ScalarNode;
  isFirst: boolean;
}

/** What precedes a value. */
interface Properties {
  readonly anchor?: string;
  /** The full tag; empty if there is none. */
  readonly tag: string;
}

const STANDARD_HANDLES: readonly (readonly [string, string])[] = [
  ['!', '!'],
  ['!!', 'tag:yaml.org,2002:'],
];
const NO_PROPERTIES: Properties = { tag: '' };

/**
 * Reads the documents of a text as kubectl's YAML reader does, without recursion: open maps and lists are kept on a
 * stack of frames.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/parserc.go
 */
export class Parser {
  /** The position of the first alias read so far. */
  public aliasAt?: number;
  private readonly scanner: Scanner;
  private readonly frames: Frame[] = [];
  private anchors = new Map<string, YamlNode>();
  private handles = new Map<string, string>();
  private root!: YamlNode;
  private isFirst = true;

  /**
   * Throws `YamlFault` if the text is not valid YAML.
   *
   * @param keep reduces the items of a list at the top of a document; by default, they are kept whole
   * @param resolveScalar gives the value of a scalar; by default, the one that kubectl gives it
   */
  constructor(
    text: string,
    private readonly keep: (item: MapNode) => MapNode = (item) => item,
    private readonly resolveScalar: typeof resolve = resolve,
  ) {
    const forbidden = FORBIDDEN.exec(text);
    if (forbidden) throw new YamlFault('it contains a control character, which YAML does not allow', forbidden.index);
    this.scanner = new Scanner(text);
  }

  /** The next document; undefined after the last. Throws `YamlFault`. */
  public next(): YamlNode | undefined {
    let isBehindMarker = this.isFirst;
    for (; this.type === '...'; isBehindMarker = true) this.take();
    if (this.type === 'end') return undefined;
    this.isFirst = false;
    this.anchors = new Map();
    this.readDirectives();
    if (this.type === '---') {
      this.take();
    } else if (!isBehindMarker) {
      throw new YamlFault('its document ends before this, and kubectl ignores the rest', this.at);
    }
    this.readRoot();
    return this.root;
  }

  /**
   * The next token type in the grammar: a token that starts a key first counts as `?`, and if that key opens a map,
   * first as the start of the map.
   */
  private get type(): TokenType {
    const token = this.scanner.peek();
    return token.opensMap ? 'block map' : token.isKey ? '?' : token.type;
  }

  private get at(): number {
    return this.scanner.peek().at;
  }

  private take(): void {
    const token = this.scanner.peek();
    if (token.opensMap) token.opensMap = false;
    else if (token.isKey) token.isKey = false;
    else this.scanner.take();
  }

  private readDirectives(): void {
    this.handles = new Map();
    for (; this.type === 'version' || this.type === 'handle'; this.take()) {
      const { handle, text, at } = this.scanner.peek();
      if (this.handles.has(handle)) throw new YamlFault('a directive is repeated', at);
      this.handles.set(handle, text);
    }
    for (const [handle, prefix] of STANDARD_HANDLES) if (!this.handles.has(handle)) this.handles.set(handle, prefix);
  }

  private readRoot(): void {
    const { type } = this;
    if (type === '---' || type === '...' || type === 'version' || type === 'handle' || type === 'end') {
      this.root = new ScalarNode(this.at, null);
      return;
    }
    this.readNode(true);
    while (this.frames.length > 0) this.step(this.frames[this.frames.length - 1]);
  }

  private step(frame: Frame): void {
    switch (frame.style) {
      case 'block map':
        return this.stepBlockMap();
      case 'block list':
        return this.stepBlockList();
      case 'list at its key':
        return this.stepListAtItsKey();
      case '{':
        return this.stepFlowMap(frame);
      case '[':
        return this.stepFlowList(frame);
      case 'pair':
        return this.stepPair(frame);
    }
  }

  private stepBlockMap(): void {
    const { type } = this;
    if (type === 'block end') return this.close();
    if (type !== '?') throw new YamlFault('a key is expected here', this.at);
    this.take();
    this.readUnless(endsBlockEntry, true, true);
    if (this.type === ':') {
      this.take();
      this.readUnless(endsBlockEntry, true, true);
    } else {
      this.addEmpty();
    }
  }

  private stepBlockList(): void {
    const { type } = this;
    if (type === 'block end') return this.close();
    if (type !== '-') throw new YamlFault('a list item is expected here', this.at);
    this.take();
    this.readUnless((next) => next === '-' || next === 'block end', true);
  }

  /**
   * A list whose entries are not indented deeper than the key that it belongs to; only the next token shows where it
   * ends.
   */
  private stepListAtItsKey(): void {
    if (this.type !== '-') return this.pop();
    this.take();
    this.readUnless((next) => next === '-' || endsBlockEntry(next), true);
  }

  private stepFlowMap(frame: Frame): void {
    if (this.endsBracket(frame, '}')) return this.close();
    if (this.type !== '?') {
      this.readNode(false);
      return this.addEmpty();
    }
    this.take();
    this.readUnless((next) => next === ':' || next === ',' || next === '}');
    this.readFlowValue('}');
  }

  private stepFlowList(frame: Frame): void {
    if (this.endsBracket(frame, ']')) return this.close();
    if (this.type !== '?') return this.readNode(false);
    this.open('pair', new MapNode(this.at), NO_PROPERTIES);
  }

  /** A map with one entry inside a bracketed list, where it needs no braces. */
  private stepPair(frame: Frame): void {
    if (!frame.isFirst) return this.pop();
    frame.isFirst = false;
    const { type } = this;
    if (type === ':' || type === ',' || type === ']') {
      this.take();
      this.addEmpty();
    } else {
      this.readNode(false);
    }
    this.readFlowValue(']');
  }

  /** Whether a bracket closes here; consumes a comma between two entries. */
  private endsBracket(frame: Frame, bracket: TokenType): boolean {
    if (this.type === bracket) return true;
    if (!frame.isFirst) {
      if (this.type !== ',') throw new YamlFault(`a comma or ${bracket} is expected here`, this.at);
      this.take();
    }
    frame.isFirst = false;
    return this.type === bracket;
  }

  private readFlowValue(bracket: TokenType): void {
    if (this.type !== ':') return this.addEmpty();
    this.take();
    this.readUnless((next) => next === ',' || next === bracket);
  }

  /** Reads a value, which is empty if the next token belongs to the enclosing node. */
  private readUnless(isOutside: (type: TokenType) => boolean, isBlock = false, mayBeAtItsKey = false): void {
    if (isOutside(this.type)) this.addEmpty();
    else this.readNode(isBlock, mayBeAtItsKey);
  }

  /** Reads a complete scalar or alias, or opens a map or a list. */
  private readNode(isBlock: boolean, mayBeAtItsKey = false): void {
    if (this.type === 'alias') return this.readAlias();
    const properties = this.readProperties();
    const { type, at } = this;
    if (type === 'scalar') {
      this.readScalar(properties);
    } else if (type === '-' && mayBeAtItsKey) {
      this.open('list at its key', new ListNode(at), properties, false);
    } else if (type === '[' || (type === 'block list' && isBlock)) {
      this.open(type, new ListNode(at), properties);
    } else if (type === '{' || (type === 'block map' && isBlock)) {
      this.open(type, new MapNode(at), properties);
    } else if (properties === NO_PROPERTIES) {
      throw new YamlFault('a value is expected here', at);
    } else {
      this.add(
        new ScalarNode(at, properties.tag === '' ? null : this.resolveScalar(new Token('scalar', at), properties.tag)),
        properties,
      );
    }
  }

  private readAlias(): void {
    const { text, at } = this.scanner.peek();
    this.aliasAt ??= at;
    const target = this.anchors.get(text);
    if (!target) throw new YamlFault('an alias refers to an anchor that is not defined before it', at);
    this.take();
    // A scalar is copied, so that it has its own position.
    this.add(target.kind === 'scalar' ? new ScalarNode(at, target.value) : target, NO_PROPERTIES);
  }

  private readScalar(properties: Properties): void {
    const token = this.scanner.peek();
    const { tag } = properties;
    const isMerge = token.text === '<<' && (tag === '' ? token.isPlain : tag === '!' || tag === MERGE);
    this.take();
    this.add(new ScalarNode(token.at, this.resolveScalar(token, tag), isMerge), properties);
  }

  /** An anchor and a tag, in either order. */
  private readProperties(): Properties {
    let anchor: string | undefined;
    let tag: string | undefined;
    for (
      let { type } = this;
      (type === 'anchor' && anchor === undefined) || (type === 'tag' && tag === undefined);
      { type } = this
    ) {
      if (type === 'anchor') anchor = this.scanner.peek().text;
      else tag = this.fullTag(this.scanner.peek());
      this.take();
    }
    return anchor === undefined && tag === undefined ? NO_PROPERTIES : { anchor, tag: tag ?? '' };
  }

  private fullTag({ handle, text, at }: Token): string {
    if (handle === '') return text;
    const prefix = this.handles.get(handle);
    if (prefix === undefined) throw new YamlFault('a tag has an undefined handle', at);
    return prefix + text;
  }

  private open(style: Frame['style'], node: ListNode | MapNode, properties: Properties, isTaken = true): void {
    this.add(node, properties);
    if (isTaken) this.take();
    this.frames.push({ style, node, isFirst: true });
    if (this.frames.length > LIMITS.depth) {
      throw new PassesLimit(`it is nested more than ${LIMITS.depth} levels deep`, node.at);
    }
  }

  /** Consumes the token that ends the innermost open node. */
  private close(): void {
    this.take();
    this.pop();
  }

  private pop(): void {
    const { node } = this.frames.pop()!;
    const list = this.frames[1]?.node;
    if (this.frames.length === 2 && node.kind === 'map' && list.kind === 'list') {
      list.items[list.items.length - 1] = this.keep(node);
    }
  }

  private addEmpty(): void {
    this.add(new ScalarNode(this.at, null), NO_PROPERTIES);
  }

  /** Adds a value to the innermost open node. */
  private add(node: YamlNode, { anchor }: Properties): void {
    if (anchor !== undefined) this.anchors.set(anchor, node);
    const frame = this.frames[this.frames.length - 1];
    if (frame === undefined) this.root = node;
    else if (frame.node.kind === 'list') frame.node.items.push(node);
    else if (frame.key === undefined) frame.key = keyOf(node, this.at);
    else this.addValue(frame, frame.node, node);
  }

  private addValue(frame: Frame, map: MapNode, value: YamlNode): void {
    map.keys.push(frame.key!);
    map.values.push(value);
    frame.key = undefined;
  }
}

function endsBlockEntry(type: TokenType): boolean {
  return type === '?' || type === ':' || type === 'block end';
}

function keyOf(node: YamlNode, at: number): ScalarNode {
  if (node.kind !== 'scalar') throw new YamlFault('a map or a list is used as a key', at);
  return node;
}
