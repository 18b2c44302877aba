import { Claim, ClaimKind, isAwaiting } from './claim';
import { ServiceClaims } from './service-claims';
import { PortEntry, isMap } from './service-manifest';

/** The label or annotation with which a plain Service asks for static ports. */
export const ASSIGN_KEY = 'nodeport.cdk8s.io/assign';

/** What a plain Service says about its open ports. */
export interface StaticRequest {
  /** Whether it asks for a static number for each of them. */
  readonly isMade: boolean;
  /** A value of the label or annotation that means nothing, such as `Static`. */
  readonly stray?: unknown;
}

/** Whether a Service asks for static ports, by a label or an annotation: the same rule for every tool. */
export function staticRequestOf(manifest: unknown): StaticRequest {
  const metadata = isMap(manifest) && isMap(manifest.metadata) ? manifest.metadata : {};
  const values = [metadata.labels, metadata.annotations]
    .filter(isMap)
    .filter((texts) => Object.hasOwn(texts, ASSIGN_KEY))
    .map((texts) => texts[ASSIGN_KEY]);
  return { isMade: values.includes('static'), stray: values.find((value) => value !== 'static') };
}

/** A place in a Service that needs a number. */
export interface OpenPort {
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
        ? [{ index: -1, ...healthCheck }]
        : ports.filter(({ port }) => port === claim.servicePort);
    return entries.filter(isUnset).map(({ index }) => ({ index, claim }));
  });
}

function isUnset({ nodePort, unreadable }: Pick<PortEntry, 'nodePort' | 'unreadable'>): boolean {
  return nodePort === 0 && unreadable === undefined;
}
