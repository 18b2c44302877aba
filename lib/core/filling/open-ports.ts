import { Claim, ClaimKind } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The index under which a health check is filled in. */
const HEALTH_CHECK = -1;

/**
 * The numbers to write into a manifest, by the index of the port, -1 for the health check. Each protocol of a shared
 * service port gets the number.
 *
 * @param service the Service with the numbers that were chosen
 */
export function numbersToWrite({ claims, manifest }: ServiceClaims): Map<number, number> {
  const numbers = new Map<number, number>();
  if (manifest.allocatesNodePorts !== false) {
    for (const { index, port, nodePort, unreadable } of manifest.ports) {
      const number = numberOf(claims, ({ servicePort }) => servicePort === port);
      if (nodePort === 0 && unreadable === undefined && number !== undefined) numbers.set(index, number);
    }
  }
  const { nodePort, unreadable } = manifest.healthCheck;
  const check = numberOf(claims, ({ kind }) => kind === ClaimKind.HEALTH_CHECK);
  if (nodePort === 0 && unreadable === undefined && check !== undefined) numbers.set(HEALTH_CHECK, check);
  return numbers;
}

function numberOf(claims: readonly Claim[], isMeant: (claim: Claim) => boolean): number | undefined {
  return claims.find(isMeant)?.nodePort;
}
