import { LockEntry, LockMark } from '../../../lib/core/lock/lock';
import { portDisputed } from '../../../lib/core/rules/port-disputed';
import { ClaimKind, HEALTH_CHECK_PORT } from '../../../lib/core/service/claim';
import { ledgerOf, otherClaim, resultsOf, service } from '../../support/ledgers';
import { assignedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

const ofManifests: LockEntry = { ...assignedEntry(30033, 'shop/web'), from: 'manifests' };

/** What a writer finds that has the Service `shop/web` with node port 30009. */
function disputes(entry: LockEntry, writer?: LockMark, nodePort = 30009) {
  return resultsOf(portDisputed, ledgerOf([service('web', { nodePort })], { lock: sectionOf(entry), writer }));
}

test('a port with another number in the manifests that share the lock is reported', () => {
  expect(disputes(ofManifests)).toEqual([
    {
      path: 'web',
      who: 'Service shop/web, port "web"',
      service: 'shop/web',
      nodePort: 30009,
      what: 'it has node port 30009 here, and 30033 in nodeports.lock.yaml, as recorded for its manifest',
      wayOut:
        'Write nodePort: 30033 here; to move the port, first write nodePort: 30009 in its manifest and run ' +
        'npx cdk8s-nodeport assign with all paths, or remove the Service there and run npx cdk8s-nodeport assign ' +
        '--prune with all paths',
    },
  ]);
});

test('the way out depends on who recorded the other number', () => {
  const [ofProgram] = disputes({ ...ofManifests, from: 'pulumi' }, 'manifests');
  expect(ofProgram.wayOut).toContain(
    'in the Pulumi program and preview, or remove the Service there and preview with prune: true in the options of ' +
      'nodePortPolicies',
  );
});

test('the way out for a line without a mark works for an app, and for a line that was imported', () => {
  const [result] = disputes(assignedEntry(30033, 'shop/web'), 'manifests');
  expect(result.wayOut).toContain(
    'in the app and synthesize, or remove the Service there and synthesize, or if no app has this Service, delete ' +
      'the line of 30033 from nodeports.lock.yaml',
  );
});

test('the way out for a health check names its own field', () => {
  const check = otherClaim(ClaimKind.HEALTH_CHECK, 30009, {
    namespace: 'shop',
    service: 'web',
    port: HEALTH_CHECK_PORT,
  });
  const lock = sectionOf({ ...ofManifests, port: HEALTH_CHECK_PORT });
  const [result] = resultsOf(portDisputed, ledgerOf([], { others: [check], lock }));
  expect(result.wayOut).toMatch(/^Write healthCheckNodePort: 30033 here; .* first write healthCheckNodePort: 30009 in/);
});

test.each<[string, LockEntry, LockMark | undefined, number]>([
  ['the app itself recorded the other number', assignedEntry(30033, 'shop/web'), undefined, 30009],
  ['both have the same number', ofManifests, undefined, 30033],
  ['the lock has another Service', { ...ofManifests, service: 'shop/api' }, undefined, 30009],
  ['the other number is retired', { ...retiredEntry(30033, 'shop/web'), from: 'manifests' }, undefined, 30009],
  ['the manifests themselves recorded the other number', ofManifests, 'manifests', 30009],
])('nothing is disputed where %s', (_, entry, writer, nodePort) => {
  expect(disputes(entry, writer, nodePort)).toEqual([]);
});
