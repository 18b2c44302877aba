import { ListNode, MapNode } from './node';
import { PassesLimit } from './yaml-fault';
import { LIMITS } from '../../../core/limits';

/** A map or a list that is still open. */
export interface OpenNode {
  readonly node: ListNode | MapNode;
}

/** The maps and lists of a document that are still open, from the outermost to the innermost. */
export class OpenCollections<T extends OpenNode> {
  private readonly open: T[] = [];

  /** @param keep what to keep of a map that is an item of a list at the top of the document */
  constructor(private readonly keep: (item: MapNode) => MapNode) {}

  /** The innermost one; undefined if none is open. */
  public get innermost(): T | undefined {
    return this.open[this.open.length - 1];
  }

  /** Opens one inside the innermost. Throws `PassesLimit`. */
  public push(collection: T): void {
    this.open.push(collection);
    if (this.open.length > LIMITS.depth) {
      throw new PassesLimit(`it is nested more than ${LIMITS.depth} levels deep`, collection.node.at);
    }
  }

  /** Closes the innermost one. */
  public close(): void {
    const { node } = this.open.pop()!;
    const list = this.open[1]?.node;
    if (this.open.length === 2 && node.kind === 'map' && list.kind === 'list') {
      list.items[list.items.length - 1] = this.keep(node);
    }
  }
}
