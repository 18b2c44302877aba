import { AllocationWalk, claimOf } from './allocation-walk';
import { Claim, ClaimOwner, serviceKey } from './claim';
import { DECODING_RULES, Fault, PlaceOf, VALIDATION_RULES, faultsBy } from './field-faults';
import { ServiceFields, readFields } from './service-fields';
import { ServiceManifest, intendedType, nameEntryPort, readManifest } from './service-manifest';
import { usualService } from './usual-service';
import { ACCEPT_ANNOTATION, Acceptance } from '../findings/acceptance';
import { LIMITS } from '../findings/limits';
import { shortName } from '../findings/printable';

/** Where a Service was written, and what its construct promises. */
export interface ServiceOrigin {
  readonly cluster: string;
  readonly path: string;
  /** Whether it demands static ports, as the typed constructs do. */
  readonly demandsStatic: boolean;
  readonly wishes?: PortWishes;
  /** Whether the fields of the manifest are kept, which a plan merges. */
  readonly keepsFields?: boolean;
  /**
   * Where an entry of `spec.ports` has its node port, by its index, -1 for that of the health check; the Service's path
   * where it is left out.
   */
  readonly placeOf?: PlaceOf;
}

/** What is said of the ports of one Service beside its manifest. */
export interface PortWishes {
  /** The namespace and name that the Service had before; a name alone is one of its own namespace. */
  readonly formerly?: string;
  /** The key of the reservation that it draws from. */
  readonly reservation?: string;
  /** The ports whose number was written, be it as one that is yet to be known. */
  readonly written?: ReadonlySet<string>;
}

/** Whether the number of a claim was written, by any of the ports that share it. */
export function isWritten({ owner, sharedBy = [] }: Claim, wishes: PortWishes | undefined): boolean {
  return [owner.port, ...sharedBy].some((port) => port !== undefined && wishes?.written?.has(port) === true);
}

/** One Service: its claims, in the order in which the API server allocates them, and its own faults. */
export interface ServiceClaims {
  readonly owner: ClaimOwner;
  readonly claims: readonly Claim[];
  /** As the API server meets them: what it cannot decode, allocation, then validation. */
  readonly faults: readonly Fault[];
  readonly acceptances: readonly Acceptance[];
  readonly wishes?: PortWishes;
  /** What it was read from: an update is settled by more than the claims of a create. */
  readonly manifest: ServiceManifest;
  /** The fields that are merged into a live Service; undefined where they were not asked for. */
  readonly fields?: ServiceFields;
}

/** Reads the claims of one rendered Service, walking its ports as the API server does when it creates it. */
export function claimsOf(rendered: unknown, origin: ServiceOrigin): ServiceClaims {
  const usual = origin.demandsStatic ? undefined : usualService(rendered);
  const claims = usual ? usualClaims(usual, origin) : walkedClaims(readManifest(rendered), origin);
  return origin.keepsFields ? { ...claims, fields: readFields(rendered) } : claims;
}

/** Its one port, which any walk comes to claim. */
function usualClaims(
  manifest: ServiceManifest,
  { cluster, path, demandsStatic, placeOf, wishes }: ServiceOrigin,
): ServiceClaims {
  const {
    name: service,
    namespace,
    ports: [entry],
  } = manifest;
  const owner: ClaimOwner = { cluster, path, namespace, service };
  const portOf: ClaimOwner = {
    cluster,
    path: placeOf === undefined ? path : placeOf(0),
    namespace,
    service,
    port: nameEntryPort(entry),
  };
  const claims = [claimOf(entry, entry.nodePort === 0 ? undefined : entry.nodePort, portOf, demandsStatic)];
  return { owner, claims, faults: NONE, acceptances: NONE, wishes, manifest };
}

function walkedClaims(manifest: ServiceManifest, origin: ServiceOrigin): ServiceClaims {
  const { cluster, path, demandsStatic, wishes, placeOf = () => path } = origin;
  const owner: ClaimOwner = { cluster, path, namespace: manifest.namespace, service: manifest.name };
  // A type in the wrong capitals is refused, and its numbers are asked for all the same once it is corrected.
  const type = intendedType(manifest.type);
  const walk = new AllocationWalk({ ...manifest, type }, owner, demandsStatic, placeOf);
  if (type === 'NodePort' || type === 'LoadBalancer') walk.allocate();
  return {
    owner,
    claims: walk.claims,
    faults: [
      ...faultsBy(DECODING_RULES, manifest, owner, placeOf),
      ...walk.faults,
      ...faultsBy(VALIDATION_RULES, manifest, owner, placeOf),
    ],
    acceptances: acceptancesOf(manifest, owner),
    wishes,
    manifest,
  };
}

const NONE: readonly never[] = Object.freeze([]);

function acceptancesOf({ annotations }: ServiceManifest, owner: ClaimOwner): readonly Acceptance[] {
  const keys = Object.keys(annotations);
  return keys.length === 0
    ? NONE
    : keys
        .filter((key) => key.startsWith(ACCEPT_ANNOTATION))
        .map((key) => {
          const reason = annotations[key];
          return {
            path: owner.path,
            service: serviceKey(owner),
            code: shortName(key.slice(ACCEPT_ANNOTATION.length)),
            reason: typeof reason === 'string' ? reason.slice(0, LIMITS.textLength) : '',
          };
        });
}
