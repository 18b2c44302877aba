import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, run } from './support/run';

const ROOT = join(__dirname, '..');

/** Runs a command that must succeed, and says why where it does not. */
function must(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(command, args, { cwd });
  expect({ command: [command, ...args].join(' '), status, said: status === 0 ? '' : stdout + stderr }).toEqual({
    command: expect.any(String),
    status: 0,
    said: '',
  });
  return stdout;
}

/** A tool that has a Service as plain data, and no cdk8s. */
const CORE_TOOL = `
import { type Finding, PortBook } from 'cdk8s-nodeport/core';

const tool = { from: 'pulumi' as const, howToFill: '', howToRecord: '', howToAccept: (code: string) => code };
const book = new PortBook({ lockFile: 'own.lock.yaml', frozen: false }, tool);
const ports = [{ name: 'web', port: 80, nodePort: 31000 }];
const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { type: 'NodePort', ports } };
const findings: Finding[] = book.settle([{ path: 'web', manifest, demandsStatic: true }], { isComplete: true });
declare const console: { log(text: unknown): void };
console.log(/next free static port/.exec(findings[0].message)?.[0]);
`;

describe('the package as a user gets it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  let tarball: string;

  beforeAll(() => {
    must(ROOT, bin(ROOT, 'jsii'), '--silence-warnings=reserved-word');
    must(ROOT, 'npm', 'pack', '--silent', '--pack-destination', folder);
    tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))!;
  });

  /** A new folder in which only the library is installed, and none of its peers. */
  function withLibrary(): string {
    const alone = mkdtempSync(join(tmpdir(), 'package-alone-'));
    mkdirSync(join(alone, 'node_modules'));
    must(alone, 'tar', '-xzf', join(folder, tarball));
    renameSync(join(alone, 'package'), join(alone, 'node_modules', 'cdk8s-nodeport'));
    return alone;
  }

  test('contains only what users need', () => {
    const files = must(folder, 'tar', '-tzf', tarball)
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''));
    // What is bundled comes as its own package, whole.
    const own = files.filter((file) => !file.startsWith('node_modules/'));
    const docs = readdirSync(join(ROOT, 'docs')).map((file) => `docs/${file}`);
    expect(own.filter((file) => !/^build\/([a-z0-9-]+\/)*[a-z0-9-]+\.(js|d\.ts)$/.test(file)).sort()).toEqual(
      [
        '.jsii',
        'API.md',
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'assets/map-page.json',
        'bin/cdk8s-nodeport',
        'bundle/cdk8s-nodeport.cjs',
        ...docs,
        'helm/node-ports/assign.cjs',
        'helm/node-ports/plugin.yaml',
        'package.json',
        'schema/nodeports.lock.schema.json',
        'schema/nodeports.schema.json',
      ].sort(),
    );
    expect(must(folder, 'tar', '-xzOf', tarball, 'package/build/index.js')).not.toContain('sourceMappingURL');
    expect(files).toEqual(
      expect.arrayContaining([
        'build/index.js',
        'node_modules/yaml/package.json',
        'node_modules/picomatch/package.json',
      ]),
    );
  });

  test('compiles and synthesizes beside its peers in an empty TypeScript project, under the real cdk8s synth', () => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    for (const example of ['minio', 'refused', 'assigned']) {
      writeFileSync(join(folder, `${example}.ts`), readFileSync(join(ROOT, 'examples', example, 'main.ts')));
    }
    writeFileSync(
      join(folder, 'plus-34.ts'),
      readFileSync(join(ROOT, 'test', 'constructs', 'fixtures', 'any-plus', 'plus-34.ts')),
    );
    const typescript = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'typescript', 'package.json'), 'utf8'))
      .version as string;
    must(
      folder,
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
      `./${tarball}`,
      'cdk8s',
      'constructs',
      'cdk8s-plus-27',
      'cdk8s-plus-34',
      'cdk8s-cli',
      `typescript@${typescript}`,
      '@types/node@20',
    );
    const apps = ['minio.ts', 'refused.ts', 'assigned.ts', 'plus-34.ts'];
    must(
      folder,
      bin(folder, 'tsc'),
      '--strict',
      '--module',
      'node16',
      '--target',
      'es2022',
      '--types',
      'node',
      ...apps,
    );

    must(folder, bin(folder, 'cdk8s'), 'synth', '--no-check-upgrade', '--app', 'node minio.js');
    expect(readFileSync(join(folder, 'dist', 'storage.k8s.yaml'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'examples', 'minio', 'expected', 'storage.k8s.yaml'), 'utf8'),
    );

    const assigned = ['synth', '--no-check-upgrade', '--app', 'node assigned.js', '--output', 'assigned'];
    expect(run(bin(folder, 'cdk8s'), assigned, { cwd: folder, env: { ...process.env, CI: '' } })).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^nodeports\.lock\.yaml \(prod\): \+ 30009 storage\/minio api pinned$/m),
    });
    expect(readFileSync(join(folder, 'nodeports.lock.yaml'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'examples', 'assigned', 'nodeports.lock.yaml'), 'utf8'),
    );

    const refused = run(
      bin(folder, 'cdk8s'),
      ['synth', '--no-check-upgrade', '--app', 'node refused.js', '--output', 'refused'],
      { cwd: folder },
    );
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain(
      readFileSync(join(ROOT, 'examples', 'refused', 'expected', 'stderr.txt'), 'utf8').trim(),
    );
    expect(readdirSync(join(folder, 'refused'))).toEqual([]);
  });

  test('opens its core to tools that have no cdk8s, and its files by the names that jsii and editors use', () => {
    const alone = withLibrary();
    writeFileSync(join(alone, 'tool.ts'), CORE_TOOL);
    for (const options of [
      ['--module', 'node16'],
      ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
    ]) {
      must(
        alone,
        bin(ROOT, 'tsc'),
        '--strict',
        '--noEmit',
        '--skipLibCheck',
        '--target',
        'es2022',
        ...options,
        'tool.ts',
      );
    }
    must(alone, bin(ROOT, 'tsc'), '--skipLibCheck', '--module', 'node16', '--target', 'es2022', 'tool.ts');
    expect(must(alone, process.execPath, 'tool.js')).toBe('next free static port\n');
    const imports = "import { PortBook } from 'cdk8s-nodeport/core'; console.log(typeof PortBook)";
    expect(must(alone, process.execPath, '--input-type=module', '--eval', imports)).toBe('function\n');
    for (const path of ['package.json', '.jsii', 'schema/nodeports.schema.json', 'bundle/cdk8s-nodeport.cjs']) {
      must(alone, process.execPath, '--eval', `require.resolve('cdk8s-nodeport/${path}')`);
    }
    const inner = run(process.execPath, ['--eval', "require('cdk8s-nodeport/build/ports/port-book')"], { cwd: alone });
    expect(inner.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('is sufficient for the packed package for Pulumi', () => {
    const pulumi = join(ROOT, 'packages', 'pulumi');
    must(pulumi, process.execPath, '../../projenrc/install.mjs');
    must(pulumi, bin(ROOT, 'tsc'), '-p', 'tsconfig.build.json');
    const alone = withLibrary();
    must(pulumi, 'npm', 'pack', '--silent', '--pack-destination', alone);
    const [packed] = readdirSync(alone).filter((file) => file.endsWith('.tgz'));
    must(alone, 'tar', '-xzf', packed);
    renameSync(join(alone, 'package'), join(alone, 'node_modules', 'cdk8s-nodeport-pulumi'));
    const policies = "require('cdk8s-nodeport-pulumi/policy').nodePortPolicies({ cluster: 'prod' })";
    expect(must(alone, process.execPath, '--print', `${policies}.map(({ name }) => name).join()`)).toBe(
      'node-ports-prod-assign,node-ports-prod-check,node-ports-prod-advice\n',
    );
  });

  test('contains the command line, which needs none of the peers', () => {
    const alone = mkdtempSync(join(tmpdir(), 'package-cli-'));
    must(alone, 'tar', '-xzf', join(folder, tarball));
    const command = join(alone, 'package', 'bin', 'cdk8s-nodeport');
    expect(must(alone, command, '--version')).toBe('0.0.0\n');
    expect(must(alone, join(alone, 'package', 'bundle', 'cdk8s-nodeport.cjs'), '--version')).toBe('0.0.0\n');
    expect(must(alone, command, 'bands')).toContain('Static band end          30085\n');
    const service = readFileSync(join(ROOT, 'examples', 'minio', 'expected', 'storage.k8s.yaml'));
    const checked = run(command, ['check', '-', '--strict'], {
      cwd: alone,
      input: `${service}---\n${String(service).replace('name: minio', 'name: other')}`,
    });
    expect(checked).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^stdin:\d+:17: error: Service storage\/other, .*\(port-taken\)$/m),
      stderr: '',
    });
    // Written to a device that takes nothing: a message, and no stack trace.
    const full = run('sh', ['-c', `echo '{}' | '${command}' check - > /dev/full`], { cwd: alone });
    expect(full).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/cannot write to standard output: ENOSPC: [^\n]*--output nodeports\.json\n$/),
    });
    expect(full.stderr).not.toContain('    at ');
    expect(run(command, ['band'], { cwd: alone })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('Did you mean bands?'),
    });
  });
});
