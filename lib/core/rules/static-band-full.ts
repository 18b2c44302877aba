import { RuleResult, about, ledgerRule } from './rule';
import { Lack, awaitingPorts } from './shared/awaiting-ports';
import { holdersOf } from './shared/port-holders';
import { moreStaticPorts } from './shared/wider-range';
import { nameCluster } from '../cluster/cluster-profile';
import { portsOf } from '../cluster/port-row';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { Claim } from '../service/claim';

/** @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/ */
export const staticBandFull = ledgerRule({
  code: 'static-band-full',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'No static port is left to assign',
  remedy: 'Widen the range of the cluster',
  check: ({ ledger }) => awaitingPorts(ledger, Lack.BAND).map(({ claim }) => withoutStaticPort(claim, ledger)),
});

function withoutStaticPort(claim: Claim, ledger: Ledger): RuleResult {
  const { profile } = ledger;
  const { staticBand } = profile.bands;
  const [left] = portsOf(staticBand).filter((port) => !ledger.byPort.has(port));
  const waysOut = [
    moreStaticPorts(profile.bands),
    ...(left === undefined ? [] : [`write a port that is never chosen by itself, such as nodePort: ${left}`]),
  ];
  const holders = holdersOf(ledger, [...ledger.byPort.keys()]);
  const what = `the static band ${staticBand} of ${nameCluster(profile)} has no port left to assign: ${holders}`;
  return about(claim, what, waysOut.join(', or '));
}
