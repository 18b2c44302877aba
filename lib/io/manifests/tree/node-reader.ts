import { GrammarTokens } from './grammar-tokens';
import { ListNode, MapNode, ScalarNode } from './node';
import { NO_PROPERTIES, NodeProperties, PropertyReader } from './node-properties';
import { MERGE, resolve } from './resolve';
import { Token } from './token';
import { Frame, TreeBuilder } from './tree-builder';
import { YamlFault } from './yaml-fault';

/**
 * Where a value is, which decides the styles that it may have: only brackets inside brackets, and only as the key or
 * value of a block map a list that is not indented deeper.
 */
export type NodeContext = 'flow' | 'block' | 'block map';

/** Reads values: a scalar or an alias as a whole, a map or a list up to its start. */
export class NodeReader {
  /** The position of the first alias read so far. */
  public aliasAt?: number;

  /** @param resolveScalar gives the value of a scalar */
  constructor(
    private readonly tokens: GrammarTokens,
    private readonly properties: PropertyReader,
    private readonly tree: TreeBuilder,
    private readonly resolveScalar: typeof resolve,
  ) {}

  /** Reads a complete scalar or alias, or opens a map or a list. Throws `YamlFault`. */
  public read(context: NodeContext): void {
    if (this.tokens.type === 'alias') return this.readAlias();
    const properties = this.properties.read();
    const { type, at } = this.tokens;
    if (type === 'scalar') {
      this.readScalar(properties);
    } else if (type === '-' && context === 'block map') {
      this.tree.open('list at its key', new ListNode(at), properties.anchor);
    } else if (type === '[' || (type === 'block list' && context !== 'flow')) {
      this.open(type, new ListNode(at), properties);
    } else if (type === '{' || (type === 'block map' && context !== 'flow')) {
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
    this.tokens.take();
    // A scalar is copied, so that it has its own position.
    this.tree.add(target.kind === 'scalar' ? new ScalarNode(at, target.value) : target);
  }

  private readScalar({ anchor, tag }: NodeProperties): void {
    const token = this.tokens.peek();
    const isMerge = token.text === '<<' && (tag === '' ? token.isPlain : tag === '!' || tag === MERGE);
    this.tokens.take();
    this.tree.add(new ScalarNode(token.at, this.resolveScalar(token, tag), isMerge), anchor);
  }

  private open(style: Frame['style'], node: ListNode | MapNode, { anchor }: NodeProperties): void {
    this.tree.open(style, node, anchor);
    this.tokens.take();
  }
}
