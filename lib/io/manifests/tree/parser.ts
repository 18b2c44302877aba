import { FORBIDDEN } from './characters';
import { GrammarTokens } from './grammar-tokens';
import { ListNode, MapNode, ScalarNode, YamlNode } from './node';
import { NO_PROPERTIES, NodeProperties, PropertyReader } from './node-properties';
import { MERGE, resolve } from './resolve';
import { Token, TokenType } from './token';
import { Frame, TreeBuilder } from './tree-builder';
import { YamlFault } from './yaml-fault';

/**
 * Reads the documents of a text as kubectl's YAML reader does, without recursion.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/parserc.go
 */
export class Parser {
  /** The position of the first alias read so far. */
  public aliasAt?: number;
  private readonly tokens: GrammarTokens;
  private readonly properties: PropertyReader;
  private readonly tree: TreeBuilder;
  private isFirst = true;

  /**
   * Throws `YamlFault` if the text is not valid YAML.
   *
   * @param keep reduces the items of a list at the top of a document; by default, they are kept whole
   * @param resolveScalar gives the value of a scalar; by default, the one that kubectl gives it
   */
  constructor(
    text: string,
    keep: (item: MapNode) => MapNode = (item) => item,
    private readonly resolveScalar: typeof resolve = resolve,
  ) {
    const forbidden = FORBIDDEN.exec(text);
    if (forbidden) throw new YamlFault('it contains a control character, which YAML does not allow', forbidden.index);
    this.tokens = new GrammarTokens(text);
    this.properties = new PropertyReader(this.tokens);
    this.tree = new TreeBuilder(this.tokens, keep);
  }

  /** The next document; undefined after the last. Throws `YamlFault`. */
  public next(): YamlNode | undefined {
    let isBehindMarker = this.isFirst;
    for (; this.type === '...'; isBehindMarker = true) this.take();
    if (this.type === 'end') return undefined;
    this.isFirst = false;
    this.properties.readDirectives();
    if (this.type === '---') {
      this.take();
    } else if (!isBehindMarker) {
      throw new YamlFault('its document ends before this, and kubectl ignores the rest', this.at);
    }
    return this.readDocument();
  }

  private get type(): TokenType {
    return this.tokens.type;
  }

  private get at(): number {
    return this.tokens.at;
  }

  private take(): void {
    this.tokens.take();
  }

  private readDocument(): YamlNode {
    const { type, tree } = this;
    tree.start();
    if (type !== '---' && type !== '...' && type !== 'version' && type !== 'handle' && type !== 'end') {
      this.readNode(true);
      for (let frame = tree.innermost; frame !== undefined; frame = tree.innermost) this.step(frame);
    }
    return tree.document;
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
      this.tree.addEmpty();
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
    if (this.type !== '-') return this.tree.close();
    this.take();
    this.readUnless((next) => next === '-' || endsBlockEntry(next), true);
  }

  private stepFlowMap(frame: Frame): void {
    if (this.endsBracket(frame, '}')) return this.close();
    if (this.type !== '?') {
      this.readNode(false);
      return this.tree.addEmpty();
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
    if (!frame.isFirst) return this.tree.close();
    frame.isFirst = false;
    const { type } = this;
    if (type === ':' || type === ',' || type === ']') {
      this.take();
      this.tree.addEmpty();
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
    if (this.type !== ':') return this.tree.addEmpty();
    this.take();
    this.readUnless((next) => next === ',' || next === bracket);
  }

  /** Reads a value, which is empty if the next token belongs to the enclosing node. */
  private readUnless(isOutside: (type: TokenType) => boolean, isBlock = false, mayBeAtItsKey = false): void {
    if (isOutside(this.type)) this.tree.addEmpty();
    else this.readNode(isBlock, mayBeAtItsKey);
  }

  /** Reads a complete scalar or alias, or opens a map or a list. */
  private readNode(isBlock: boolean, mayBeAtItsKey = false): void {
    if (this.type === 'alias') return this.readAlias();
    const properties = this.properties.read();
    const { type, at } = this;
    if (type === 'scalar') {
      this.readScalar(properties);
    } else if (type === '-' && mayBeAtItsKey) {
      this.tree.open('list at its key', new ListNode(at), properties.anchor);
    } else if (type === '[' || (type === 'block list' && isBlock)) {
      this.open(type, new ListNode(at), properties);
    } else if (type === '{' || (type === 'block map' && isBlock)) {
      this.open(type, new MapNode(at), properties);
    } else if (properties === NO_PROPERTIES) {
      throw new YamlFault('a value is expected here', at);
    } else {
      const value = properties.tag === '' ? null : this.resolveScalar(new Token('scalar', at), properties.tag);
      this.tree.add(new ScalarNode(at, value), properties.anchor);
    }
  }

  private readAlias(): void {
    const { text, at } = this.tokens.peek();
    this.aliasAt ??= at;
    const target = this.tree.anchored(text);
    if (!target) throw new YamlFault('an alias refers to an anchor that is not defined before it', at);
    this.take();
    // A scalar is copied, so that it has its own position.
    this.tree.add(target.kind === 'scalar' ? new ScalarNode(at, target.value) : target);
  }

  private readScalar({ anchor, tag }: NodeProperties): void {
    const token = this.tokens.peek();
    const isMerge = token.text === '<<' && (tag === '' ? token.isPlain : tag === '!' || tag === MERGE);
    this.take();
    this.tree.add(new ScalarNode(token.at, this.resolveScalar(token, tag), isMerge), anchor);
  }

  private open(style: Frame['style'], node: ListNode | MapNode, { anchor }: NodeProperties): void {
    this.tree.open(style, node, anchor);
    this.take();
  }

  /** Consumes the token that ends the innermost open map or list. */
  private close(): void {
    this.take();
    this.tree.close();
  }
}

function endsBlockEntry(type: TokenType): boolean {
  return type === '?' || type === ':' || type === 'block end';
}
