import { YamlNode } from '../tree/node';

/** Finds the parts of a document that aliases repeat, so that a change in one place is a change in several. */
export class SharedNodes {
  private readonly parents = new Map<YamlNode, YamlNode[]>();

  constructor(roots: readonly YamlNode[]) {
    const open = [...roots];
    const seen = new Set<YamlNode>(open);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.kind === 'scalar') continue;
      for (const child of node.kind === 'map' ? node.values : node.items) {
        this.parents.set(child, [...(this.parents.get(child) ?? []), node]);
        if (seen.has(child)) continue;
        seen.add(child);
        open.push(child);
      }
    }
  }

  /** Whether a node, or anything that it is part of, is in more than one place. */
  public has(node: YamlNode): boolean {
    const seen = new Set<YamlNode>();
    for (let [at] = [node]; !seen.has(at);) {
      seen.add(at);
      const parents = this.parents.get(at) ?? [];
      if (parents.length > 1) return true;
      if (parents.length === 0) return false;
      [at] = parents;
    }
    return true;
  }
}
