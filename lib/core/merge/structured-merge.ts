import { entryKey, entryPath } from '../live/field-managers';
import { Fields, ServiceFields } from '../service/service-fields';

/** A configuration that a server-side apply cannot read. */
export class ApplyMalformed extends Error {}

/**
 * Merges a configuration into the live object as a server-side apply does: entries of `spec.ports` by port and
 * protocol.
 *
 * @throws ApplyMalformed if two entries have the same key
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/typed/merge.go
 */
export function structuredMerge(live: ServiceFields, config: ServiceFields): ServiceFields {
  checkKeys(config.ports ?? []);
  const scalars = { ...live.scalars, ...config.scalars };
  if (!config.ports) return { scalars, ports: live.ports };
  return { scalars, ports: mergedEntries(live.ports ?? [], config.ports) };
}

/** Names every entry that repeats a key, as the API server does. */
function checkKeys(ports: readonly Fields[]): void {
  const keys = ports.map(entryPath);
  const errors = ports
    .filter((_, index) => keys.indexOf(keys[index]) < index)
    .map((entry) => `.spec.ports: duplicate entries for key ${entryKey(entry)}`);
  if (errors.length > 0) {
    throw new ApplyMalformed(errors.length === 1 ? errors[0] : ['errors:', ...errors].join('\n  '));
  }
}

/**
 * The entries of both: those of the configuration in its order, and those that only the cluster has, each before the
 * entry that followed it there.
 */
function mergedEntries(live: readonly Fields[], config: readonly Fields[]): Fields[] {
  const find = (list: readonly Fields[], key: string): Fields | undefined =>
    list.find((entry) => entryPath(entry) === key);
  return mergedKeys(live.map(entryPath), config.map(entryPath)).map((key) => ({
    ...find(live, key),
    ...find(config, key),
  }));
}

function mergedKeys(live: readonly string[], config: readonly string[]): string[] {
  const shared = config.filter((key) => live.includes(key));
  const rest = [...live];
  const merged: string[] = [];
  for (const key of config) {
    // Everything in front of the next entry of both; what the configuration has too gets its place from there.
    const until = rest.findIndex((other) => other === shared[0]);
    const passed = rest.splice(0, until < 0 ? rest.length : until);
    merged.push(...passed.filter((other) => !config.includes(other)), key);
    if (key === shared[0]) shared.shift();
  }
  return [...merged, ...rest.filter((key) => !config.includes(key))];
}
