import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { releaseCheckout } from '../support/bundle';
import { filesIn, serviceYaml } from '../support/cli';
import { run } from '../support/run';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly args: readonly string[];
  readonly pass_filenames: boolean;
  readonly files: string;
}

const ROOT = join(__dirname, '..', '..');
const HOOKS = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];

describe.each(HOOKS)('the pre-commit hook $id', ({ id, entry, args, language, pass_filenames: passesNames, files }) => {
  let release: string;
  beforeAll(() => void (release = releaseCheckout()));

  /** Runs the hook like pre-commit: in the root of the user's repository, by its path in the hook's own repository. */
  const commit = (content: Record<string, string>) => {
    const [script, ...words] = entry.split(' ');
    return run(join(release, script), [...words, ...args], { cwd: filesIn(content) });
  };

  test('refuses a commit that makes two Services clash, and passes others', () => {
    const fine = { 'a.yaml': serviceYaml('a', 30009), 'deep/b.yaml': serviceYaml('b', 30010) };
    expect(commit(fine)).toMatchObject({ status: 0, stdout: '2 Services in 2 files: no findings.\n' });
    const clash = { ...fine, 'deep/b.yaml': serviceYaml('b', 30009) };
    expect(commit(clash)).toMatchObject({ status: 2, stdout: expect.stringContaining('(port-taken)') });
  });

  test('is a script that checks every file, since ports clash across files', () => {
    expect({ language, passesNames }).toEqual({ language: 'script', passesNames: false });
    for (const name of ['a.yaml', 'deep/b.yml', 'c.json']) expect(name).toMatch(new RegExp(files));
    expect('README.md').not.toMatch(new RegExp(files));
  });

  test('is documented', () => {
    expect(readFileSync(join(ROOT, 'docs', 'without-node.md'), 'utf8')).toContain(`id: ${id}\n`);
  });
});
