import { RuleContext, RuleResult, about, ledgerRule } from './rule';
import { pinnedClaims } from './shared/pinned-claims';
import { strayReservations } from './shared/stray-reservations';
import { nameCluster } from '../cluster/cluster-profile';
import { Authority, Severity } from '../findings/finding-kind';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
export const outsideRange = ledgerRule({
  code: 'outside-range',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A node port lies outside the range of the cluster',
  remedy: 'Use a port of the range, or set portRange to the actual range of the cluster',
  check: (context) => [...strays(context), ...services(context)],
});

function strays(context: RuleContext): RuleResult[] {
  const { profile } = context;
  return strayReservations(
    context,
    (port) => !profile.range.contains(port),
    `outside the range of ${nameCluster(profile)}, ${profile.range}`,
  );
}

function services({ ledger, profile }: RuleContext): RuleResult[] {
  return pinnedClaims(ledger)
    .filter(({ nodePort }) => !profile.range.contains(nodePort))
    .map((claim) => {
      const what = `node port ${claim.nodePort} is outside the range of ${nameCluster(profile)}, ${profile.range}`;
      if (!ledger.isLive(claim)) return about(claim, `${what}; the API server refuses it`);
      return about(
        claim,
        `${what}, but it is in use; either the range is wrong, or the Service works until it is recreated`,
        'Pass the range of the kube-apiserver, such as --range 20000-32767, or move the port',
      );
    });
}
