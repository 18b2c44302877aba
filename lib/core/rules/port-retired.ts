import { RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, pinnedClaims } from './shared/pinned-claims';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { nameEntry } from '../lock/lock';
import { formerOwner, serviceKey } from '../service/claim';

/** A number whose previous owner is gone, while its clients may not know that yet. */
export const portRetired = ledgerRule({
  code: 'port-retired',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A node port belonged to another Service until now',
  remedy: 'Write formerly where the Service was renamed, or use another port',
  check: ({ ledger }) =>
    ledger.locked.size === 0 ? [] : pinnedClaims(ledger).flatMap((claim) => inheritance(claim, ledger)),
});

function inheritance(claim: PinnedClaim, ledger: Ledger): RuleResult[] {
  const entry = ledger.locked.get(claim.nodePort);
  if (entry?.service === undefined || claim.assigned || entry.service === serviceKey(claim.owner)) return [];
  const formerly = ledger.services.find(({ claims }) => claims.includes(claim))?.wishes?.formerly;
  if (formerly !== undefined && serviceKey(formerOwner(claim.owner, formerly)) === entry.service) return [];
  // If the previous owner still claims it, that is a conflict and reported as such.
  if (ledger.byPort.get(claim.nodePort)?.some(({ owner }) => serviceKey(owner) === entry.service)) return [];
  const what =
    `node port ${claim.nodePort} belonged to ${nameEntry(entry)}, whose clients may still call it, ` +
    'and which the cluster frees only when that Service is gone';
  return [about(claim, what, `Write formerly: '${entry.service}' if this is that Service renamed, or accept the risk`)];
}
