import { AllocationWalk, claimOf } from './allocation-walk';
import { Claim, ClaimOwner, serviceKey } from './claim';
import { DECODING_RULES, Fault, PlaceOf, VALIDATION_RULES, faultsBy } from './field-faults';
import { nameEntryPort } from './port-entry';
import { ServiceFields, readFields } from './service-fields';
import { ServiceManifest, readManifest } from './service-manifest';
import { intendedType } from './supported-values';
import { usualService } from './usual-service';
import { Acceptance, annotatedAcceptances } from '../findings/acceptance';

/** Where a Service was written, and what its construct guarantees. */
export interface ServiceOrigin {
  readonly cluster: string;
  readonly path: string;
  /** Whether it requires static ports, as the typed constructs do. */
  readonly demandsStatic: boolean;
  readonly wishes?: PortWishes;
  /** Whether to keep the fields of the manifest, which a plan merges. */
  readonly keepsFields?: boolean;
  /**
   * Finds the node port of an entry of `spec.ports` by its index, -1 for the health check; the default is the Service's
   * path.
   */
  readonly placeOf?: PlaceOf;
}

/** What is known about the ports of one Service besides its manifest. */
export interface PortWishes {
  /** The previous namespace and name of the Service; a name alone is in its own namespace. */
  readonly formerly?: string;
  /** The key of the reservation that it draws from. */
  readonly reservation?: string;
  /** The numbers that were handed out already, by service port; undefined stands for the health check. */
  readonly given?: ReadonlyMap<number | undefined, { readonly nodePort: number }>;
}

/** One Service: its claims, in the API server's order of allocation, and its own faults. */
export interface ServiceClaims {
  readonly owner: ClaimOwner;
  readonly claims: readonly Claim[];
  /** In the API server's order: decoding, allocation, then validation. */
  readonly faults: readonly Fault[];
  readonly acceptances: readonly Acceptance[];
  readonly wishes?: PortWishes;
  /** The manifest that it was read from: an update depends on more than the claims of a create. */
  readonly manifest: ServiceManifest;
  /** The fields to merge into a live Service; undefined if they were not requested. */
  readonly fields?: ServiceFields;
}

/** Reads the claims of one rendered Service, walking its ports as the API server does on create. */
export function claimsOf(rendered: unknown, origin: ServiceOrigin): ServiceClaims {
  const usual = origin.demandsStatic ? undefined : usualService(rendered);
  const claims = usual ? usualClaims(usual, origin) : walkedClaims(readManifest(rendered), origin);
  return origin.keepsFields ? { ...claims, fields: readFields(rendered) } : claims;
}

/** The claim of its only port, the same as the full walk would give. */
function usualClaims(manifest: ServiceManifest, origin: ServiceOrigin): ServiceClaims {
  const { cluster, path, demandsStatic, placeOf, wishes } = origin;
  const { name: service, namespace } = manifest;
  const [entry] = manifest.ports;
  const ofPort: ClaimOwner = {
    cluster,
    path: placeOf === undefined ? path : placeOf(0),
    namespace,
    service,
    port: nameEntryPort(entry),
  };
  return {
    owner: { cluster, path, namespace, service },
    claims: [claimOf(entry, { nodePort: entry.nodePort || undefined, owner: ofPort, demandsStatic })],
    faults: NONE,
    acceptances: NONE,
    wishes,
    manifest,
  };
}

function walkedClaims(manifest: ServiceManifest, origin: ServiceOrigin): ServiceClaims {
  const { cluster, path, demandsStatic, wishes, placeOf = () => path } = origin;
  const owner: ClaimOwner = { cluster, path, namespace: manifest.namespace, service: manifest.name };
  // A type in the wrong case is refused, but its numbers will be claimed once it is corrected.
  const type = intendedType(manifest.type);
  const walk = new AllocationWalk({ ...manifest, type }, { owner, demandsStatic, placeOf });
  if (type === 'NodePort' || type === 'LoadBalancer') walk.allocate();
  return {
    owner,
    claims: walk.claims,
    faults: [
      ...faultsBy(DECODING_RULES, manifest, owner, placeOf),
      ...walk.faults,
      ...faultsBy(VALIDATION_RULES, manifest, owner, placeOf),
    ],
    acceptances: annotatedAcceptances(manifest.annotations, { path, service: serviceKey(owner) }),
    wishes,
    manifest,
  };
}

const NONE: readonly never[] = Object.freeze([]);
