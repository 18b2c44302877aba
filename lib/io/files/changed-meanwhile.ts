/** How often to decide anew because another process changes the same file. */
const ATTEMPTS = 20;

/** Another process changed a file between a decision and its record, so nothing was written: decide anew. */
export class ChangedMeanwhile extends Error {}

/** The error about a file that another process changed; the way out is for when trying again was in vain. */
export function changedMeanwhile(path: string): ChangedMeanwhile {
  return new ChangedMeanwhile(`${path} was changed by another process in the meantime. Run the same command again`);
}

/** Whether to decide anew after an error. */
export function isWorthAnother(attempt: number, error: unknown): boolean {
  return error instanceof ChangedMeanwhile && attempt < ATTEMPTS;
}
