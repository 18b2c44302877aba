import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { Ledger } from '../../../lib/core/ledger/ledger';
import { LockEntry, LockMark, LockState } from '../../../lib/core/lock/lock';
import { portDisputed } from '../../../lib/core/rules/port-disputed';
import { RuleContext, RuleResult } from '../../../lib/core/rules/rule';
import { claimsOf } from '../../../lib/core/service/service-claims';
import { pinnedEntry, sectionOf } from '../../support/lock-sections';

/** What the rule says to a writer that gives 30010 to a Service port for which the lock has an entry. */
function resultsFor(writer: LockMark | undefined, entry: LockEntry, nodePort?: number) {
  const spec = { type: 'NodePort', ports: [{ name: 'api', port: 9000, nodePort }] };
  const manifest = { metadata: { name: 'minio', namespace: 'storage' }, spec };
  const service = claimsOf(manifest, { cluster: 'prod', path: 'minio', demandsStatic: false });
  const lock = sectionOf(entry);
  const ledger = new Ledger(new ClusterProfile(), [service], [], { lock, lockFile: 'nodeports.lock.yaml', writer });
  return portDisputed.check({ ledger } as RuleContext) as RuleResult[];
}

const ofApp = pinnedEntry(30009);
const ofManifests: LockEntry = { ...ofApp, from: 'manifests' };

describe('a port whose line was recorded by another writer', () => {
  test.each([
    ['an app', undefined, ofManifests, 'as recorded for its manifest'],
    ['manifests', 'manifests', ofApp, 'as recorded for the app'],
    ['a Pulumi program', 'pulumi', ofApp, 'as recorded for the app'],
    ['another tool', 'manifests', { ...ofApp, from: 'pulumi' }, 'as recorded for the Pulumi program'],
    ['a writer, if it was assigned', 'manifests', { ...ofApp, state: LockState.ASSIGNED }, 'recorded for the app'],
  ] as const)('does not move for %s', (_, writer, entry, words) => {
    expect(resultsFor(writer, entry, 30010)).toEqual([
      expect.objectContaining({ path: 'minio', nodePort: 30010, what: expect.stringContaining(words) }),
    ]);
  });

  test.each([
    ['has the same number', 'manifests', pinnedEntry(30010), 30010],
    ['has no number', 'manifests', ofApp, undefined],
    ['is another port', 'manifests', pinnedEntry(30009, 'storage/minio', 'console'), 30010],
    ['was recorded by the writer itself', 'manifests', ofManifests, 30010],
    ['is retired', 'manifests', { ...ofApp, state: LockState.RETIRED }, 30010],
  ] as const)('is not disputed if it %s', (_, writer, entry, nodePort) => {
    expect(resultsFor(writer, entry, nodePort)).toEqual([]);
  });
});

test('a disputed health check is named by its own field', () => {
  const spec = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30010,
    ports: [{ name: 'api', port: 9000 }],
  };
  const manifest = { metadata: { name: 'minio', namespace: 'storage' }, spec };
  const service = claimsOf(manifest, { cluster: 'prod', path: 'minio', demandsStatic: false });
  const lock = sectionOf(pinnedEntry(30009, 'storage/minio', 'healthCheckNodePort'));
  const ledger = new Ledger(new ClusterProfile(), [service], [], { lock, writer: 'manifests' });
  const [{ wayOut }] = portDisputed.check({ ledger } as RuleContext);
  expect(wayOut).toMatch(
    /^Write healthCheckNodePort: 30009 here; .* first write healthCheckNodePort: 30010 in the app/,
  );
});
