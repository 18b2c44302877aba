import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssignCluster } from '../../../lib/cli/run/assign-cluster';
import { Assignment } from '../../../lib/cli/run/assign-numbers';
import { writeAssignment } from '../../../lib/cli/run/assign-write';
import { ClusterProfile } from '../../../lib/core/cluster/cluster-profile';
import { LockFile } from '../../../lib/io/records/lock-file';
import { filesIn } from '../../support/cli';
import { assignedEntry, sectionOf } from '../../support/lock-sections';

/** A folder with one manifest, and a decision about it. */
function decided() {
  const cwd = filesIn({ 'web.yaml': 'old' });
  const [manifest, lock] = ['web.yaml', 'nodeports.lock.yaml'].map((name) => join(cwd, name));
  const assignment: Assignment = {
    rewrites: [{ path: manifest, before: 'old', after: 'new' }],
    assigned: [],
    findings: [],
    nextLock: sectionOf(assignedEntry(30074, 'shop/web')),
    lockChanges: [],
  };
  const cluster: AssignCluster = {
    settings: { profile: new ClusterProfile(), isStrict: false, acceptances: [], taken: [] },
    file: LockFile.read(lock),
    reservations: [],
  };
  const output = { isTerminal: false, write: () => {} };
  const world = { cwd, env: {}, stdin: (async function* () {})(), stdout: output, stderr: output };
  return { cwd, manifest, lock, write: () => writeAssignment(assignment, cluster, world) };
}

test('the lock and the manifests are written, and nothing else is left', () => {
  const { cwd, manifest, lock, write } = decided();
  write();
  expect(readFileSync(manifest, 'utf8')).toBe('new');
  expect(readFileSync(lock, 'utf8')).toContain('30074: { service: shop/web,');
  expect(readdirSync(cwd)).toHaveLength(2);
});

test('the lock is not written if a manifest was changed meanwhile, so the next attempt reports its change', () => {
  const { cwd, manifest, lock, write } = decided();
  writeFileSync(manifest, 'by somebody else');
  expect(write).toThrow('web.yaml was changed by another process in the meantime');
  expect([readFileSync(manifest, 'utf8'), existsSync(lock)]).toEqual(['by somebody else', false]);
  expect(readdirSync(cwd)).toEqual(['web.yaml']);
});
