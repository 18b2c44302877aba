import { RuleContext, RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, pinnedClaims } from './shared/pinned-claims';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { nameEntry } from '../lock/lock';
import { formerOwner, serviceKey } from '../service/claim';

const CODE = 'port-retired';

/**
 * A number whose previous owner is gone, while its clients may not know that yet.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#rename-move-retire
 */
export const portRetired = ledgerRule({
  code: CODE,
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A node port belonged to another Service until now',
  remedy: 'Write formerly where the Service was renamed, or use another port',
  check: (context) =>
    context.ledger.locked.size === 0
      ? []
      : pinnedClaims(context.ledger).flatMap((claim) => inheritance(claim, context)),
});

function inheritance(claim: PinnedClaim, { ledger, howToAccept }: RuleContext): RuleResult[] {
  const entry = ledger.locked.get(claim.nodePort);
  if (entry?.service === undefined || claim.assigned || entry.service === serviceKey(claim.owner)) return [];
  const formerly = ledger.services.find(({ claims }) => claims.includes(claim))?.wishes?.formerly;
  if (formerly !== undefined && serviceKey(formerOwner(claim.owner, formerly)) === entry.service) return [];
  // If the previous owner still claims it, that is a conflict and reported as such.
  if (ledger.byPort.get(claim.nodePort)?.some(({ owner }) => serviceKey(owner) === entry.service)) return [];
  const what =
    `node port ${claim.nodePort} belonged to ${nameEntry(entry)}, whose clients may still call it, ` +
    'and which the cluster frees only when that Service is gone';
  const risk = `the risk: ${howToAccept(CODE)}`;
  const wayOut = mayStateFormerly(claim, ledger)
    ? `Write formerly: '${entry.service}' if this is that Service renamed, or accept ${risk}`
    : `Write another number, or accept ${risk}`;
  return [about(claim, what, wayOut)];
}

/** Only the typed constructs have the prop. */
function mayStateFormerly({ demandsStatic }: PinnedClaim, { record }: Ledger): boolean {
  return demandsStatic && record.writer === undefined;
}
