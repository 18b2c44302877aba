import { ledgerRule } from './rule';
import { dynamicBandPins } from './shared/dynamic-band-pins';
import { Authority, Severity } from '../findings/finding-kind';

/** @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/ */
export const pinnedInDynamicBand = ledgerRule({
  code: 'pinned-in-dynamic-band',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A Service that is not declared static is pinned in the dynamic band',
  remedy: 'Use the static port that the message names',
  check: (context) => {
    // If no band is protected, another number would not be any safer.
    if (context.profile.unprotected !== undefined) return [];
    return dynamicBandPins(context, (claim) => !claim.demandsStatic && !context.ledger.isLive(claim));
  },
});
