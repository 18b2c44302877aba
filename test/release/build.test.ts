import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../support/run';

const ROOT = join(__dirname, '..', '..');
const OUTPUT = join(ROOT, 'dist', 'release');
const read = (name: string) => readFileSync(join(OUTPUT, name), 'utf8');

/** Runs the task behind `npm run release`. */
const release = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'projenrc/release/release.ts', ...args], { cwd: ROOT });

/** Unpacks a package of the release to a folder. */
function unpack(name: string, folder: string): void {
  run('tar', ['-xzf', join(OUTPUT, `${name}-1.2.3.tgz`), '-C', folder]);
}

/** What the workflow gives to `npm publish`, a pattern for each call. */
function published(): string[] {
  const { jobs } = parse(readFileSync(join(ROOT, '.github', 'workflows', 'release.yml'), 'utf8'));
  const steps = Object.values<{ steps: { run?: string }[] }>(jobs).flatMap((job) => job.steps);
  return steps.flatMap(({ run: command }) => command?.match(/^npm publish .* \.\/release\/(\S+)$/)?.[1] ?? []);
}

describe('a release that is only built', () => {
  let before: string;
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'released-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    before = run('git', ['status', '--porcelain'], { cwd: ROOT }).stdout;
    expect(release('--dry-run', '1.2.3')).toMatchObject({ status: 0, stdout: '1.2.3 is in dist/release.\n' });
  });

  test('consists of two packages, the command line as one file, a bill of materials, notes and checksums', () => {
    expect(readdirSync(OUTPUT).sort()).toEqual([
      'SHA256SUMS',
      'cdk8s-nodeport-1.2.3.tgz',
      'cdk8s-nodeport-pulumi-1.2.3.tgz',
      'cdk8s-nodeport.cdx.json',
      'cdk8s-nodeport.cjs',
      'release-notes.md',
    ]);
    expect(read('release-notes.md')).toContain('- `StaticNodePortService`');
  });

  test('changes nothing in the working tree', () => {
    expect(run('git', ['status', '--porcelain'], { cwd: ROOT }).stdout).toBe(before);
  });

  test('has checksums that sha256sum confirms', () => {
    expect(run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: OUTPUT })).toMatchObject({ status: 0 });
    expect(read('SHA256SUMS')).toMatch(/^[0-9a-f]{64}  cdk8s-nodeport-pulumi-1\.2\.3\.tgz$/m);
  });

  test('has its version in the package, in its assembly and in both of its commands', () => {
    unpack('cdk8s-nodeport', folder);
    const versionIn = (file: string) => JSON.parse(readFileSync(join(folder, 'package', file), 'utf8')).version;
    expect(['package.json', '.jsii'].map(versionIn)).toEqual(['1.2.3', '1.2.3']);
    const commands = ['package/bin/cdk8s-nodeport', 'package/bundle/cdk8s-nodeport.cjs'].map((name) =>
      join(folder, name),
    );
    for (const command of [...commands, join(OUTPUT, 'cdk8s-nodeport.cjs')]) {
      expect(run(process.execPath, [command, '--version'], { cwd: folder }).stdout).toBe('1.2.3\n');
    }
  });

  test('has its version in the package for Pulumi, which needs exactly that library', () => {
    unpack('cdk8s-nodeport-pulumi', folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'package', 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ version: '1.2.3', peerDependencies: { 'cdk8s-nodeport': '1.2.3' } });
    expect(readdirSync(join(folder, 'package')).sort()).toEqual(['LICENSE', 'README.md', 'build', 'package.json']);
  });

  test('has packages that can be installed and used together', () => {
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    for (const name of ['cdk8s-nodeport', 'cdk8s-nodeport-pulumi']) {
      unpack(name, modules);
      renameSync(join(modules, 'package'), join(modules, name));
    }
    symlinkSync(join(ROOT, 'packages', 'pulumi', 'node_modules', '@pulumi'), join(modules, '@pulumi'), 'junction');
    const script = `
      const { nodePortPolicies } = require('cdk8s-nodeport-pulumi/policy');
      console.log(typeof require('cdk8s-nodeport-pulumi').StaticNodePortService, nodePortPolicies().length);
    `;
    expect(run(process.execPath, ['-e', script], { cwd: folder })).toMatchObject({
      status: 0,
      stdout: 'function 3\n',
    });
  });

  test('is published package by package', () => {
    const files = published().map((pattern) => run('bash', ['-c', `printf '%s,' ${pattern}`], { cwd: OUTPUT }).stdout);
    expect(files).toEqual(['cdk8s-nodeport-1.2.3.tgz,', 'cdk8s-nodeport-pulumi-1.2.3.tgz,']);
  });

  test('lists in its bill of materials what is inside the package, and nothing that only developers need', () => {
    const { bomFormat, metadata, components } = JSON.parse(read('cdk8s-nodeport.cdx.json'));
    expect({ bomFormat, name: metadata.component.name, version: metadata.component.version }).toEqual({
      bomFormat: 'CycloneDX',
      name: 'cdk8s-nodeport',
      version: '1.2.3',
    });
    expect(components.map(({ name }: { name: string }) => name).sort()).toEqual(['picomatch', 'yaml']);
  });
});

describe('a release that is impossible', () => {
  test.each([
    [['0.0.0'], '0.0.0 is the version of every checkout'],
    [['--dry-run'], '"" is not a version'],
    [
      ['--dry-run', '--packages', 'cobol', '1.2.3'],
      'there is no language cobol. Choose from --packages python,java,go',
    ],
  ])('is refused: %p', (args, message) => {
    expect(release(...args)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  test.each(['.', 'packages/pulumi'])('includes one that npm publishes from a checkout, in %s', (folder) => {
    const { status, stderr } = run('npm', ['publish', '--dry-run'], { cwd: join(ROOT, folder) });
    expect(status).not.toBe(0);
    expect(stderr).toContain('A checkout is of version 0.0.0 and is not published. Type: npm run release -- 1.2.3');
  });
});
