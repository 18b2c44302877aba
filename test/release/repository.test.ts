import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishTag, requireReleasable } from '../../projenrc/release/repository';
import { run } from '../support/run';

const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];

/** A clone of a project on main, with the repository that it pushes to beside it. */
function project() {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const [origin, root] = ['origin', 'root'].map((name) => join(folder, name));
  const git = (...args: string[]): string => {
    const { status, stdout, stderr } = run('git', [...IDENTITY, '-C', root, ...args]);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  run('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
  run('git', ['clone', '--quiet', origin, root]);
  git('switch', '--quiet', '--create', 'main');
  for (const [name, value] of [
    ['user.name', 'a'],
    ['user.email', 'a@example.com'],
  ]) {
    git('config', name, value);
  }
  writeFileSync(join(root, 'CHANGELOG.md'), '# Changes\n\n## Unreleased\n\n- New.\n');
  writeFileSync(join(root, '.gitignore'), '/bundle/\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'All');
  git('push', '--quiet', 'origin', 'main');
  const bundle = join(folder, 'cdk8s-nodeport.cjs');
  writeFileSync(bundle, '#!/usr/bin/env node\n');
  return { root, git, bundle };
}

describe('a release in git', () => {
  test('is a dated changelog on main, and a tag that also holds the bundle', () => {
    const { root, git, bundle } = project();
    requireReleasable(root, '1.2.3');
    publishTag(root, '1.2.3', { bundle, day: '2026-03-31' });
    expect(git('status', '--porcelain')).toBe('');
    expect(
      git('ls-remote', 'origin')
        .replace(/^\w+\t/gm, '')
        .split('\n'),
    ).toEqual(expect.arrayContaining(['refs/heads/main', 'refs/tags/v1.2.3']));
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain('## 1.2.3 (2026-03-31)\n\n- New.');
    expect(git('ls-tree', '-r', 'origin/main', '--name-only').split('\n')).toEqual(['.gitignore', 'CHANGELOG.md']);
    expect(git('ls-tree', '-r', 'v1.2.3', '--format=%(objectmode) %(path)').split('\n')).toEqual([
      '100644 .gitignore',
      '100644 CHANGELOG.md',
      '100755 bundle/cdk8s-nodeport.cjs',
    ]);
    expect(git('rev-parse', 'v1.2.3^{commit}^')).toBe(git('rev-parse', 'origin/main'));
  });

  test('is refused for a version that is tagged already', () => {
    const { root, git } = project();
    git('tag', 'v1.2.3');
    expect(() => requireReleasable(root, '1.2.3')).toThrow('v1.2.3 is released already');
  });

  test('is refused on another branch, with uncommitted changes, and if main differs from origin', () => {
    const { root, git } = project();
    git('switch', '--quiet', '--create', 'other');
    expect(() => requireReleasable(root, '1.2.3')).toThrow('this is other. Type: git switch main');
    git('switch', '--quiet', 'main');
    writeFileSync(join(root, 'CHANGELOG.md'), 'changed');
    expect(() => requireReleasable(root, '1.2.3')).toThrow(
      'there are uncommitted changes. Commit them, or type: git stash',
    );
    git('commit', '--quiet', '--all', '--message', 'Changed');
    expect(() => requireReleasable(root, '1.2.3')).toThrow('main differs from that of origin. Type: git pull --rebase');
  });

  test('leaves nothing behind if the push is refused', () => {
    const { root, git, bundle } = project();
    git('commit', '--quiet', '--allow-empty', '--message', 'Somebody else');
    git('push', '--quiet', 'origin', 'main');
    git('reset', '--quiet', '--hard', 'HEAD^');
    const before = git('rev-parse', 'HEAD');
    expect(() => publishTag(root, '1.2.3', { bundle, day: '2026-03-31' })).toThrow(/rejected/);
    expect([git('ls-remote', '--tags', 'origin'), git('tag'), git('status', '--porcelain')]).toEqual(['', '', '']);
    expect(git('rev-parse', 'HEAD')).toBe(before);
  });
});
