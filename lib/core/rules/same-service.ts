import { ClaimOwner } from '../service/claim';

/** Whether two claims are those of one Service, written twice. Without a namespace they may as well be two, by `kubectl -n`. */
export function isSameService(a: ClaimOwner, b: ClaimOwner): boolean {
  const isNamed = a.service !== undefined && a.namespace !== undefined && !a.service.endsWith('*');
  return isNamed && a.service === b.service && a.namespace === b.namespace;
}

/** Whether a Service that runs may be the one that a manifest without a namespace makes once `kubectl -n` is given. */
export function mayBeTwins(a: ClaimOwner, b: ClaimOwner): boolean {
  return a.service === b.service && (a.namespace === undefined || b.namespace === undefined);
}
