import { firstOf } from '../text/listing';

/** How many changes of a lock one message lists. */
const MAX_CHANGES = 12;

/** Whether a lock may not be written in an environment, because it is that of a CI job. */
export function isFrozenIn({ CI = 'false' }: Readonly<Record<string, string | undefined>>): boolean {
  return !['', '0', 'false'].includes(CI);
}

/** What is wrong with a frozen lock that would have to change, as a clause. */
export function frozenFault(
  { path, exists }: { readonly path: string; readonly exists: boolean },
  changes: readonly string[],
): string {
  const state = exists ? 'is not up to date' : 'does not exist';
  return `${path} ${state}, and it is frozen, so nothing was written: ${firstOf(changes, MAX_CHANGES, '; ')}`;
}
