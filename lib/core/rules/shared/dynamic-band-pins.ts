import { PinnedClaim, assignAgain, pinnedClaims } from './pinned-claims';
import { NodePortBand } from '../../cluster/bands';
import { RuleContext, RuleResult, about } from '../rule';

/** A result for each problematic number in the dynamic band. */
export function dynamicBandPins(
  { ledger, profile }: RuleContext,
  isOfConcern: (claim: PinnedClaim) => boolean,
): RuleResult[] {
  const { bands } = profile;
  return pinnedClaims(ledger)
    .filter((claim) => bands.bandOf(claim.nodePort) === NodePortBand.DYNAMIC && isOfConcern(claim))
    .map((claim) =>
      about(
        claim,
        `node port ${claim.nodePort} lies in the dynamic band ${bands.dynamicBand}, ` +
          'from which the API server assigns dynamically, and it may already have assigned this one',
        assignAgain(claim, ledger),
      ),
    );
}
