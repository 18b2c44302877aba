import { LockEntry, LockMark, isInUse } from './lock';

/** Who writes a lock. What another writer recorded is not for it to retire. */
export interface LockWriter {
  /** The mark of its entries; undefined for an app. */
  readonly from?: LockMark;
  /**
   * Whether it retires its own entries of owners that it does not have. A tool that may know only some of its Services
   * keeps them.
   */
  readonly prunes: boolean;
}

/** An app knows all of its Services. */
export const APP: LockWriter = { prunes: true };

/**
 * Whether the port of an entry stays in use by somebody else: by a Service that another writer recorded, or by one that
 * the writer does not have, and does not retire.
 *
 * @param present the Services that the writer has, by namespace and name
 */
export function isOfAnother(entry: LockEntry, writer: LockWriter, present: ReadonlySet<string>): boolean {
  if (entry.service === undefined || !isInUse(entry)) return false;
  return entry.from !== writer.from || (!writer.prunes && !present.has(entry.service));
}
