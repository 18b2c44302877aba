import { LockEntry } from '../../../lib/core/lock/lock';
import { lockClusterUnknown } from '../../../lib/core/rules/lock-cluster-unknown';
import { assignedService, ledgerOf, resultsOf, staticService } from '../../support/ledgers';
import { assignedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** What is found where the lock has a section `old` that no registry describes, with some entries. */
function strays(entries: readonly LockEntry[], services = [assignedService('web', 30010)], lock = sectionOf()) {
  const strayLocks = new Map([['old', sectionOf(...entries)]]);
  return resultsOf(lockClusterUnknown, ledgerOf(services, { lock, strayLocks }));
}

test('a Service that gets a new port here and has one in a section that nothing describes is reported', () => {
  const [result, ...others] = strays([assignedEntry(30033, 'shop/db'), assignedEntry(30044, 'shop/web')]);
  expect(others).toEqual([]);
  expect(result.path).toBe('NodePorts');
  expect(result.what).toBe(
    "nodeports.lock.yaml records port 30044 of shop/web web under cluster 'old', which the app does not describe, " +
      "and not under 'prod'",
  );
  expect(result.wayOut).toBe(
    'If prod is old renamed, run npx cdk8s-nodeport lock rename --lock nodeports.lock.yaml -- old prod. ' +
      "If they are two clusters, set lockFile: 'prod.lock.yaml' in the registry of prod. " +
      "If the app is for old, write new NodePortRegistry(app, 'NodePorts', { cluster: 'old' })",
  );
});

test.each<[string, Parameters<typeof strays>]>([
  [
    'the lock already records the Service here',
    [[assignedEntry(30044, 'shop/web')], undefined, sectionOf(assignedEntry(30010, 'shop/web'))],
  ],
  ['the Service wrote its port', [[assignedEntry(30044, 'shop/web')], [staticService('web', { nodePort: 30010 })]]],
  ['the port there is retired', [[retiredEntry(30044, 'shop/web')]]],
  ['the section has only ports of others', [[assignedEntry(30044, 'shop/api'), reservedEntry(30045)]]],
])('nothing is reported where %s', (_, given) => {
  expect(strays(...given)).toEqual([]);
});

test('without such sections, nothing is reported', () => {
  expect(resultsOf(lockClusterUnknown, ledgerOf([assignedService('web', 30010)]))).toEqual([]);
});
