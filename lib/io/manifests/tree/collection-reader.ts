import { GrammarTokens } from './grammar-tokens';
import { MapNode } from './node';
import { NodeContext, NodeReader } from './node-reader';
import { TokenType } from './token';
import { Frame, TreeBuilder } from './tree-builder';
import { YamlFault } from './yaml-fault';

/** Reads maps and lists step by step, so that nothing recurses, however deep they are nested. */
export class CollectionReader {
  constructor(
    private readonly tokens: GrammarTokens,
    private readonly tree: TreeBuilder,
    private readonly nodes: NodeReader,
  ) {}

  /** Reads the next entry of the innermost open map or list, or closes it. Throws `YamlFault`. */
  public step(frame: Frame): void {
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

  private get type(): TokenType {
    return this.tokens.type;
  }

  private get at(): number {
    return this.tokens.at;
  }

  private take(): void {
    this.tokens.take();
  }

  private stepBlockMap(): void {
    const { type } = this;
    if (type === 'block end') return this.close();
    if (type !== '?') throw new YamlFault('a key is expected here', this.at);
    this.take();
    this.readUnless(endsBlockEntry, 'block map');
    if (this.type === ':') {
      this.take();
      this.readUnless(endsBlockEntry, 'block map');
    } else {
      this.tree.addEmpty();
    }
  }

  private stepBlockList(): void {
    const { type } = this;
    if (type === 'block end') return this.close();
    if (type !== '-') throw new YamlFault('a list item is expected here', this.at);
    this.take();
    this.readUnless((next) => next === '-' || next === 'block end', 'block');
  }

  /**
   * A list whose entries are not indented deeper than the key that it belongs to; only the next token shows where it
   * ends.
   */
  private stepListAtItsKey(): void {
    if (this.type !== '-') return this.tree.close();
    this.take();
    this.readUnless((next) => next === '-' || endsBlockEntry(next), 'block');
  }

  private stepFlowMap(frame: Frame): void {
    if (this.endsBracket(frame, '}')) return this.close();
    if (this.type !== '?') {
      this.nodes.read('flow');
      return this.tree.addEmpty();
    }
    this.take();
    this.readUnless((next) => next === ':' || next === ',' || next === '}', 'flow');
    this.readFlowValue('}');
  }

  private stepFlowList(frame: Frame): void {
    if (this.endsBracket(frame, ']')) return this.close();
    if (this.type !== '?') return this.nodes.read('flow');
    this.tree.open('pair', new MapNode(this.at));
    this.take();
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
      this.nodes.read('flow');
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
    this.readUnless((next) => next === ',' || next === bracket, 'flow');
  }

  /** Reads a value, which is empty if the next token belongs to the enclosing node. */
  private readUnless(isOutside: (type: TokenType) => boolean, context: NodeContext): void {
    if (isOutside(this.type)) this.tree.addEmpty();
    else this.nodes.read(context);
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
