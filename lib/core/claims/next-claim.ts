import { ClusterClaim } from './cluster-claim';
import { NodePortBands } from '../cluster/bands';
import { candidatesIn } from '../cluster/popular-ports';

/** The claim that an owner has already for what it asks for, so that asking twice claims one port. */
export function sameClaim(
  claims: readonly ClusterClaim[],
  wanted: Omit<ClusterClaim, 'nodePort'>,
): ClusterClaim | undefined {
  if (wanted.service === '' || wanted.service.endsWith('/*')) return undefined;
  return claims.find(
    ({ service, port, claimedBy }) =>
      service === wanted.service && port === wanted.port && claimedBy === wanted.claimedBy,
  );
}

/**
 * The static ports that nobody has claimed and nothing holds, in the order in which they are tried; those that
 * everybody
 * writes by hand come last.
 */
export function freePorts(bands: NodePortBands, taken: ReadonlySet<number>): number[] {
  const { staticBand, portRange, dynamicAvoidsStatic } = bands;
  // A range that is too small to have bands is claimed from as a whole.
  const band = dynamicAvoidsStatic ? staticBand : portRange;
  return [...candidatesIn(band, band.first)].filter((port) => !taken.has(port));
}
