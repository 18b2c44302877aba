import { ClaimOwner, serviceKey } from '../../service/claim';

/**
 * Whether two claims come from the same Service, written twice. Manifests without a namespace go wherever `kubectl -n`
 * says, or both to the same default.
 */
export function isSameService(a: ClaimOwner, b: ClaimOwner): boolean {
  const isNamed = a.service !== undefined && !a.service.endsWith('*');
  return isNamed && serviceKey(a) === serviceKey(b);
}

/** Whether a live Service may be the one that an operator created for a custom resource. */
export function mayBeGenerated(a: ClaimOwner, b: ClaimOwner): boolean {
  const isOf = (resource: ClaimOwner, { service }: ClaimOwner): boolean =>
    resource.generates !== undefined && service !== undefined && service.startsWith(resource.generates);
  return isOf(a, b) || isOf(b, a);
}

/** Whether a live Service may be the one that a manifest without a namespace creates, depending on `kubectl -n`. */
export function mayBeSameService(a: ClaimOwner, b: ClaimOwner): boolean {
  return a.service === b.service && (a.namespace === undefined || b.namespace === undefined);
}
