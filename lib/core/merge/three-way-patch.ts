import { ListElement, deletionOf, keyOfEntry, ordered, sortedByKey, sortedInto } from './element-order';
import { StrategicPatch, checkOrder, mergedEntries, patchOver } from './strategic-merge';
import { Fields, ServiceFields } from '../service/service-fields';

/**
 * The patch of `kubectl apply` and of Helm 3: what differs from the live object, and what was written before but is
 * not any longer.
 *
 * @param original what was written last; empty if unknown
 * @param modified what is written now
 * @param current the live object
 * @throws PatchRefused if the order of the entries cannot be kept
 * @see
 * https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go
 */
export function threeWayPatch(
  original: ServiceFields,
  modified: ServiceFields,
  current: ServiceFields,
): StrategicPatch {
  const deletions = deletionsBetween(original, modified);
  const changes = updatesBetween(current, modified);
  const scalars = { ...deletions.scalars, ...changes.scalars };
  const order = changes.order ?? deletions.order;
  if (changes.order) checkOrder(changes.ports ?? [], changes.order);
  const ports =
    changes.ports && deletions.ports
      ? mergedEntries(deletions.ports, changes.ports, patchOver)
      : (changes.ports ?? deletions.ports);
  return {
    scalars,
    ports: ports && changes.order ? ordered(ports, changes.order, deletions.ports ?? []) : ports,
    order,
  };
}

/** What to write so that the live object has everything in the manifest; what only the live object has stays. */
function updatesBetween(current: ServiceFields, modified: ServiceFields): StrategicPatch {
  const scalars = changedFields(current.scalars, modified.scalars);
  const { ports: before = [] } = current;
  const { ports: after } = modified;
  if (!after) return { scalars };
  if (before.length === 0) return { scalars, ports: after.length > 0 ? after : undefined };
  const ports = sortedInto(changedEntries(before, after), after);
  const isOrderKept =
    before.length === after.length && before.every((entry, index) => keyOfEntry(entry) === keyOfEntry(after[index]));
  if (ports.length === 0) return isOrderKept ? { scalars } : { scalars, order: keysOf(after) };
  return { scalars, ports, order: keysOf(after) };
}

/** What was written before but is not any longer. */
function deletionsBetween(original: ServiceFields, modified: ServiceFields): StrategicPatch {
  const scalars = missingFields(original.scalars, modified.scalars);
  const { ports: before } = original;
  const { ports: after } = modified;
  if (!before) return { scalars };
  if (!after) return { scalars, ports: null };
  if (before.length === 0) return { scalars };
  const { fields, gone } = missingEntries(before, after);
  const ports = [...sortedInto(fields, after), ...gone];
  return ports.length === 0 ? { scalars } : { scalars, ports, order: keysOf(after) };
}

/** Walks two lists by key, as text; entries with the same key are paired one after the other. */
function pairedByKey(
  before: readonly ListElement[],
  after: readonly ListElement[],
): [ListElement | undefined, ListElement | undefined][] {
  const [left, right] = [sortedByKey(before), sortedByKey(after)];
  const pairs: [ListElement | undefined, ListElement | undefined][] = [];
  while (left.length > 0 || right.length > 0) {
    const [old, next] = [left[0], right[0]].map((entry) =>
      entry === undefined ? undefined : String(keyOfEntry(entry)),
    );
    if (old === next) pairs.push([left.shift(), right.shift()]);
    else if (old === undefined || (next !== undefined && next < old)) pairs.push([undefined, right.shift()]);
    else pairs.push([left.shift(), undefined]);
  }
  return pairs;
}

function changedEntries(before: readonly ListElement[], after: readonly ListElement[]): ListElement[] {
  return pairedByKey(before, after).flatMap(([old, next]) => {
    if (!next) return [];
    if (!old) return [next];
    const changed = changedFields(old, next);
    return Object.keys(changed).length > 0 ? [{ ...changed, port: next.port }] : [];
  });
}

function missingEntries(
  before: readonly ListElement[],
  after: readonly ListElement[],
): { fields: ListElement[]; gone: ListElement[] } {
  const fields: ListElement[] = [];
  const gone: ListElement[] = [];
  for (const [old, next] of pairedByKey(before, after)) {
    if (!old) continue;
    const missing = next ? missingFields(old, next) : {};
    if (!next) gone.push(deletionOf(old));
    else if (Object.keys(missing).length > 0) fields.push({ ...missing, port: next.port });
  }
  return { fields, gone };
}

function changedFields(before: Fields, after: Fields): Fields {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
}

function missingFields(before: Fields, after: Fields): Fields {
  return Object.fromEntries(
    Object.keys(before)
      .filter((name) => !(name in after))
      .map((name) => [name, null]),
  );
}

function keysOf(list: readonly ListElement[]): ListElement[] {
  return list.map(({ port }) => ({ port }));
}
