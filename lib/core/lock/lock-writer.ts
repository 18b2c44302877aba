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

/** A writer in messages, and what to do there for a line to change. */
interface WriterInMessages {
  readonly name: string;
  /** What records another number that was written there. */
  readonly thenMoved: string;
  /** What retires the port of an owner that was removed there. */
  readonly thenRetired: string;
}

const WRITERS: Readonly<Record<LockMark | 'app', WriterInMessages>> = {
  app: { name: 'the app', thenMoved: 'synthesize', thenRetired: 'synthesize' },
  manifests: {
    name: 'its manifest',
    thenMoved: 'run npx cdk8s-nodeport assign with all paths',
    thenRetired: 'run npx cdk8s-nodeport assign --prune with all paths',
  },
  pulumi: {
    name: 'the Pulumi program',
    thenMoved: 'preview',
    thenRetired: 'preview with prune: true in the options of nodePortPolicies',
  },
};

/** Who recorded an entry. An entry without a mark may also have been imported, so that no app has its Service. */
export function writerOf({ from }: LockEntry): WriterInMessages & { readonly mayBeImported: boolean } {
  return { ...WRITERS[from ?? 'app'], mayBeImported: from === undefined };
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
