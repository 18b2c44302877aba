import { isUnnamed } from '../core/filling/unmet-requests';
import { LockEntry, LockSection, LockState, isEntryOf } from '../core/lock/lock';
import { assignRequestOf } from '../core/service/assign-request';
import { Claim, ClaimKind, HEALTH_CHECK_PORT, serviceKey } from '../core/service/claim';
import { nameService } from '../core/service/owner-names';
import { ServiceClaims, claimsOf } from '../core/service/service-claims';
import { readManifest } from '../core/service/service-manifest';

/** A Service as plain data. */
export interface PlainService {
  /** Where it is written, for messages: a URN, a path. Tells one Service from another. */
  readonly path: string;
  /** The manifest, without whatever is not known yet. */
  readonly manifest: unknown;
  /**
   * Whether each of its node ports must be static.
   *
   * @default - what its label or annotation `nodeport.cdk8s.io/assign` says
   */
  readonly demandsStatic?: boolean;
  /**
   * Whether some of its ports are not known yet, and missing from the manifest: the lock keeps what it has for them.
   *
   * @default false
   */
  readonly isPartial?: boolean;
}

/** What a Service claims. One without a name of its own demands nothing, since nothing could be recorded for it. */
export function plainClaims({ path, manifest, demandsStatic }: PlainService, cluster: string): ServiceClaims {
  const { isStatic, reservation } = assignRequestOf(manifest);
  const claims = claimsOf(manifest, {
    cluster,
    path,
    demandsStatic: demandsStatic ?? isStatic,
    wishes: reservation === undefined ? undefined : { reservation },
  });
  return isUnnamed(claims) ? { ...claims, claims: claims.claims.map(asDynamic) } : claims;
}

function asDynamic(claim: Claim): Claim {
  return { ...claim, demandsStatic: false };
}

/** The same claims, and one for each port that the lock has for the Service and that it does not claim itself. */
export function withLockedPorts(service: ServiceClaims, lock: LockSection | undefined): ServiceClaims {
  const missing = (lock?.entries ?? []).filter(
    (entry) =>
      entry.state !== LockState.RETIRED &&
      entry.service === serviceKey(service.owner) &&
      !service.claims.some((claim) => isEntryOf(entry, claim)),
  );
  return { ...service, claims: [...service.claims, ...missing.map((entry) => claimOfEntry(entry, service))] };
}

function claimOfEntry({ nodePort, port = '', state }: LockEntry, { owner }: ServiceClaims): Claim {
  const sharedBy = port.split(',');
  return {
    kind: port === HEALTH_CHECK_PORT ? ClaimKind.HEALTH_CHECK : ClaimKind.NODE_PORT,
    nodePort,
    owner: { ...owner, port: sharedBy[0] },
    demandsStatic: true,
    assigned: state === LockState.ASSIGNED,
    sharedBy,
  };
}

/** The name of a Service in messages. */
export function nameOfService(manifest: unknown): string {
  const { name, namespace } = readManifest(manifest);
  return nameService({ namespace, service: name });
}
