import { FORBIDDEN } from './characters';
import { CollectionReader } from './collection-reader';
import { GrammarTokens } from './grammar-tokens';
import { MapNode, YamlNode } from './node';
import { PropertyReader } from './node-properties';
import { NodeReader } from './node-reader';
import { resolve } from './resolve';
import { TreeBuilder } from './tree-builder';
import { YamlFault } from './yaml-fault';

/**
 * Reads the documents of a text as kubectl's YAML reader does, without recursion.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2/parserc.go
 */
export class Parser {
  private readonly tokens: GrammarTokens;
  private readonly properties: PropertyReader;
  private readonly tree: TreeBuilder;
  private readonly nodes: NodeReader;
  private readonly collections: CollectionReader;
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
    resolveScalar: typeof resolve = resolve,
  ) {
    const forbidden = FORBIDDEN.exec(text);
    if (forbidden) throw new YamlFault('it contains a control character, which YAML does not allow', forbidden.index);
    this.tokens = new GrammarTokens(text);
    this.properties = new PropertyReader(this.tokens);
    this.tree = new TreeBuilder(this.tokens, keep);
    this.nodes = new NodeReader(this.tokens, this.properties, this.tree, resolveScalar);
    this.collections = new CollectionReader(this.tokens, this.tree, this.nodes);
  }

  /** The position of the first alias read so far. */
  public get aliasAt(): number | undefined {
    return this.nodes.aliasAt;
  }

  /** The next document; undefined after the last. Throws `YamlFault`. */
  public next(): YamlNode | undefined {
    const { tokens } = this;
    let isBehindMarker = this.isFirst;
    for (; tokens.type === '...'; isBehindMarker = true) tokens.take();
    if (tokens.type === 'end') return undefined;
    this.isFirst = false;
    this.properties.readDirectives();
    if (tokens.type === '---') {
      tokens.take();
    } else if (!isBehindMarker) {
      throw new YamlFault('its document ends before this, and kubectl ignores the rest', tokens.at);
    }
    return this.readDocument();
  }

  private readDocument(): YamlNode {
    const { tree } = this;
    const { type } = this.tokens;
    tree.start();
    if (type !== '---' && type !== '...' && type !== 'version' && type !== 'handle' && type !== 'end') {
      this.nodes.read('block');
      for (let frame = tree.innermost; frame !== undefined; frame = tree.innermost) this.collections.step(frame);
    }
    return tree.document;
  }
}
