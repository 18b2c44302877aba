import { Ledger } from '../../ledger/ledger';
import { LockEntry } from '../../lock/lock';
import { Claim, HEALTH_CHECK_PORT, isOfService } from '../../service/claim';

/** A claim with a number. */
export type PinnedClaim = Claim & { readonly nodePort: number };

/** Whether a claim has a number. */
export function isPinned(claim: Claim): claim is PinnedClaim {
  return claim.nodePort !== undefined;
}

/** The numbers that Services of this app ask for. */
export function pinnedClaims(ledger: Ledger): PinnedClaim[] {
  return [...ledger.byPort.values()].flat().filter((claim): claim is PinnedClaim => isOfService(claim));
}

/** The way out for a number that nobody chose; undefined for a chosen number, which the user can change. */
export function assignAgain(claim: Claim, { locked, lockFile }: Ledger): string | undefined {
  const { assigned, nodePort, owner } = claim;
  const entry = locked.get(nodePort as number);
  if (!assigned || entry === undefined) return undefined;
  const field = owner.port === HEALTH_CHECK_PORT ? HEALTH_CHECK_PORT : 'nodePort';
  // `assign` writes its numbers into manifests; an app gets them from the lock alone.
  const written = entry.from === 'manifests' ? `, and ${field}: ${nodePort} at ${owner.path}` : '';
  return `Delete ${lockLine(entry, lockFile)}${written}, to have another assigned`;
}

/** The line of an entry in its lock. The comment line above it has to stay, and would match its number as well. */
export function lockLine({ nodePort }: LockEntry, lockFile: string): string {
  return `the line ${nodePort}: {…} of ${lockFile}, but not its comment`;
}
