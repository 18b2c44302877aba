import { RuleResult, about, ledgerRule } from './rule';
import { reachOfDynamicPicks } from './shared/dynamic-picks';
import { isPinned } from './shared/pinned-claims';
import { PortRange } from '../cluster/port-range';
import { Authority, Severity } from '../findings/finding-kind';
import { Claim } from '../service/claim';

/** @see https://github.com/kubernetes/kubernetes/pull/93922 */
export const dynamicPickMayCollide = ledgerRule({
  code: 'dynamic-pick-may-collide',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A Service may collide with its own dynamic pick',
  remedy: 'Pin the other ports too, or pin in the static band',
  check: ({ ledger }) => {
    const reach = reachOfDynamicPicks(ledger);
    return ledger.notable.flatMap(({ claims }) => atRisk(claims, reach));
  },
});

/** The numbers of a Service that may collide with its own dynamic picks, which the API server makes first. */
function atRisk(claims: readonly Claim[], reach: PortRange): RuleResult[] {
  const first = claims.findIndex(({ nodePort }) => nodePort === undefined);
  if (first < 0) return [];
  return claims
    .slice(first)
    .filter(isPinned)
    .filter(({ nodePort }) => reach.contains(nodePort))
    .map((claim) =>
      about(
        claim,
        `the API server picks a number for port "${claims[first].owner.port}" first, and may pick node port ` +
          `${claim.nodePort}`,
      ),
    );
}
