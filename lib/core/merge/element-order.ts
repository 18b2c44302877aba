import { FieldValue } from '../service/service-fields';

/**
 * An entry of a merged list: the fields of a port, or a patch for them.
 *
 * `$patch: delete` marks an entry to remove.
 */
export type ListElement = Readonly<Record<string, FieldValue>>;

/**
 * The field by which a strategic merge finds the entries of `spec.ports`; it cannot tell several protocols of one port
 * apart.
 */
const MERGE_KEY = 'port';

/** The value by which a strategic merge finds an entry. */
export function keyOfEntry(entry: ListElement): FieldValue | undefined {
  return entry[MERGE_KEY];
}

/** An entry that removes the one with a given key. */
export function deletionOf(entry: ListElement): ListElement {
  return { $patch: 'delete', [MERGE_KEY]: entry[MERGE_KEY] };
}

/** Whether an entry removes rather than writes. */
export function isDeletion(entry: ListElement): boolean {
  return entry.$patch === 'delete';
}

/** The index of the first entry with the same key as another; -1 if there is none. */
export function indexOfKey(list: readonly ListElement[], entry: ListElement): number {
  return list.findIndex((each) => keyOfEntry(each) === keyOfEntry(entry));
}

/**
 * Sorts by key, as text. Entries with the same key swap places, as they do in Go, whose comparison considers each of
 * two equal ones smaller than the other.
 */
export function sortedByKey(list: readonly ListElement[]): ListElement[] {
  const keyText = (entry: ListElement): string => String(keyOfEntry(entry));
  return insertionSorted(list, (a, b) => keyText(a) <= keyText(b));
}

/** Sorts entries into the order of another list; deletions come last. */
export function sortedInto(list: readonly ListElement[], order: readonly ListElement[]): ListElement[] {
  const isLess = (a: ListElement, b: ListElement): boolean => {
    const [at, other] = [indexOfKey(order, a), indexOfKey(order, b)];
    return other < 0 || at < other;
  };
  return [
    ...insertionSorted(
      list.filter((entry) => !isDeletion(entry)),
      isLess,
    ),
    ...list.filter(isDeletion),
  ];
}

/** Inserts the entries that only the cluster has, each before the first of the others that came after it. */
export function interleaved(
  serverOnly: readonly ListElement[],
  others: readonly ListElement[],
  serverOrder: readonly ListElement[],
): ListElement[] {
  const all: ListElement[] = [];
  const rest = [...others];
  for (const entry of serverOnly) {
    while (rest.length > 0 && !isBefore(entry, rest[0], serverOrder)) all.push(rest.shift()!);
    all.push(entry);
  }
  return [...all, ...rest];
}

/** The order of a merged list: written entries in their own order, and entries that only the cluster has in place. */
export function ordered(
  merged: readonly ListElement[],
  order: readonly ListElement[],
  serverOrder: readonly ListElement[],
): ListElement[] {
  const isWritten = (entry: ListElement): boolean => indexOfKey(order, entry) >= 0;
  const written = sortedInto(merged.filter(isWritten), order);
  const serverOnly = sortedInto(
    merged.filter((entry) => !isWritten(entry)),
    serverOrder,
  );
  return interleaved(serverOnly, written, serverOrder);
}

function isBefore(a: ListElement, b: ListElement, order: readonly ListElement[]): boolean {
  const [at, other] = [indexOfKey(order, a), indexOfKey(order, b)];
  return at >= 0 && at < other;
}

/**
 * Go sorts short lists by insertion, which determines what happens to entries that are each smaller than the other.
 */
function insertionSorted(
  list: readonly ListElement[],
  isLess: (a: ListElement, b: ListElement) => boolean,
): ListElement[] {
  const sorted = [...list];
  for (let from = 1; from < sorted.length; from++) {
    for (let at = from; at > 0 && isLess(sorted[at], sorted[at - 1]); at--) {
      [sorted[at - 1], sorted[at]] = [sorted[at], sorted[at - 1]];
    }
  }
  return sorted;
}
