import { NumberField } from './field-insertion';
import { MapNode, YamlNode } from '../tree/node';

/** The fields that were added to each map. */
export type Additions = ReadonlyMap<YamlNode, readonly NumberField[]>;

/** Whether documents are as they were before, apart from the fields that were added. */
export function areSameExcept(before: readonly YamlNode[], after: readonly YamlNode[], added: Additions): boolean {
  if (before.length !== after.length) return false;
  const open = before.map((node, index): [YamlNode, YamlNode] => [node, after[index]]);
  const seen = new Set<YamlNode>();
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [old, now] = pair;
    if (seen.has(old)) continue;
    seen.add(old);
    const children = pairsOf(old, now, added.get(old) ?? []);
    if (children === undefined) return false;
    open.push(...children);
  }
  return true;
}

/** The children to compare; undefined where the nodes themselves differ. */
function pairsOf(old: YamlNode, now: YamlNode, fields: readonly NumberField[]): [YamlNode, YamlNode][] | undefined {
  if (old.kind === 'scalar') return now.kind === 'scalar' && Object.is(old.value, now.value) ? [] : undefined;
  if (old.kind === 'list') return now.kind === 'list' ? zipped(old.items, now.items) : undefined;
  if (now.kind !== 'map') return undefined;
  const kept = withoutFields(now, fields);
  if (kept?.length !== old.keys.length) return undefined;
  const hasSameKeys = kept.every((at, index) => now.keys[at].value === old.keys[index].value);
  return hasSameKeys ? kept.map((at, index) => [old.values[index], now.values[at]]) : undefined;
}

function zipped(old: readonly YamlNode[], now: readonly YamlNode[]): [YamlNode, YamlNode][] | undefined {
  return old.length === now.length ? old.map((node, index) => [node, now[index]]) : undefined;
}

/** The indices of the other fields of a map; undefined if it lacks one of the added fields. */
function withoutFields({ keys, values }: MapNode, fields: readonly NumberField[]): number[] | undefined {
  const isAdded = (at: number) =>
    fields.some(({ name, value }) => {
      const node = values[at];
      return keys[at].value === name && node.kind === 'scalar' && node.value === value;
    });
  const others = [...keys.keys()].filter((at) => !isAdded(at));
  return keys.length - others.length === fields.length ? others : undefined;
}
