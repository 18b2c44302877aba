import { Finding } from '../../core/findings/finding';
import { comparePaths } from '../../core/findings/place';
import { HostPort, Ledger } from '../../core/ledger/ledger';
import { judge } from '../../core/rules/judge';
import { ServiceClaims } from '../../core/service/service-claims';
import { ClusterSettings, howToAccept, inFlags } from '../args/cluster-options';

/** The findings about the Services of one cluster, sorted. */
export function findingsIn(
  settings: ClusterSettings,
  services: readonly ServiceClaims[],
  hostPorts: readonly HostPort[] = [],
): Finding[] {
  const { profile, taken } = settings;
  return findingsOf(settings, new Ledger(profile, services, taken, { hostPorts }));
}

/** The findings about a ledger of these settings, sorted. */
export function findingsOf({ path, ...options }: ClusterSettings, ledger: Ledger): Finding[] {
  // If no file describes the cluster, its findings are reported at the first affected Service.
  const [first = ''] = ledger.services
    .filter(({ claims }) => claims.length > 0)
    .map(({ owner }) => owner.path)
    .sort(comparePaths);
  const findings = judge(ledger, { ...options, path: path ?? first, howToAccept });
  // Where a file describes the cluster, the names in the messages are those of the file.
  return path === undefined ? findings.map((each) => ({ ...each, message: inFlags(each.message) })) : findings;
}
