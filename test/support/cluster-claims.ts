import { Holder } from '../../lib/core/claims/claims-beside';
import { ClusterClaim } from '../../lib/core/claims/cluster-claim';

/** Who claims ports in the tests, unless they name somebody. */
export const STORAGE = 'github.com/acme/storage';

/** A claim of a cluster by the storage repository: for a Service, a namespace such as `a/*`, or nobody. */
export const claimed = (nodePort: number, service: string, more: Partial<ClusterClaim> = {}): ClusterClaim => ({
  nodePort,
  service,
  port: '',
  claimedBy: STORAGE,
  reason: '',
  ...more,
});

/** A Service that has a node port. */
export const holder = (nodePort: number, service: string, port = 'api'): Holder => ({ nodePort, service, port });
