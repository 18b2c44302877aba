import { RuleContext, RuleResult, ledgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { LockEntry, LockSection, LockState, isEntryOf, nameEntry } from '../lock/lock';
import { Claim } from '../service/claim';
import { shellFlag, shellWord } from '../text/shell';

/**
 * Ports that the lock keeps under the name of another cluster: renaming a cluster would move all of them.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/lock.md#several-clusters-several-repositories
 */
export const lockClusterUnknown = ledgerRule({
  code: 'lock-cluster-unknown',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'The lock records a Service under a cluster that the app does not have',
  remedy: 'Rename the section of the lock, or use another file',
  check: (context) =>
    [...(context.ledger.record.strayLocks ?? [])].flatMap(([stray, section]) => {
      const moved = movedFrom(section, context.ledger);
      return moved === undefined ? [] : [misplacement(moved, stray, context)];
    }),
});

function misplacement(entry: LockEntry, stray: string, context: RuleContext): RuleResult {
  const {
    ledger: { lockFile },
    profile: { name },
    clusterPath,
  } = context;
  const clusters = [stray, name].map(shellWord).join(' ');
  return {
    path: clusterPath,
    what:
      `${lockFile} records port ${entry.nodePort} of ${nameEntry(entry)} under cluster '${stray}', ` +
      `which the app does not describe, and not under '${name}'`,
    wayOut:
      `If ${name} is ${stray} renamed, run npx cdk8s-nodeport lock rename ${shellFlag('lock', lockFile)} -- ` +
      `${clusters}. If they are two clusters, set lockFile: '${name}.lock.yaml' in the registry of ${name}. ` +
      `If the app is for ${stray}, write new NodePortRegistry(app, 'NodePorts', { cluster: '${stray}' })`,
  };
}

/** An entry of another cluster whose owner was just assigned a port in this one. */
function movedFrom({ entries }: LockSection, ledger: Ledger): LockEntry | undefined {
  const isLocked = (claim: Claim) => [...ledger.locked.values()].some((entry) => isEntryOf(entry, claim));
  const moved = ledger.sorted().filter((claim) => claim.assigned && !isLocked(claim));
  const live = entries.filter(({ state, service }) => state !== LockState.RETIRED && service !== undefined);
  return live.find((entry) => moved.some((claim) => isEntryOf(entry, claim)));
}
