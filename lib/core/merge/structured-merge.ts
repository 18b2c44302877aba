import { entryPath } from '../live/field-managers';
import { Fields, ServiceFields } from '../service/service-fields';

/** A configuration that a server-side apply cannot read. */
export class ApplyMalformed extends Error {}

/**
 * Merges a configuration into the live object as a server-side apply does: entries of `spec.ports` by port and
 * protocol.
 *
 * @throws ApplyMalformed where two entries have the same key, or one has no `port`
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/typed/merge.go
 */
export function structuredMerge(live: ServiceFields, config: ServiceFields): ServiceFields {
  checkKeys(config.ports ?? []);
  const scalars = { ...live.scalars, ...config.scalars };
  if (!config.ports) return { scalars, ports: live.ports };
  return { scalars, ports: mergedEntries(live.ports ?? [], config.ports) };
}

function checkKeys(ports: readonly Fields[]): void {
  const missing = ports.findIndex(({ port }) => port === undefined);
  if (missing >= 0) {
    throw new ApplyMalformed(
      `.spec.ports: element ${missing}: associative list with keys has an element that omits key field "port" ` +
        `(and doesn't have default value)`,
    );
  }
  const repeated = ports.find(
    (entry, index) => ports.findIndex((other) => entryPath(other) === entryPath(entry)) < index,
  );
  if (repeated) {
    const { port, protocol = 'TCP' } = repeated;
    throw new ApplyMalformed(`.spec.ports: duplicate entries for key [port=${port},protocol="${protocol}"]`);
  }
}

/**
 * The entries of both: those of the configuration in its order, and those that only the cluster has before what
 * followed them there.
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
