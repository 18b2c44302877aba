import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBundle } from './support/bundle';
import { cli, filesIn, serviceYaml } from './support/cli';
import { run } from './support/run';
import { leafCommands } from '../lib/cli/args/command-group';
import { COMMANDS } from '../lib/cli/commands/commands';

const ROOT = join(__dirname, '..');
const LIVE = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'live', namespace: 'shop' },
      spec: { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort: 30010 }] },
    },
  ],
});
const TWO = `${serviceYaml('a', 30009)}---\n${serviceYaml('b', 30009)}`;

/** A call of every command, with what it reads from standard input. */
const CALLS: [string, string?][] = [
  ['--help'],
  ['bands --port 30009'],
  ['check manifests'],
  ['check - --strict', TWO],
  ['check - --format sarif', TWO],
  ['assign manifests --all'],
  ['assign - --all --lock nodeports.lock.yaml', serviceYaml('a', 30009).replace(/\n *nodePort.*/, '')],
  ['explain port-taken'],
  ['snapshot - --cluster prod', LIVE],
  ['plan manifests --live prod.snapshot.yaml'],
  ['map manifests --format html'],
  ['map - --format svg', TWO],
  ['guard --cluster prod'],
  ['claim --help'],
  ['claim 30020 --context nowhere'],
  ['claims list --from-snapshot prod.snapshot.yaml'],
  ['claims doctor --help'],
  ['lock list'],
  ['lock verify manifests'],
  ['lock release --older-than 90d'],
  ['lock import prod.snapshot.yaml'],
  ['lock rename prod live'],
  ['completion bash'],
  ['checks'],
];

/** A folder with manifests and records, as a command finds it. */
const someFolder = () =>
  filesIn({
    'manifests/a.yaml': serviceYaml('a', 30009),
    'prod.snapshot.yaml':
      'version: 2\ncluster: prod\nportRange: 30000-32767\nservices:\n  - service: default/c\n    type: NodePort\n' +
      '    ports:\n      - { port: 80, protocol: TCP, nodePort: 30010 }\n',
    'nodeports.lock.yaml': readFileSync(join(ROOT, 'examples', 'assigned', 'nodeports.lock.yaml')),
  });

/** All that is in a folder, by path. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).replace(folder, ''),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  );
}

describe('the command line as one file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const file = join(folder, 'cdk8s-nodeport.cjs');
  beforeAll(() => writeBundle(file, '1.2.3'));

  /** Runs the file with nothing but Node: no other file beside it, no variable set, no other program found. */
  const bundled = (cwd: string, args: readonly string[], input = '') =>
    run(process.execPath, [file, ...args], { cwd, input, env: {} });

  test('prints its version in an empty folder', () => {
    const empty = filesIn({});
    expect(bundled(empty, ['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
    expect(contentOf(empty)).toEqual({});
  });

  test.each(CALLS)('prints for %s what the package prints', async (line, stdin = '') => {
    const args = line.split(' ');
    const [here, there] = [someFolder(), someFolder()];
    const { code, stdout, stderr } = await cli(args, { cwd: there, stdin });
    const numbered = (text: string) => text.replaceAll('0.0.0', '1.2.3');
    expect(bundled(here, args, stdin)).toEqual({ status: code, stdout: numbered(stdout), stderr: numbered(stderr) });
    expect(contentOf(here)).toEqual(contentOf(there));
  });

  test('is tried with every command', () => {
    const called = CALLS.map(([line]) => line);
    const names = leafCommands(COMMANDS).map(({ name }) => name);
    expect(names.filter((name) => !called.some((line) => line.startsWith(name)))).toEqual([]);
  });

  test('is executable where the system honors its first line', () => {
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const answer = run(file, ['bands'], { cwd: folder });
    expect(answer).toMatchObject({ status: 0, stdout: expect.stringContaining('30085'), stderr: '' });
  });

  test('runs inside a project of ES modules too', () => {
    const project = filesIn({ 'package.json': '{ "type": "module" }' });
    mkdirSync(join(project, 'tools'));
    const copy = join(project, 'tools', 'cdk8s-nodeport.cjs');
    writeFileSync(copy, readFileSync(file));
    expect(run(process.execPath, [copy, '--version'], { cwd: project }).stdout).toBe('1.2.3\n');
  });

  test('names the licenses of the packages inside it, and no path of the machine that built it', () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('This file contains the package yaml:\n\nCopyright Eemeli Aro');
    expect(text).toContain('This file contains the package picomatch:\n\nThe MIT License');
    expect(text).not.toContain(ROOT);
  });
});
