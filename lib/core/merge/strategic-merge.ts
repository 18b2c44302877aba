import {
  Entry,
  deletionOf,
  indexOfKey,
  isDeletion,
  keyOfEntry,
  ordered,
  sortedByKey,
  sortedInto,
} from './element-order';
import { Fields, ServiceFields } from '../service/service-fields';

/** What is sent to the API server: fields to write or to remove (`null`), and entries of `spec.ports`. */
export interface StrategicPatch {
  readonly scalars: Fields;
  /** Null if `spec.ports` is removed altogether. */
  readonly ports?: readonly Entry[] | null;
  /** The order of `spec.ports` afterwards: `$setElementOrder/ports`. */
  readonly order?: readonly Entry[];
}

/** A patch that the API server refuses. */
export class PatchRefused extends Error {}

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
  const changes = changesBetween(current, modified);
  const scalars = { ...deletions.scalars, ...changes.scalars };
  const order = changes.order ?? deletions.order;
  if (deletions.ports === null) return { scalars, ports: null };
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

/**
 * A Service after the API server has applied a patch.
 *
 * @throws PatchRefused if the patch contradicts its own order
 */
export function patched({ scalars, ports }: ServiceFields, patch: StrategicPatch): ServiceFields {
  const next = written(scalars, patch.scalars);
  if (patch.ports === null) return { scalars: next };
  if (patch.order) checkOrder(patch.ports ?? [], patch.order);
  const merged = patch.ports ? mergedEntries(ports ?? [], patch.ports, written) : ports;
  return { scalars: next, ports: merged && patch.order ? ordered(merged, patch.order, ports ?? []) : merged };
}

/** Whether there is nothing to send. */
export function isEmptyPatch({ scalars, ports, order }: StrategicPatch): boolean {
  return Object.keys(scalars).length === 0 && ports === undefined && order === undefined;
}

/** What to write so that the live object has everything in the manifest; what only the live object has stays. */
function changesBetween(current: ServiceFields, modified: ServiceFields): StrategicPatch {
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
function pairedByKey(before: readonly Entry[], after: readonly Entry[]): [Entry | undefined, Entry | undefined][] {
  const [left, right] = [sortedByKey(before), sortedByKey(after)];
  const pairs: [Entry | undefined, Entry | undefined][] = [];
  while (left.length > 0 || right.length > 0) {
    const [old, next] = [left[0], right[0]].map((entry) =>
      entry === undefined ? undefined : String(keyOfEntry(entry)),
    );
    if (old !== undefined && old === next) pairs.push([left.shift(), right.shift()]);
    else if (old === undefined || (next !== undefined && next < old)) pairs.push([undefined, right.shift()]);
    else pairs.push([left.shift(), undefined]);
  }
  return pairs;
}

function changedEntries(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  return pairedByKey(before, after).flatMap(([old, next]) => {
    if (!next) return [];
    if (!old) return [next];
    const changed = changedFields(old, next);
    return Object.keys(changed).length > 0 ? [{ ...changed, port: next.port }] : [];
  });
}

function missingEntries(before: readonly Entry[], after: readonly Entry[]): { fields: Entry[]; gone: Entry[] } {
  const [fields, gone]: [Entry[], Entry[]] = [[], []];
  for (const [old, next] of pairedByKey(before, after)) {
    if (!old) continue;
    const missing = next ? missingFields(old, next) : {};
    if (!next) gone.push(deletionOf(old));
    else if (Object.keys(missing).length > 0) fields.push({ ...missing, port: next.port });
  }
  return { fields, gone };
}

/** How a patch is merged into an entry. */
type WriteEntry = (entry: Entry, patch: Entry) => Entry;

/** Into an object: nulls remove fields. */
const written: WriteEntry = (fields, patch) =>
  Object.fromEntries(Object.entries({ ...fields, ...patch }).filter(([, value]) => value !== null));

/** Into another patch: nulls are kept, for the API server to remove the fields. */
const patchOver: WriteEntry = (fields, patch) => ({ ...fields, ...patch });

/** Merges the entries of a patch into others by key. */
function mergedEntries(list: readonly Entry[], patch: readonly Entry[], write: WriteEntry): Entry[] {
  const [deleted, writes] = [patch.filter(isDeletion), patch.filter((entry) => !isDeletion(entry))];
  const kept = list.filter((entry) => indexOfKey(deleted, entry) < 0);
  const merged = [...kept];
  for (const entry of writes) {
    const at = indexOfKey(merged, entry);
    if (at < 0) merged.push(write({}, entry));
    else merged[at] = write(merged[at], entry);
  }
  return ordered(merged, writes, kept);
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

function keysOf(list: readonly Entry[]): Entry[] {
  return list.map(({ port }) => ({ port }));
}

/** Requires the entries of a patch to be in the order that it sets. */
function checkOrder(patch: readonly Entry[], order: readonly Entry[]): void {
  const writes = patch.filter((entry) => !isDeletion(entry));
  let at = 0;
  for (const entry of order) if (at < writes.length && keyOfEntry(writes[at]) === keyOfEntry(entry)) at++;
  if (order.length > 0 && at < writes.length) {
    throw new PatchRefused(
      `The order in patch list:\n[${patch.map(goMap).join(' ')}]\n doesn't match $setElementOrder ` +
        `list:\n[${order.map(goMap).join(' ')}]\n`,
    );
  }
}

/** A map as Go prints it. */
function goMap(entry: Entry): string {
  return `map[${Object.keys(entry)
    .sort()
    .map((name) => `${name}:${entry[name] ?? '<nil>'}`)
    .join(' ')}]`;
}
