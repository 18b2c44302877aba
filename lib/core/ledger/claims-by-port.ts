import { LockEntry, isEntryOf } from '../lock/lock';
import { Claim, ClaimKind, compareClaims, isAdmitted, serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** The claims of each requested number. */
export type ClaimsByPort = ReadonlyMap<number, readonly Claim[]>;

/**
 * The order of claims to one number: the owner in the lock, or else in another app's record, comes before newcomers.
 */
function byRight(entry: LockEntry | undefined, claims: readonly Claim[]): (a: Claim, b: Claim) => number {
  const foreign = claims.filter(({ owner }) => owner.isForeign);
  const entitled = foreign.flatMap(({ owner, admits = [] }) => [
    ...(owner.service === undefined ? [] : [serviceKey(owner)]),
    ...admits,
  ]);
  const isNew = (claim: Claim) =>
    Number(entry === undefined ? !isAdmitted(entitled, serviceKey(claim.owner)) : !isEntryOf(entry, claim));
  return (a, b) =>
    Number(b.kind === ClaimKind.TAKEN) - Number(a.kind === ClaimKind.TAKEN) ||
    isNew(a) - isNew(b) ||
    compareClaims(a, b);
}

/**
 * Groups claims by number, those with the strongest right to it first.
 *
 * Uses loops rather than nested lists: it processes every port of an app on each synthesis.
 */
export function claimsByPort(
  services: readonly ServiceClaims[],
  others: readonly Claim[],
  locked: ReadonlyMap<number, LockEntry>,
): ClaimsByPort {
  const groups = new Map<number, Claim[]>();
  const add = (claim: Claim): void => {
    if (claim.nodePort === undefined) return;
    const group = groups.get(claim.nodePort);
    if (group) group.push(claim);
    else groups.set(claim.nodePort, [claim]);
  };
  for (const claim of others) add(claim);
  for (const { claims } of services) for (const claim of claims) add(claim);
  for (const [port, group] of groups) if (group.length > 1) group.sort(byRight(locked.get(port), group));
  return groups;
}
