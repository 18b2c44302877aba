import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockEntry } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { tempFolder } from '../../support/lock';
import { pinnedEntry, sectionOf } from '../../support/lock-sections';

describe('two branches', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });

  /** Whether git merges two branches that each add one entry to a lock. */
  function mergeOf(base: readonly LockEntry[], ours: LockEntry, theirs: LockEntry): string | undefined {
    const folder = tempFolder();
    const path = join(folder, 'nodeports.lock.yaml');
    const commit = (entries: readonly LockEntry[]) => {
      writeFileSync(
        path,
        lockText(new Map([['prod', sectionOf(...[...entries].sort((a, b) => a.nodePort - b.nodePort))]])),
      );
      git(folder, 'add', '.');
      git(folder, 'commit', '-qm', 'lock');
    };
    git(folder, 'init', '-q');
    commit(base);
    git(folder, 'checkout', '-qb', 'theirs');
    commit([...base, theirs]);
    git(folder, 'checkout', '-q', 'main');
    commit([...base, ours]);
    try {
      git(folder, 'merge', '-q', 'theirs');
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  test.each([
    [[], 30010, 30050],
    [[], 30010, 30011],
    [[], 30000, 30001],
    [[pinnedEntry(30010)], 30009, 30011],
    [[pinnedEntry(30009), pinnedEntry(30012)], 30010, 30011],
    [[], 30084, 30085],
  ])('that take different ports merge: %j, %d and %d', (base, ours, theirs) => {
    const merged = mergeOf(base, pinnedEntry(ours, 'a/a'), pinnedEntry(theirs, 'b/b'));
    expect(merged).toBe(
      lockText(
        new Map([
          [
            'prod',
            sectionOf(
              ...[...base, pinnedEntry(ours, 'a/a'), pinnedEntry(theirs, 'b/b')].sort(
                (a, b) => a.nodePort - b.nodePort,
              ),
            ),
          ],
        ]),
      ),
    );
  });

  test.each([
    [[], 30010],
    [[pinnedEntry(30009)], 30010],
    [[pinnedEntry(30011)], 30010],
  ])('that take one port conflict: %j, %d', (base, port) => {
    expect(mergeOf(base, pinnedEntry(port, 'a/a'), pinnedEntry(port, 'b/b'))).toBeUndefined();
  });
});
