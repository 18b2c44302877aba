import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodePortValidation } from 'cdk8s-nodeport';
import { parse } from 'yaml';
import { LockState } from '../lib/core/lock/lock';
import { CATALOGUE } from '../lib/core/rules/catalogue';
import { readLock } from '../lib/io/records/lock-reader';
import { findingsPage } from '../projenrc/findings-page';
import { fences, read } from './support/pages';
import { Programs } from './support/programs';
import { APPS } from './support/samples';
import { USER_PROJECT, compile } from './support/user-project';

const ROOT = join(__dirname, '..');

// Their types are checked together with those of the tests: `npm run types`.
describe('the samples in the documentation', () => {
  const folder = mkdtempSync(join(USER_PROJECT, 'samples-'));
  const programs = new Programs();
  afterAll(() => programs.stop());

  test.each(APPS)('$name runs', async ({ name, code }) => {
    const cwd = join(folder, name);
    mkdirSync(cwd);
    const snapshot = fences(join('docs', 'command-line.md'), 'yaml').find((text) => text.includes('services:'))!;
    if (code.includes("'prod.snapshot.yaml'")) writeFileSync(join(cwd, 'prod.snapshot.yaml'), snapshot);
    writeFileSync(join(folder, `${name}.ts`), code);
    compile(join(folder, `${name}.ts`), join(folder, `${name}.js`));
    const { status, stdout, stderr } = await programs.run(join(folder, `${name}.js`), { cwd });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const printed = [...read('README.md').matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, value]) => value);
    if (name === 'README-2') expect(stdout.trim().split('\n')).toEqual(printed);
  });
});

describe('the README', () => {
  test('shows the minio example, and what it emits', () => {
    const example = read('examples/minio/main.ts').split('\n').slice(1).join('\n');
    expect(fences('README.md', 'ts')[0]).toBe(example);
    expect(fences('README.md', 'yaml')[0]).toBe(read('examples/minio/expected/storage.k8s.yaml'));
  });

  test('shows the message of the refused example', () => {
    expect(fences('README.md', 'text')[0]).toContain(read('examples/refused/expected/stderr.txt'));
  });

  test('names every example', () => {
    for (const { name } of readdirSync(join(ROOT, 'examples'), { withFileTypes: true }).filter(
      (each) => each.isDirectory() && !each.name.startsWith('.'),
    )) {
      expect(read('README.md')).toContain(name);
    }
  });
});

describe('the page on the lock', () => {
  test('shows a valid lock with every state', () => {
    const [entries] = [...readLock('docs/lock.md', fences('docs/lock.md', 'yaml')[0]).lock.values()].map(
      (section) => section.entries,
    );
    expect(entries.map(({ state }) => state).sort()).toEqual(Object.values(LockState).sort());
    expect([...read('docs/lock.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, state]) => state).sort()).toEqual(
      Object.values(LockState).sort(),
    );
  });

  test('shows a message as it is printed', () => {
    expect(read('test/refusals/lock-outdated.txt')).toContain(fences('docs/lock.md', 'text')[0].trim());
  });
});

test('the page on the plugin names every property that it takes', () => {
  const source = read('lib/plugin/node-port-validation.ts');
  const props = source.slice(source.indexOf('interface NodePortValidationProps'), source.indexOf('interface Context'));
  const named = [...read('docs/synth-plugin.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual([...props.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name));
  const {
    validations: [{ properties }],
  } = parse(fences('docs/synth-plugin.md', 'yaml')[0]);
  expect(() => new NodePortValidation(properties)).not.toThrow();
});

test('the page of findings matches the catalogue and its refusals', () => {
  if (process.env.WRITE_EXPECTED) writeFileSync(join(ROOT, 'docs', 'findings.md'), findingsPage());
  expect(read('docs/findings.md')).toBe(findingsPage());
  expect([...read('docs/findings.md').matchAll(/^### (\S+)$/gm)].map(([, code]) => code).sort()).toEqual(
    Object.keys(CATALOGUE).sort(),
  );
});
