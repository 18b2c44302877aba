import { ledgerRule } from './rule';
import { nameCluster } from '../cluster/cluster-profile';
import { Authority, Severity } from '../findings/finding-kind';

const CODE = 'static-band-unprotected';

/**
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/
 * (ServiceNodePortStaticSubrange)
 */
export const staticBandUnprotected = ledgerRule({
  code: CODE,
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'Dynamic allocation may pick from the static band',
  remedy: 'Describe a newer cluster or a larger range',
  check: ({ ledger, profile, clusterPath, howToAccept }) => {
    const {
      unprotected,
      bands: { staticBand },
    } = profile;
    if (unprotected === undefined || ledger.isEmpty) return [];
    return [
      {
        path: clusterPath,
        what:
          `the static band ${staticBand} of ${nameCluster(profile)} is not protected: ${unprotected.because}, ` +
          'so dynamic allocation may take a static port first',
        wayOut: `${unprotected.wayOut}, or accept the risk: ${howToAccept(CODE)}`,
      },
    ];
  },
});
