import { GrammarTokens } from './grammar-tokens';
import { ListNode, MapNode, ScalarNode, YamlNode } from './node';
import { OpenCollections, OpenNode } from './open-collections';
import { YamlFault } from './yaml-fault';

/** A map or a list that is still open. */
export interface Frame extends OpenNode {
  readonly style: '[' | '{' | 'pair' | 'block list' | 'block map' | 'list at its key';
  /** The key of the next value. */
  key?: ScalarNode;
  isFirst: boolean;
}

/** Builds the tree of a document without recursion: open maps and lists are kept on a stack of frames. */
export class TreeBuilder {
  private readonly frames: OpenCollections<Frame>;
  private anchors = new Map<string, YamlNode>();
  private root?: YamlNode;

  /**
   * @param tokens where the values come from, for the positions of faults
   * @param keep reduces the items of a list at the top of a document
   */
  constructor(
    private readonly tokens: GrammarTokens,
    keep: (item: MapNode) => MapNode,
  ) {
    this.frames = new OpenCollections(keep);
  }

  /** Starts a document. */
  public start(): void {
    this.anchors = new Map();
    this.root = undefined;
  }

  /** The innermost open map or list; undefined once the document is complete. */
  public get innermost(): Frame | undefined {
    return this.frames.innermost;
  }

  /** The complete document; an empty one is null. */
  public get document(): YamlNode {
    return this.root ?? new ScalarNode(this.tokens.at, null);
  }

  /** The value with an anchor. */
  public anchored(anchor: string): YamlNode | undefined {
    return this.anchors.get(anchor);
  }

  /** Adds an empty map or list, which stays open. */
  public open(style: Frame['style'], node: ListNode | MapNode, anchor?: string): void {
    this.add(node, anchor);
    this.frames.push({ style, node, isFirst: true });
  }

  /** Closes the innermost open map or list. */
  public close(): void {
    this.frames.close();
  }

  /** Adds a value that is not written. */
  public addEmpty(): void {
    this.add(new ScalarNode(this.tokens.at, null));
  }

  /** Adds a value to the innermost open map or list. */
  public add(node: YamlNode, anchor?: string): void {
    if (anchor !== undefined) this.anchors.set(anchor, node);
    const frame = this.innermost;
    if (frame === undefined) this.root = node;
    else if (frame.node.kind === 'list') frame.node.items.push(node);
    else if (frame.key === undefined) frame.key = keyOf(node, this.tokens.at);
    else addValue(frame, frame.node, node);
  }
}

function addValue(frame: Frame, map: MapNode, value: YamlNode): void {
  map.keys.push(frame.key!);
  map.values.push(value);
  frame.key = undefined;
}

function keyOf(node: YamlNode, at: number): ScalarNode {
  if (node.kind !== 'scalar') throw new YamlFault('a map or a list is used as a key', at);
  return node;
}
