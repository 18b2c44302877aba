import { RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, assignAgain } from './shared/pinned-claims';
import { isSameService, mayBeGenerated, mayBeTwins } from './shared/same-service';
import { Authority, Severity } from '../findings/finding-kind';
import { liveClaimsIn } from '../ledger/dynamic-count';
import { Ledger } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim, ClaimKind, isHeld, ownerKey } from '../service/claim';
import { nameOther } from '../service/owner-names';

const REASON = 'a node port is unique across the cluster, whatever the namespace or protocol';

/** @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/portallocator/allocator.go */
export const portTaken = ledgerRule({
  code: 'port-taken',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'Two owners claim one node port',
  remedy: 'Give one of them the free port that the message names',
  check: ({ ledger }) => {
    const live = new Set(liveClaimsIn(ledger.notable));
    return [...ledger.byPort.values()]
      .filter((claims) => claims.length > 1)
      .flatMap((claims) => clashesOf(claims, ledger, live));
  },
});

function clashesOf(claims: readonly Claim[], ledger: Ledger, live: ReadonlySet<Claim>): RuleResult[] {
  const hasTaken = claims[0].kind === ClaimKind.TAKEN;
  // The reservation rules report reserved ports, unless something outside the app holds them.
  const rivals = claims.filter((claim) => hasTaken || !isHeld(claim));
  // Whoever already has the port keeps it.
  const holder: Claim | undefined = (hasTaken ? undefined : rivals.find((claim) => live.has(claim))) ?? rivals[0];
  if (holder === undefined) return [];
  // If another app's record gives it to the holder, the reservation rule reports it.
  if (
    claims.some(({ owner }) => owner.isForeign && owner.service !== undefined && isSameService(owner, holder.owner))
  ) {
    return [];
  }
  const isTwin = (other: Claim): boolean =>
    live.has(holder) !== live.has(other) &&
    (mayBeTwins(holder.owner, other.owner) || mayBeGenerated(holder.owner, other.owner));
  const isRival = (other: Claim): other is PinnedClaim =>
    !other.owner.isForeign && !isSameService(holder.owner, other.owner) && !isTwin(other);
  return rivals
    .filter((claim) => claim !== holder)
    .filter(isRival)
    .map((other) => clash(other, holder, ledger));
}

function clash(other: PinnedClaim, holder: Claim, ledger: Ledger): RuleResult {
  const byLock = isLockedTo(ledger, holder) ? ` and locked to it in ${ledger.lockFile}` : '';
  const what = `node port ${other.nodePort} is already claimed by ${nameOther(holder.owner)}${byLock}; ${REASON}`;
  return {
    ...about(other, what, assignAgain(other, ledger)),
    orElse:
      other.owner.service !== undefined && ownerKey(other.owner) === ownerKey(holder.owner)
        ? 'give one of the two another namespace or name'
        : undefined,
    otherPath: holder.owner.path,
  };
}

function isLockedTo({ locked }: Ledger, claim: Claim): boolean {
  const entry = locked.get(claim.nodePort as number);
  return entry !== undefined && isEntryOf(entry, claim);
}
