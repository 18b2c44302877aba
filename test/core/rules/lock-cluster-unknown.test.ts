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
    'nodeports.lock.yaml gives 30044 to shop/web web in cluster old, which no registry describes, and does not record ' +
      'it in cluster prod',
  );
  expect(result.wayOut).toBe(
    "If the app is for old, write new NodePortRegistry(app, 'NodePorts', { cluster: 'old' }); " +
      'if both are one cluster, type npx cdk8s-nodeport lock rename --lock nodeports.lock.yaml -- old prod; ' +
      "if not, give this one a file of its own: lockFile: 'prod.lock.yaml'",
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
