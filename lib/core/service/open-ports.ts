import { Claim, ClaimKind, isAwaiting } from './claim';
import { ServiceClaims } from './service-claims';

/** A place in a Service that needs a number. */
interface OpenPort {
  /** The index in `spec.ports`; -1 for `spec.healthCheckNodePort`. */
  readonly index: number;
  /** The claim that the number is for; entries with the same service port share it. */
  readonly claim: Claim;
}

/** The places that need a number in a Service that demands static ports. An unreadable value is a fault, not a gap. */
export function openPortsOf({ claims, manifest: { ports, healthCheck } }: ServiceClaims): OpenPort[] {
  return claims.filter(isAwaiting).flatMap((claim) => {
    const entries =
      claim.kind === ClaimKind.HEALTH_CHECK
        ? [{ ...healthCheck, index: -1 }]
        : ports.filter(({ port }) => port === claim.servicePort);
    return entries.filter(({ unreadable }) => unreadable === undefined).map(({ index }) => ({ index, claim }));
  });
}
