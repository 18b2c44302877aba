import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { LockState } from '../lib/core/lock/lock';
import { CATALOGUE } from '../lib/core/rules/catalogue';
import { readLock } from '../lib/io/records/lock-reader';
import { findingsPage } from '../projenrc/findings-page';
import { DOCS, fences, read } from './support/pages';
import { bin, run } from './support/run';
import { NodePortValidation } from 'cdk8s-nodeport';

const ROOT = join(__dirname, '..');
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...DOCS];
// The samples of the package for Pulumi are tested there, beside what they import.
const ELSEWHERE = [join('docs', 'findings.md'), join('docs', 'pulumi.md')];

describe('the samples of the documentation', () => {
  // Inside the repository, so that imports are found; one folder a sample, since each is an app of its own.
  const folder = mkdtempSync(join(ROOT, 'test', '.samples-'));
  const samples = PAGES.filter((page) => !ELSEWHERE.includes(page)).flatMap((page) =>
    fences(page, 'ts').map((code, index) => ({ name: `${basename(page, '.md')}-${index + 1}`, code })),
  );
  const tests = PAGES.flatMap((page) =>
    fences(page, 'ts jest').map((code, index) => ({ name: `${basename(page, '.md')}-${index + 1}.test`, code })),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeAll(() => {
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../examples/tsconfig.json',
        compilerOptions: { rootDir: '../..', paths: { 'cdk8s-nodeport': ['../../lib/index.ts'] } },
      }),
    );
    for (const { name, code } of [...samples, ...tests]) writeFileSync(join(folder, `${name}.ts`), code);
  });

  test('all type-check', () => {
    expect(run(bin(ROOT, 'tsc'), ['--noEmit', '-p', folder]).stdout).toBe('');
  }, 60_000);

  test.each(samples)(
    '$name runs',
    ({ name, code }) => {
      mkdirSync(join(folder, name));
      const snapshot = fences(join('docs', 'command-line.md'), 'yaml').find((text) => text.includes('services:'))!;
      if (code.includes("'prod.snapshot.yaml'")) writeFileSync(join(folder, name, 'prod.snapshot.yaml'), snapshot);
      const { status, stdout, stderr } = run(
        bin(ROOT, 'tsx'),
        ['--tsconfig', join(folder, 'tsconfig.json'), join(folder, `${name}.ts`)],
        {
          cwd: join(folder, name),
          env: { ...process.env, CI: '' },
        },
      );
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      const printed = [...read('README.md').matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, value]) => value);
      if (name === 'README-2') expect(stdout.trim().split('\n')).toEqual(printed);
    },
    60_000,
  );
});

describe('the README', () => {
  test('shows the minio example as it is, and what it emits', () => {
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
  test('shows a lock that is read as one, with every state', () => {
    const [entries] = [...readLock('docs/lock.md', fences('docs/lock.md', 'yaml')[0]).lock.values()].map(
      (section) => section.entries,
    );
    expect(entries.map(({ state }) => state).sort()).toEqual(Object.values(LockState).sort());
    expect([...read('docs/lock.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, state]) => state).sort()).toEqual(
      Object.values(LockState).sort(),
    );
  });

  test('shows a message as it is', () => {
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

test('the page of findings is that of the catalogue and its refusals', () => {
  if (process.env.WRITE_EXPECTED) writeFileSync(join(ROOT, 'docs', 'findings.md'), findingsPage());
  expect(read('docs/findings.md')).toBe(findingsPage());
  expect([...read('docs/findings.md').matchAll(/^### (\S+)$/gm)].map(([, code]) => code).sort()).toEqual(
    Object.keys(CATALOGUE).sort(),
  );
});
