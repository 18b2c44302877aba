import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { tools } from './tools';
import { must } from '../languages/parts/command';
import { releaseCheckout } from '../support/bundle';
import { serviceYaml } from '../support/cli';
import { run } from '../support/run';

const ROOT = join(__dirname, '..', '..');
const { preCommit, checkJsonschema, actionlint } = tools();
const folder = mkdtempSync(join(tmpdir(), 'doors-'));
after(() => rmSync(folder, { recursive: true }));

/** The blocks of YAML in a page that start with a line. */
function samples(page: string, start: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  const found = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, sample]) => sample);
  return found.filter((sample) => sample.startsWith(start));
}

/** A git repository with some files in it, all of them committed. */
function repository(name: string, fill: (path: string) => void): string {
  const path = join(folder, name);
  mkdirSync(path);
  fill(path);
  const git = (...args: string[]) =>
    must('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: path });
  git('init', '--quiet');
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message', 'All');
  git('tag', 'v1.2.3');
  return path;
}

describe('the action', () => {
  test('follows the schema of actions', () => {
    must(checkJsonschema, ['--builtin-schema', 'vendor.github-actions', join(ROOT, 'action.yml')]);
  });

  test('has the inputs of the documentation, in a workflow that actionlint accepts', () => {
    const [sample, ...more] = samples('without-node.md', 'name: node ports');
    assert.deepEqual(more, []);
    const local = repository('workflows', (path) => {
      mkdirSync(join(path, '.github', 'workflows'), { recursive: true });
      cpSync(join(ROOT, 'action.yml'), join(path, 'action.yml'));
      // As a local action, since actionlint does not know the inputs of others.
      const workflow = sample.replace('uses: cdk8s-nodeport/cdk8s-nodeport@v1.2.3', 'uses: ./');
      assert.notEqual(workflow, sample);
      writeFileSync(join(path, '.github', 'workflows', 'local.yml'), workflow);
    });
    must(actionlint, ['-no-color'], { cwd: local });
    const misspelled = join(local, '.github', 'workflows', 'local.yml');
    writeFileSync(misspelled, readFileSync(misspelled, 'utf8').replace('strict:', 'stricct:'));
    assert.match(run(actionlint, ['-no-color'], { cwd: local }).stdout, /input "stricct" is not defined in action/);
  });
});

test('every workflow of the project and its documentation is accepted by actionlint and the schema', () => {
  const path = join(folder, 'all-workflows');
  mkdirSync(path);
  const own = join(ROOT, '.github', 'workflows');
  for (const name of readdirSync(own)) cpSync(join(own, name), join(path, name));
  for (const page of readdirSync(join(ROOT, 'docs')).filter((each) => each.endsWith('.md'))) {
    samples(page, 'name: ')
      .filter((sample) => /^on:/m.test(sample))
      .forEach((sample, index) => writeFileSync(join(path, `${page}-${index}.yml`), sample));
  }
  const files = readdirSync(path).map((name) => join(path, name));
  must(actionlint, ['-no-color', ...files]);
  must(checkJsonschema, ['--builtin-schema', 'vendor.github-workflows', ...files]);
});

test('the pipeline of the documentation follows the schema of GitLab', () => {
  const [sample] = samples('without-node.md', 'node-ports:');
  const file = join(folder, '.gitlab-ci.yml');
  writeFileSync(file, sample);
  must(checkJsonschema, ['--builtin-schema', 'vendor.gitlab-ci', file]);
});

describe('the pre-commit hook', () => {
  const env = { ...process.env, PRE_COMMIT_HOME: join(folder, 'cache'), GIT_CONFIG_GLOBAL: '/dev/null' };

  test('has a valid definition, and so has its use in the documentation', () => {
    must(preCommit, ['validate-manifest', join(ROOT, '.pre-commit-hooks.yaml')]);
    const config = join(folder, 'config.yaml');
    writeFileSync(config, samples('without-node.md', 'repos:')[0]);
    must(preCommit, ['validate-config', config]);
  });

  test('stops a commit that makes two Services clash, as the documentation sets it up', () => {
    const release = repository('release', (path) => cpSync(releaseCheckout(), path, { recursive: true }));
    const config = samples('without-node.md', 'repos:')[0]
      .replace('https://github.com/cdk8s-nodeport/cdk8s-nodeport', release)
      .replace(', nodeports.lock.yaml', '');
    const own = repository('own', (path) => {
      mkdirSync(join(path, 'manifests'));
      writeFileSync(join(path, '.pre-commit-config.yaml'), config);
      writeFileSync(join(path, 'manifests', 'a.yaml'), serviceYaml('a', 30009));
    });
    must(preCommit, ['install'], { cwd: own, env });
    const commit = (name: string, nodePort: number) => {
      writeFileSync(join(own, 'manifests', `${name}.yaml`), serviceYaml(name, nodePort));
      must('git', ['add', '.'], { cwd: own });
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c'];
      return run('git', [...identity, 'commit', '--message', name], { cwd: own, env });
    };
    const fine = commit('b', 30010);
    assert.equal(fine.status, 0, fine.stdout + fine.stderr);
    assert.match(fine.stderr, /check node ports\.+Passed/);
    const clash = commit('c', 30009);
    assert.notEqual(clash.status, 0);
    assert.match(clash.stderr, /manifests\/c\.yaml:8:17: error: Service default\/c, .*\(port-taken\)/);
    assert.equal(must('git', ['log', '--format=%s'], { cwd: own }), 'b\nAll\n');
  });
});
