import { ClusterClaim } from './cluster-claim';
import { NodePortBands } from '../cluster/bands';
import { candidatesIn } from '../cluster/popular-ports';

/** The claim that an owner already has for the same request, so that asking twice claims only one port. */
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
 * The static ports that are neither claimed nor in use, in the order in which they are tried; commonly hard-coded ones
 * come last.
 */
export function freePorts(bands: NodePortBands, taken: ReadonlySet<number>): number[] {
  const { staticBand, portRange, dynamicAvoidsStatic } = bands;
  // A range that is too small for bands is used as a whole.
  const band = dynamicAvoidsStatic ? staticBand : portRange;
  return [...candidatesIn(band, band.first)].filter((port) => !taken.has(port));
}
