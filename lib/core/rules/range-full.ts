import { ledgerRule } from './rule';
import { askedOf, freeFor } from './shared/dynamic-picks';
import { widenTo, wider } from './shared/wider-range';
import { nameCluster } from '../cluster/cluster-profile';
import { Authority, Severity } from '../findings/finding-kind';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/portallocator/allocator.go
 * (AllocateNext)
 */
export const rangeFull = ledgerRule({
  code: 'range-full',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'More node ports are requested than the range has',
  remedy: 'Widen the range of the cluster',
  check: ({ ledger, profile, clusterPath }) => {
    const free = ledger.freeIn(profile.range);
    const lack = ledger.dynamicCount - free;
    if (lack <= 0) return [];
    const what = `${askedOf(ledger)}, but ${freeFor(free)} in the range (${profile.range}) of ${nameCluster(profile)}`;
    return [{ path: clusterPath, what, wayOut: widenTo(wider(profile.range, lack)) }];
  },
});
