import { Document, Node, isAlias, isCollection, isPair } from 'yaml';

/** How many values a document may unfold to. No Service comes near; a bomb of aliases goes far beyond. */
const MAX_VALUES = 1_000_000;

/** Throws where the aliases of a document unfold to more than memory and time allow, or go round in circles. */
export function requireBoundedValues(document: Document): void {
  const anchors = new Map<string, Node>();
  const weights = new Map<unknown, number>();
  const weigh = (node: unknown): number => {
    if (isAlias(node)) {
      // An alias stands for the last anchor of that name before it; a later one replaces it from there on.
      return weights.get(anchors.get(node.source)) ?? Infinity;
    }
    if (isPair(node)) return weigh(node.key) + weigh(node.value);
    const { anchor } = (node ?? {}) as { anchor?: string };
    // While it is weighed it has no weight, so an alias to what is around itself has none either.
    if (anchor) anchors.set(anchor, node as Node);
    let weight = 1;
    if (isCollection(node)) for (const item of node.items) weight += weigh(item);
    if (anchor) weights.set(node, weight);
    return weight;
  };
  const weight = weigh(document.contents);
  if (weight === Infinity) throw new Error('an alias refers to itself, or to nothing');
  if (weight > MAX_VALUES && anchors.size > 0) throw new Error(`its aliases unfold to more than ${MAX_VALUES} values`);
}
