import { RuleContext, RuleResult, about, ledgerRule } from './rule';
import { Lack, awaitingPorts } from './shared/awaiting-ports';
import { holdersOf } from './shared/port-holders';
import { moreStaticPorts } from './shared/wider-range';
import { nameCluster } from '../cluster/cluster-profile';
import { portsOf } from '../cluster/port-row';
import { Authority, Severity } from '../findings/finding-kind';
import { Claim } from '../service/claim';
import { nameOwner } from '../service/owner-names';

/** @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/ */
export const staticBandFull = ledgerRule({
  code: 'static-band-full',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'No static port is left to assign',
  remedy: 'Widen the range of the cluster',
  check: (context) => {
    const waiting = awaitingPorts(context.ledger, Lack.BAND);
    return waiting.map(({ claim }) => withoutStaticPort(claim, waiting.length, context));
  },
});

function withoutStaticPort(claim: Claim, waiting: number, { ledger, profile, free }: RuleContext): RuleResult {
  const { staticBand } = profile.bands;
  const isUnused = portsOf(staticBand).every((port) => !ledger.byPort.has(port));
  const why = isUnused ? 'none of its ports is ever chosen by itself' : holdersOf(ledger, [...ledger.byPort.keys()]);
  const what = `the static band ${staticBand} of ${nameCluster(profile)} has no port left to assign: ${why}`;
  const larger = moreStaticPorts(profile.bands, waiting);
  const left = free.for(`${claim.owner.path} ${nameOwner(claim.owner)}`, staticBand.last);
  if (left === undefined) return about(claim, what, larger);
  return about(claim, what, `${larger}, or write a port that is never chosen by itself, such as nodePort: ${left}`);
}
