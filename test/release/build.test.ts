import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/run';

const ROOT = join(__dirname, '..', '..');
const OUTPUT = join(ROOT, 'dist', 'release');
const read = (name: string) => readFileSync(join(OUTPUT, name), 'utf8');

/** Runs the task behind `npm run release`. */
const release = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'projenrc/release/release.ts', ...args], { cwd: ROOT });

describe('a release that is only built', () => {
  let before: string;
  beforeAll(() => {
    before = run('git', ['status', '--porcelain'], { cwd: ROOT }).stdout;
    expect(release('--dry-run', '1.2.3')).toMatchObject({ status: 0, stdout: '1.2.3 is in dist/release.\n' });
  }, 300_000);

  test('is a package, the command line as one file, a bill of materials, notes and checksums', () => {
    expect(readdirSync(OUTPUT).sort()).toEqual([
      'SHA256SUMS',
      'cdk8s-nodeport-1.2.3.tgz',
      'cdk8s-nodeport.cdx.json',
      'cdk8s-nodeport.cjs',
      'release-notes.md',
    ]);
    expect(read('release-notes.md')).toContain('- `StaticNodePortService`');
  });

  test('changes nothing in the working tree', () => {
    expect(run('git', ['status', '--porcelain'], { cwd: ROOT }).stdout).toBe(before);
  });

  test('has checksums that sha256sum agrees with', () => {
    expect(run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: OUTPUT })).toMatchObject({ status: 0 });
  });

  test('has its version in the package, in its assembly and in both of its commands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'released-'));
    run('tar', ['-xzf', join(OUTPUT, 'cdk8s-nodeport-1.2.3.tgz'), '-C', folder]);
    const versionIn = (file: string) => JSON.parse(readFileSync(join(folder, 'package', file), 'utf8')).version;
    expect(['package.json', '.jsii'].map(versionIn)).toEqual(['1.2.3', '1.2.3']);
    const commands = ['package/bin/cdk8s-nodeport', 'package/bundle/cdk8s-nodeport.cjs'].map((name) =>
      join(folder, name),
    );
    for (const command of [...commands, join(OUTPUT, 'cdk8s-nodeport.cjs')]) {
      expect(run(process.execPath, [command, '--version'], { cwd: folder }).stdout).toBe('1.2.3\n');
    }
  });

  test('lists in its bill what is inside the package, and nothing that only developers need', () => {
    const { bomFormat, metadata, components } = JSON.parse(read('cdk8s-nodeport.cdx.json'));
    expect({ bomFormat, name: metadata.component.name, version: metadata.component.version }).toEqual({
      bomFormat: 'CycloneDX',
      name: 'cdk8s-nodeport',
      version: '1.2.3',
    });
    expect(components.map(({ name }: { name: string }) => name).sort()).toEqual(['picomatch', 'yaml']);
  });
});

describe('a release that cannot be', () => {
  test.each([
    [['0.0.0'], '0.0.0 is the version of every checkout'],
    [['--dry-run'], '"" is not a version'],
    [
      ['--dry-run', '--packages', 'cobol', '1.2.3'],
      'there is no language cobol. Choose from --packages python,java,go',
    ],
  ])('says so of %p', (args, message) => {
    expect(release(...args)).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('is one that npm publishes from a checkout', () => {
    const { status, stderr } = run('npm', ['publish', '--dry-run'], { cwd: ROOT });
    expect(status).not.toBe(0);
    expect(stderr).toContain('A checkout is of version 0.0.0 and is not published. Type: npm run release -- 1.2.3');
  });
});
