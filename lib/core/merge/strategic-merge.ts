import { ListElement, indexOfKey, isDeletion, keyOfEntry, ordered } from './element-order';
import { Fields, ServiceFields } from '../service/service-fields';

/** What is sent to the API server: fields to write or to remove (`null`), and entries of `spec.ports`. */
export interface StrategicPatch {
  readonly scalars: Fields;
  /** Null if `spec.ports` is removed altogether. */
  readonly ports?: readonly ListElement[] | null;
  /** The order of `spec.ports` afterwards: `$setElementOrder/ports`. */
  readonly order?: readonly ListElement[];
}

/** A patch that the API server refuses. */
export class PatchRefused extends Error {}

/**
 * A Service after the API server has applied a patch.
 *
 * @throws PatchRefused if the patch contradicts its own order
 */
export function patched({ scalars, ports }: ServiceFields, patch: StrategicPatch): ServiceFields {
  const next = written(scalars, patch.scalars);
  if (patch.ports === null) return { scalars: next };
  if (patch.order) checkOrder(patch.ports ?? [], patch.order);
  const merged = patch.ports ? mergedList(ports, patch.ports) : ports;
  return { scalars: next, ports: merged && patch.order ? ordered(merged, patch.order, ports ?? []) : merged };
}

/** A list that does not exist yet is copied from the patch, with every entry that repeats a key. */
function mergedList(list: readonly ListElement[] | undefined, patch: readonly ListElement[]): ListElement[] {
  if (list) return mergedEntries(list, patch, written);
  return patch.filter((entry) => !isDeletion(entry)).map((entry) => written({}, entry));
}

/** Whether there is nothing to send. */
export function isEmptyPatch({ scalars, ports, order }: StrategicPatch): boolean {
  return Object.keys(scalars).length === 0 && ports === undefined && order === undefined;
}

/** How a patch is merged into an entry. */
type WriteEntry = (entry: ListElement, patch: ListElement) => ListElement;

/** Into an object: nulls remove fields. */
const written: WriteEntry = (fields, patch) =>
  Object.fromEntries(Object.entries({ ...fields, ...patch }).filter(([, value]) => value !== null));

/** Into another patch: nulls are kept, for the API server to remove the fields. */
export const patchOver: WriteEntry = (fields, patch) => ({ ...fields, ...patch });

/** Merges the entries of a patch into others by key. */
export function mergedEntries(
  list: readonly ListElement[],
  patch: readonly ListElement[],
  write: WriteEntry,
): ListElement[] {
  const deleted = patch.filter(isDeletion);
  const writes = patch.filter((entry) => !isDeletion(entry));
  const kept = list.filter((entry) => indexOfKey(deleted, entry) < 0);
  const merged = [...kept];
  for (const entry of writes) {
    const at = indexOfKey(merged, entry);
    if (at < 0) merged.push(write({}, entry));
    else merged[at] = write(merged[at], entry);
  }
  return ordered(merged, writes, kept);
}

/**
 * Requires the entries of a patch to be in the order that it sets.
 *
 * @throws PatchRefused if they are not
 */
export function checkOrder(patch: readonly ListElement[], order: readonly ListElement[]): void {
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
function goMap(entry: ListElement): string {
  return `map[${Object.keys(entry)
    .sort()
    .map((name) => `${name}:${entry[name] ?? '<nil>'}`)
    .join(' ')}]`;
}
