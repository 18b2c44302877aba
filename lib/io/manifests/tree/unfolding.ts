import { MapNode, ScalarNode, YamlNode } from './node';
import { PassesLimit, YamlFault } from './yaml-fault';
import { LIMITS } from '../../../core/limits';

/** A field of a map; for a repeated key, the last one. */
export interface Field {
  readonly key: ScalarNode;
  readonly value: YamlNode;
}

/** The fields of a map, by their keys. */
type NodeFields = ReadonlyMap<string, Field>;

/**
 * Resolves the values of one document: expands aliases and follows merge keys, within limits for the whole document.
 */
export class Unfolding {
  /** The first repeated key among the values that were resolved. */
  public repeated?: ScalarNode;
  private readonly known = new Map<MapNode, NodeFields | undefined>();
  private mergedKeys = 0;
  private values = 0;
  private readonly mostValues: number;

  /** @param characters the length of the document */
  constructor(characters: number) {
    // Without aliases, there is at most one value for every two characters, except where brackets nest.
    this.mostValues = (0.5 + LIMITS.aliasedValuesPerCharacter) * characters + LIMITS.depth;
  }

  /** The fields of a map; none for anything else. Throws `YamlFault`. */
  public fieldsOf(node: YamlNode | undefined, depth = 0): NodeFields {
    if (node?.kind !== 'map') return NO_FIELDS;
    const known = this.known.get(node);
    if (known) return known;
    if (this.known.has(node)) throw new YamlFault('a map merges itself', node.at);
    if (depth > LIMITS.depth) {
      throw new PassesLimit(`its maps merge one another more than ${LIMITS.depth} levels deep`, node.at);
    }
    this.known.set(node, undefined);
    const fields = this.collect(node, depth);
    this.known.set(node, fields);
    return fields;
  }

  /** A field of a map. */
  public fieldOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
    return this.fieldsOf(node).get(key)?.value;
  }

  /** The text of a field; undefined if it is not a string. */
  public textOf(node: YamlNode | undefined, key: string): string | undefined {
    const value = this.fieldOf(node, key);
    return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
  }

  /** A value as plain data. Throws `YamlFault` if it expands too far. */
  public valueOf(node: YamlNode): unknown {
    this.count(node, 0);
    return this.unfold(node, 0);
  }

  /** Counts values that are visited. Throws `PassesLimit` if there are too many, or if they are nested too deeply. */
  public count(node: YamlNode, depth: number, parts = 1): void {
    this.countParts(node, parts);
    this.requireDepth(node, depth);
  }

  private countParts(node: YamlNode, parts: number): void {
    this.values += parts;
    if (this.values > this.mostValues) throw new PassesLimit(UNFOLDS_TOO_FAR, node.at);
  }

  private requireDepth(node: YamlNode, depth: number): void {
    if (depth > LIMITS.depth) throw new PassesLimit(UNFOLDS_TOO_FAR, node.at);
  }

  /** Counts the parts of a value before it allocates any of them. */
  private unfold(node: YamlNode, depth: number): unknown {
    this.requireDepth(node, depth);
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'list') {
      this.countParts(node, node.items.length);
      return node.items.map((item) => this.unfold(item, depth + 1));
    }
    const fields = this.fieldsOf(node);
    this.countParts(node, fields.size);
    const value: Record<string, unknown> = {};
    for (const [key, field] of fields) {
      const own = this.unfold(field.value, depth + 1);
      // Assigned, it would become the prototype instead of a field.
      if (key === '__proto__') Object.defineProperty(value, key, { value: own, enumerable: true });
      else value[key] = own;
    }
    return value;
  }

  private collect(node: MapNode, depth: number): NodeFields {
    const fields = new Map<string, Field>();
    let hasMerged = false;
    node.keys.forEach((key, index) => {
      const value = node.values[index];
      if (key.isMerge) {
        hasMerged = true;
        return this.merge(fields, value, depth);
      }
      const name = String(key.value);
      // A key may replace one that was merged.
      if (!hasMerged && fields.has(name)) this.repeated ??= key;
      fields.set(name, { key, value });
    });
    return fields;
  }

  /**
   * As in kubectl's reader, merged fields replace those written before the merge key, and the first of several maps
   * wins.
   */
  private merge(fields: Map<string, Field>, value: YamlNode, depth: number): void {
    const sources = value.kind === 'list' ? [...value.items].reverse() : [value];
    for (const source of sources) {
      if (source.kind !== 'map') throw new YamlFault('a merged value is not a map', source.at);
      for (const [name, field] of this.fieldsOf(source, depth + 1)) {
        if (++this.mergedKeys > LIMITS.mergedKeys) {
          throw new PassesLimit(`it merges more than ${LIMITS.mergedKeys} keys`, source.at);
        }
        fields.set(name, field);
      }
    }
  }
}

const NO_FIELDS: NodeFields = new Map();
const UNFOLDS_TOO_FAR = 'its aliases expand too far, or form a cycle';
