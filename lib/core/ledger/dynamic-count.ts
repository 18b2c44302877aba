import { ClaimsByPort } from './claims-by-port';
import { Claim, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The claims of Services that a cluster printed: it may have picked their numbers itself. */
export function liveClaimsIn(services: readonly ServiceClaims[]): Claim[] {
  return services.filter(({ manifest }) => manifest.isLive).flatMap(({ claims }) => claims);
}

/**
 * How many unwritten numbers each Service holds in the live cluster: the API server does not have to pick those again.
 */
export function picksIn(known: ReadonlySet<Claim>, byPort: ClaimsByPort): Map<string, number> {
  const picks = new Map<string, number>();
  for (const { owner, nodePort } of known) {
    if (owner.service === undefined || nodePort === undefined) continue;
    const isWritten = byPort
      .get(nodePort)
      ?.some((claim) => !known.has(claim) && serviceKey(claim.owner) === serviceKey(owner));
    if (!isWritten) picks.set(serviceKey(owner), (picks.get(serviceKey(owner)) ?? 0) + 1);
  }
  return picks;
}

/**
 * How many numbers the API server still has to pick.
 *
 * A Service that is written twice is one object in the cluster, which picks numbers for it once.
 */
export function countDynamic(
  services: readonly ServiceClaims[],
  namesakes: readonly (readonly ServiceClaims[])[],
  picked: ReadonlyMap<string, number>,
): number {
  const repeated = new Set(
    namesakes.flatMap((group) => {
      const [, ...others] = group.filter(({ claims }) => claims.some(isDynamic));
      return others;
    }),
  );
  let count = 0;
  for (const service of services) {
    if (repeated.has(service)) continue;
    let dynamic = 0;
    for (const claim of service.claims) if (isDynamic(claim)) dynamic++;
    count += picked.size === 0 ? dynamic : Math.max(0, dynamic - (picked.get(serviceKey(service.owner)) ?? 0));
  }
  return count;
}

function isDynamic({ nodePort }: Claim): boolean {
  return nodePort === undefined;
}
