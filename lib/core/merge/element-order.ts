import { FieldValue } from '../service/service-fields';

/**
 * An entry of a merged list: the fields of a port, or of a patch for it.
 *
 * `$patch: delete` marks an entry that is to be taken out.
 */
export type Entry = Readonly<Record<string, FieldValue>>;

/**
 * The field by which a strategic merge finds the entries of `spec.ports`: several protocols of one port look alike to
 * it.
 */
const MERGE_KEY = 'port';

/** The value of an entry by which it is found. */
export function keyOfEntry(entry: Entry): FieldValue | undefined {
  return entry[MERGE_KEY];
}

/** An entry that takes out those of a key. */
export function deletionOf(entry: Entry): Entry {
  return { $patch: 'delete', [MERGE_KEY]: entry[MERGE_KEY] };
}

/** Whether an entry takes out rather than writes. */
export function isDeletion(entry: Entry): boolean {
  return entry.$patch === 'delete';
}

/** The place of the first entry with the key of another; -1 where there is none. */
export function indexOfKey(list: readonly Entry[], entry: Entry): number {
  return list.findIndex((each) => keyOfEntry(each) === keyOfEntry(entry));
}

/**
 * Sorts by key, as text. Entries of one key change places, as they do in Go: its comparison calls equal ones sorted
 * both ways.
 */
export function sortedByKey(list: readonly Entry[]): Entry[] {
  const keyText = (entry: Entry): string => String(keyOfEntry(entry));
  return insertionSorted(list, (a, b) => keyText(a) <= keyText(b));
}

/** Sorts entries into the order of another list; deletions come last. */
export function sortedInto(list: readonly Entry[], order: readonly Entry[]): Entry[] {
  const isLess = (a: Entry, b: Entry): boolean => {
    const [at, other] = [indexOfKey(order, a), indexOfKey(order, b)];
    return at < 0 || other < 0 || at < other;
  };
  return [
    ...insertionSorted(
      list.filter((entry) => !isDeletion(entry)),
      isLess,
    ),
    ...list.filter(isDeletion),
  ];
}

/** Puts the entries that only the cluster has among the others, each before the first that came after it. */
export function interleaved(
  serverOnly: readonly Entry[],
  others: readonly Entry[],
  serverOrder: readonly Entry[],
): Entry[] {
  const all: Entry[] = [];
  const rest = [...others];
  for (const entry of serverOnly) {
    while (rest.length > 0 && !isBefore(entry, rest[0], serverOrder)) all.push(rest.shift()!);
    all.push(entry);
  }
  return [...all, ...rest];
}

/** The order of a merged list: what was written in its own order, and what only the cluster has where it was. */
export function ordered(merged: readonly Entry[], order: readonly Entry[], serverOrder: readonly Entry[]): Entry[] {
  const isWritten = (entry: Entry): boolean => indexOfKey(order, entry) >= 0;
  const written = sortedInto(merged.filter(isWritten), order);
  const serverOnly = sortedInto(
    merged.filter((entry) => !isWritten(entry)),
    serverOrder,
  );
  return interleaved(serverOnly, written, serverOrder);
}

function isBefore(a: Entry, b: Entry, order: readonly Entry[]): boolean {
  const [at, other] = [indexOfKey(order, a), indexOfKey(order, b)];
  return at >= 0 && other >= 0 && at < other;
}

/**
 * Go sorts short lists by insertion, and what it does with entries that are called less than each other follows from
 * that.
 */
function insertionSorted(list: readonly Entry[], isLess: (a: Entry, b: Entry) => boolean): Entry[] {
  const sorted = [...list];
  for (let from = 1; from < sorted.length; from++) {
    for (let at = from; at > 0 && isLess(sorted[at], sorted[at - 1]); at--) {
      [sorted[at - 1], sorted[at]] = [sorted[at], sorted[at - 1]];
    }
  }
  return sorted;
}
