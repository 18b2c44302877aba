import { RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, assignAgain } from './shared/pinned-claims';
import { isSameService, mayBeGenerated, mayBeSameService } from './shared/same-service';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { isEntryOf } from '../lock/lock';
import { Claim, ClaimKind, ClaimOwner, isHeld, ownerKey } from '../service/claim';
import { nameOther } from '../service/owner-names';

const REASON = 'a node port is unique across the cluster, whatever the namespace or protocol';

/** @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/portallocator/allocator.go */
export const portTaken = ledgerRule({
  code: 'port-taken',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'Two owners claim one node port',
  remedy: 'Give one of them the free port that the message names',
  check: ({ ledger }) =>
    [...ledger.byPort.values()].filter((claims) => claims.length > 1).flatMap((claims) => clashesOf(claims, ledger)),
});

function clashesOf(claims: readonly Claim[], ledger: Ledger): RuleResult[] {
  const hasTaken = claims[0].kind === ClaimKind.TAKEN;
  // The reservation rules report reserved ports, unless something outside the app holds them.
  const rivals = hasTaken ? claims : claims.filter((claim) => !isHeld(claim));
  // Whoever already has the port keeps it.
  const live = hasTaken ? undefined : rivals.find((claim) => ledger.isLive(claim));
  const holder = live ?? rivals.at(0);
  // If another app's record gives it to the holder, the reservation rule reports it.
  if (holder === undefined || claims.some(({ owner }) => isRecordOf(owner, holder.owner))) return [];
  return rivals.filter((claim) => isRival(claim, holder, ledger)).map((other) => clash(other, holder, ledger));
}

/** Whether another app's record gives the port to a Service. */
function isRecordOf(record: ClaimOwner, owner: ClaimOwner): boolean {
  return record.isForeign === true && isSameService(record, owner);
}

function isRival(claim: Claim, holder: Claim, ledger: Ledger): claim is PinnedClaim {
  if (claim === holder || claim.owner.isForeign || isSameService(holder.owner, claim.owner)) return false;
  const mayBeSame = mayBeSameService(holder.owner, claim.owner) || mayBeGenerated(holder.owner, claim.owner);
  // A live Service may be what the manifest of the other creates.
  return !mayBeSame || ledger.isLive(holder) === ledger.isLive(claim);
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
