import { Ledger } from '../ledger/ledger';
import { Claim, isOfService } from '../service/claim';

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

/** The way out for a number that nobody wrote; undefined for a written number, which the user can change. */
export function assignAgain(
  { assigned, nodePort }: Claim,
  { locked, record: { lockFile } }: Ledger,
): string | undefined {
  if (!assigned || !locked.has(nodePort as number)) return undefined;
  return `Remove the line of ${nodePort} from ${lockFile}, to have another assigned`;
}
