import { ledgerRule } from './rule';
import { askedOf, freeFor } from './shared/dynamic-picks';
import { widenTo, wider } from './shared/wider-range';
import { nameCluster } from '../cluster/cluster-profile';
import { Authority, Severity } from '../findings/finding-kind';

/** @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/ */
export const dynamicBandFull = ledgerRule({
  code: 'dynamic-band-full',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'Dynamic picks overflow into the static band',
  remedy: 'Widen the range of the cluster',
  check: ({ ledger, profile, clusterPath }) => {
    const {
      range,
      bands: { dynamicBand: band },
    } = profile;
    if (!band) return [];
    const free = ledger.freeIn(band);
    const lack = ledger.dynamicCount - free;
    // Demand beyond the whole range is a separate error.
    if (lack <= 0 || ledger.dynamicCount > ledger.freeIn(range)) return [];
    const what =
      `${askedOf(ledger)}, but ${freeFor(free)} in the dynamic band (${band}) of ` +
      `${nameCluster(profile)}; the rest will come from the static band`;
    return [{ path: clusterPath, what, wayOut: widenTo(wider(range, lack)) }];
  },
});
