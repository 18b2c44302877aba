import { Cluster, foreignClaimsOf, lockSectionOf } from './cluster';
import { reservationsOf } from './reservations';
import { ClaimsByObject } from './synthesized-services';
import { Settlement, settle } from '../../core/assign/settlement';
import { isAwaiting } from '../../core/service/claim';

/** The claims of the objects in a cluster. */
export function claimsOfCluster({ scope }: Cluster, claims: ClaimsByObject): ClaimsByObject {
  return new Map([...claims].filter(([{ cluster }]) => cluster.scope === scope));
}

/** What is chosen in a cluster; undefined where every port is written and nothing is reserved. */
export function settlementOf(cluster: Cluster, claims: ClaimsByObject): Settlement | undefined {
  const services = [...claimsOfCluster(cluster, claims).values()].flat();
  const reservations = reservationsOf(cluster);
  if (reservations.length === 0 && !services.some((service) => service.claims.some(isAwaiting))) return undefined;
  return settle({
    profile: cluster.profile,
    services,
    others: [...cluster.taken, ...foreignClaimsOf(cluster)],
    reservations,
    lock: lockSectionOf(cluster),
  });
}
