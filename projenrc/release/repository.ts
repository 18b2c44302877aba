// What a release adds to git: a commit on main with the changelog, and a tag whose commit also contains the bundle.
// The action and the hook run from that bundle.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releasedChangelog } from './version';

const BUNDLE = 'bundle/cdk8s-nodeport.cjs';
const BRANCH = 'main';

/** The contents of a tag. */
export interface Release {
  /** The file that holds the command line. */
  readonly bundle: string;
  /** Such as 2026-03-31. */
  readonly day: string;
}

function git(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env }, stdio }).trim();
}

/** Throws unless this is main as on origin, without changes, and the tag is still free. */
export function requireReleasable(root: string, version: string): void {
  const branch = git(root, ['branch', '--show-current']);
  if (branch !== BRANCH) throw new Error(`this is ${branch || 'no branch'}. Type: git switch ${BRANCH}`);
  if (git(root, ['status', '--porcelain']) !== '') {
    throw new Error('there are uncommitted changes. Commit them, or type: git stash');
  }
  git(root, ['fetch', '--quiet', '--tags', 'origin', BRANCH]);
  if (git(root, ['rev-parse', 'HEAD']) !== git(root, ['rev-parse', 'FETCH_HEAD'])) {
    throw new Error(`${BRANCH} differs from that of origin. Type: git pull --rebase && git push`);
  }
  if (git(root, ['tag', '--list', `v${version}`]) !== '') throw new Error(`v${version} is released already`);
}

/** Commits the changelog, tags the release, and pushes both at once; if that is refused, neither is left behind. */
export function publishTag(root: string, version: string, { bundle, day }: Release): void {
  const before = git(root, ['rev-parse', 'HEAD']);
  const changelog = join(root, 'CHANGELOG.md');
  writeFileSync(changelog, releasedChangelog(readFileSync(changelog, 'utf8'), version, day));
  git(root, ['commit', '--quiet', '--message', `Release ${version}`, '--', 'CHANGELOG.md']);
  const commit = git(root, [
    'commit-tree',
    treeWith(root, bundle),
    '-p',
    'HEAD',
    '-m',
    `Release ${version}, with its bundle`,
  ]);
  git(root, ['tag', '--annotate', '--message', `Release ${version}`, `v${version}`, commit]);
  try {
    git(root, ['push', '--quiet', '--atomic', 'origin', `HEAD:${BRANCH}`, `v${version}`]);
  } catch (error) {
    git(root, ['tag', '--delete', `v${version}`]);
    // Nothing else is lost: a release starts without uncommitted changes.
    git(root, ['reset', '--quiet', '--hard', before]);
    throw error;
  }
}

/** The tree of HEAD with the bundle, built without touching the working tree. */
function treeWith(root: string, bundle: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    git(root, ['read-tree', 'HEAD'], env);
    const blob = git(root, ['hash-object', '-w', bundle]);
    git(root, ['update-index', '--add', '--cacheinfo', `100755,${blob},${BUNDLE}`], env);
    return git(root, ['write-tree'], env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
