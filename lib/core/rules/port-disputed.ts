import { RuleResult, about, ledgerRule } from './rule';
import { PinnedClaim, pinnedClaims } from './shared/pinned-claims';
import { Authority, Severity } from '../findings/finding-kind';
import { LockEntry, isEntryOf, isInUse } from '../lock/lock';
import { writerOf } from '../lock/lock-writer';
import { HEALTH_CHECK_PORT } from '../service/claim';

/**
 * Without this rule, an app and manifests that share a lock would take the line of such a port from each other.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#several-clusters-several-repositories
 */
export const portDisputed = ledgerRule({
  code: 'port-disputed',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'Two sources that share a lock have one Service port, with different numbers',
  remedy: 'Write the same number in both, or remove the Service from one of them',
  check: ({ ledger }) => {
    const { writer } = ledger.record;
    const ofOthers = [...ledger.locked.values()].filter((entry) => isInUse(entry) && entry.from !== writer);
    if (ofOthers.length === 0) return [];
    return pinnedClaims(ledger).flatMap((claim) => {
      const entry = ofOthers.find((each) => each.nodePort !== claim.nodePort && isEntryOf(each, claim));
      return entry === undefined ? [] : [dispute(claim, entry, ledger.lockFile)];
    });
  },
});

function dispute(claim: PinnedClaim, entry: LockEntry, lockFile: string): RuleResult {
  const { nodePort } = entry;
  const { name, thenMoved, thenRetired, mayBeImported } = writerOf(entry);
  const field = claim.owner.port === HEALTH_CHECK_PORT ? HEALTH_CHECK_PORT : 'nodePort';
  const what = `it has node port ${claim.nodePort} here, and ${nodePort} in ${lockFile}, as recorded for ${name}`;
  const wayOut =
    `Write ${field}: ${nodePort} here; to move the port, first write ${field}: ${claim.nodePort} in ${name} and ` +
    `${thenMoved}, or remove the Service there and ${thenRetired}` +
    (mayBeImported ? `, or if no app has this Service, delete the line of ${nodePort} from ${lockFile}` : '');
  return about(claim, what, wayOut);
}
