import { ledgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { LockEntry, LockSection, LockState, isEntryOf, nameEntry } from '../lock/lock';
import { Claim } from '../service/claim';
import { shellFlag, shellWord } from '../text/shell';

/** Ports that the lock keeps under the name of another cluster: renaming a cluster would move all of them. */
export const lockClusterUnknown = ledgerRule({
  code: 'lock-cluster-unknown',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'The lock records a Service under a cluster that the app does not have',
  remedy: 'Rename the section of the lock, or use another file',
  check: ({ ledger, profile: { name }, clusterPath }) => {
    const { lockFile } = ledger;
    const { strayLocks = [] } = ledger.record;
    return [...strayLocks].flatMap(([stray, section]) => {
      const moved = movedFrom(section, ledger);
      return moved === undefined
        ? []
        : [
            {
              path: clusterPath,
              what:
                `${lockFile} records port ${moved.nodePort} of ${nameEntry(moved)} under cluster '${stray}', ` +
                `which the app does not describe, and not under '${name}'`,
              wayOut:
                `If ${name} is ${stray} renamed, run npx cdk8s-nodeport lock rename ` +
                `${shellFlag('lock', lockFile)} -- ` +
                `${[stray, name].map(shellWord).join(' ')}. ` +
                `If they are two clusters, set lockFile: '${name}.lock.yaml' in the registry of ${name}. ` +
                `If the app is for ${stray}, write ${registryOf(stray)}`,
            },
          ];
    });
  },
});

/** What an app lacks that forgot its registry, or that gave it another name. */
function registryOf(cluster: string): string {
  return `new NodePortRegistry(app, 'NodePorts', { cluster: '${cluster}' })`;
}

/** An entry of another cluster whose owner was just assigned a port in this one. */
function movedFrom({ entries }: LockSection, ledger: Ledger): LockEntry | undefined {
  const isLocked = (claim: Claim) => [...ledger.locked.values()].some((entry) => isEntryOf(entry, claim));
  const moved = ledger.sorted().filter((claim) => claim.assigned && !isLocked(claim));
  const live = entries.filter(({ state, service }) => state !== LockState.RETIRED && service !== undefined);
  return live.find((entry) => moved.some((claim) => isEntryOf(entry, claim)));
}
