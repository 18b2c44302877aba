import { RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, assignAgain, isPinned } from './shared/pinned-claims';
import { mayBeGenerated } from './shared/same-service';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { LockEntry } from '../lock/lock';
import { writerOf } from '../lock/lock-writer';
import { Claim, ClaimKind, isAdmitted, isHeld, ownerKeys, serviceKey } from '../service/claim';
import { nameOther } from '../service/owner-names';

/**
 * Every holder of a reserved port counts, even if another holder admits the Service.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#reserve-ports
 */
export const portReserved = ledgerRule({
  code: 'port-reserved',
  severity: Severity.ERROR,
  authority: Authority.LIBRARY,
  title: 'A node port is reserved for somebody else',
  remedy: 'Use the static port that the message names, or draw the port from its reservation',
  check: ({ ledger }) => [...ledger.byPort.values()].flatMap((claims) => intrusions(claims, ledger)),
});

function intrusions(claims: readonly Claim[], ledger: Ledger): RuleResult[] {
  const held = claims.filter(isHeld);
  const holders = [...held.filter(({ owner }) => owner.isForeign), ...held.filter(({ owner }) => !owner.isForeign)];
  return claims.filter(isPinned).flatMap((claim) => {
    // Of two reservations in this app, the later one is at fault.
    const before = isHeld(claim) ? holders.slice(0, holders.indexOf(claim)) : holders;
    const holder = before.find((each) => isIntruder(claim, each));
    return holder === undefined ? [] : [intrusion(claim, holder, ledger)];
  });
}

function isIntruder(claim: Claim, holder: Claim): boolean {
  if (claim.kind === ClaimKind.TAKEN || claim.owner.isForeign) return false;
  if (holder.kind === ClaimKind.LIVE && mayBeGenerated(claim.owner, holder.owner)) return false;
  if (claim.owner.service === undefined) return !drawsFrom(holder, claim);
  if (isAdmitted(holder.admits ?? [], serviceKey(claim.owner))) return false;
  return holder.owner.service === undefined || !ownerKeys(holder).some((key) => ownerKeys(claim).includes(key));
}

/** Whether a Service of a tool that shares the lock has the port from a reservation. */
function drawsFrom({ owner }: Claim, { owner: { reservation } }: Claim): boolean {
  return reservation !== undefined && owner.service !== undefined && owner.reservation === reservation;
}

function intrusion(claim: PinnedClaim, { owner }: Claim, ledger: Ledger): RuleResult {
  const service = claim.owner.service === undefined || owner.isForeign ? undefined : serviceKey(claim.owner);
  const orElse =
    service === undefined
      ? howToPrune(ledger.locked.get(claim.nodePort), ledger)
      : 'let this Service have it: name the reservation in its prop reservation, ' +
        `or add services: ['${service}'] to that`;
  const what = `node port ${claim.nodePort} is held by ${nameOther(owner)}`;
  return { ...about(claim, what, assignAgain(claim, ledger)), orElse, otherPath: owner.path };
}

/** A tool that may not see all of its Services keeps the port of one that was renamed or removed. */
function howToPrune(entry: LockEntry | undefined, { record }: Ledger): string | undefined {
  if (entry?.service === undefined || entry.from === undefined || entry.from !== record.writer) return undefined;
  return `if ${entry.service} is gone, ${writerOf(entry).thenRetired}`;
}
