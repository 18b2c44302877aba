import { HelmRelease } from '../live/helm-release';
import { serviceKey } from '../service/claim';
import { Fault, isDecodingFault } from '../service/field-faults';
import { ServiceClaims } from '../service/service-claims';
import { ServiceFields } from '../service/service-fields';

/** A Service of the input: what is written, and where. */
export interface DesiredService {
  /** The Service, as namespace and name. Objects that the API server will name are all different. */
  readonly key: string;
  readonly namespace: string;
  readonly service: string;
  readonly fields: ServiceFields;
  /** Why the API server cannot even decode it. */
  readonly undecodable?: Fault;
  /** The Helm release that it is applied with. */
  readonly release?: HelmRelease;
  readonly claims: ServiceClaims;
}

/**
 * Reads a Service of the input for a plan.
 *
 * @param claims what it claims, and where it is written; read with its fields
 * @param document its place among the Services of the input, from 0
 */
export function desiredService(claims: ServiceClaims, document: number): DesiredService {
  const { namespace = 'default', service = '' } = claims.owner;
  const key = serviceKey({ namespace, service });
  if (!claims.fields) {
    throw new Error(`Service ${key} was read without its fields, so nothing is known of how it is merged`);
  }
  return {
    key: service.endsWith('*') ? `${key}${document}` : key,
    namespace,
    service,
    fields: claims.fields,
    undecodable: claims.faults.find(isDecodingFault),
    claims,
  };
}

/** Where a Service requests a number; the place of the Service itself if it does not write the number. */
export function placeOf({ claims: { claims, owner } }: DesiredService, nodePort: number | undefined): string {
  return claims.find((claim) => nodePort !== undefined && claim.nodePort === nodePort)?.owner.path ?? owner.path;
}
