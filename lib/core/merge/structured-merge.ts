import { entryPath } from '../live/field-managers';
import { Fields, ServiceFields } from '../service/service-fields';

/** A configuration that a server-side apply cannot read. */
export class ApplyMalformed extends Error {}

/**
 * Merges a configuration into the live object as a server-side apply does: entries of `spec.ports` by port and
 * protocol.
 *
 * @throws ApplyMalformed if two entries have the same key, or one has no `port`
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/typed/merge.go
 */
export function structuredMerge(live: ServiceFields, config: ServiceFields): ServiceFields {
  checkKeys(config.ports ?? []);
  const scalars = { ...live.scalars, ...config.scalars };
  if (!config.ports) return { scalars, ports: live.ports };
  return { scalars, ports: mergedEntries(live.ports ?? [], config.ports) };
}

/** Names every entry that cannot be read, as the API server does. */
function checkKeys(ports: readonly Fields[]): void {
  const keys = ports.map((entry) => (entry.port === undefined ? undefined : entryPath(entry)));
  const errors = ports.flatMap((entry, index): string[] => {
    if (keys[index] === undefined) return [`.spec.ports: element ${index}: ${KEY_MISSING}`];
    const { port, protocol = 'TCP' } = entry;
    const isRepeated = keys.indexOf(keys[index]) < index;
    return isRepeated ? [`.spec.ports: duplicate entries for key [port=${port},protocol="${protocol}"]`] : [];
  });
  if (errors.length > 0) {
    throw new ApplyMalformed(errors.length === 1 ? errors[0] : ['errors:', ...errors].join('\n  '));
  }
}

const KEY_MISSING =
  'associative list with keys has an element that omits key field "port" (and doesn\'t have default value)';

/**
 * The entries of both: those of the configuration in its order, and those that only the cluster has, each before the
 * entry that followed it there.
 */
function mergedEntries(live: readonly Fields[], config: readonly Fields[]): Fields[] {
  const find = (list: readonly Fields[], key: string): Fields | undefined =>
    list.find((entry) => entryPath(entry) === key);
  const liveKeys = live.map(entryPath);
  const configKeys = config.map(entryPath);
  const shared = configKeys.filter((key) => liveKeys.includes(key));
  const merged: Fields[] = [];
  const done = new Set<string>();
  const take = (key: string): void => {
    merged.push({ ...find(live, key), ...find(config, key) });
    done.add(key);
    if (shared[0] === key) shared.shift();
  };
  let [left, right] = [0, 0];
  while (left < liveKeys.length || right < configKeys.length) {
    const [key, wanted] = [liveKeys[left], configKeys[right]];
    if (key !== undefined && key === wanted) {
      take(key);
      [left, right] = [left + 1, right + 1];
    } else if (
      key !== undefined &&
      wanted !== undefined &&
      configKeys.includes(key) &&
      shared.length > 0 &&
      shared[0] !== key
    ) {
      left++;
    } else if (key !== undefined && !configKeys.includes(key)) {
      take(key);
      left++;
    } else {
      if (key !== undefined && done.has(key)) left++;
      if (wanted !== undefined) take(wanted);
      right++;
    }
  }
  return merged;
}
