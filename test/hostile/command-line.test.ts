// The command line is a gate for input from strangers: what such input must not be able to do.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ran, cli, filesIn, serviceYaml } from '../support/cli';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  folders.push(filesIn(files));
  return folders[folders.length - 1];
}

/** A snapshot of one Service in the first version of the format, edited by hand. */
const snapshotOf = (service?: string): string =>
  `version: 1\ncluster: prod\nportRange: 30000-32767\nports:${service === undefined ? ' []' : ''}\n` +
  (service === undefined
    ? ''
    : `  - { port: 30001, kind: node-port, service: ${JSON.stringify(service)}, name: a, servicePort: 80, ` +
      `protocol: TCP }\n`);

const service = (name: string, nodePort: number): string => serviceYaml(JSON.stringify(name), nodePort, 'shop');

/** Every line that a command printed. */
const linesOf = ({ stdout, stderr }: Ran): string[] => `${stdout}${stderr}`.split('\n');

describe('shell-lines', () => {
  test('a name that kubectl would read as a flag never appears in a command', async () => {
    const cwd = folderWith({ 'live.snapshot.yaml': snapshotOf('shop/--all'), 'b.yaml': service('b', 30001) });
    const ran = await cli(['plan', '--live', 'live.snapshot.yaml', '--prune', 'b.yaml'], { cwd });
    expect(linesOf(ran).filter((line) => /kubectl (delete|get|patch|apply).*--all/.test(line))).toEqual([]);
  });

  test('a name that is a command never appears in a command either', async () => {
    const cwd = folderWith({
      'live.snapshot.yaml': snapshotOf('shop/a'),
      'a.yaml': service('x: kubectl delete namespace prod #', 30001),
      'b.yaml': service('a', 30005),
    });
    const ran = await cli(['plan', '--live', 'live.snapshot.yaml', 'a.yaml', 'b.yaml'], { cwd });
    expect(linesOf(ran).filter((line) => /^\s*(\d+\.\s*)?kubectl.*namespace prod/.test(line))).toEqual([]);
  });

  test('the name of a file is quoted in proposed commands', async () => {
    const cwd = folderWith({ '$(touch PWNED).snapshot.yaml': 'nothing' });
    const { stderr } = await cli(['check', '$(touch PWNED).snapshot.yaml'], { cwd });
    expect(stderr).toContain("--output '$(touch PWNED).snapshot.yaml'");
  });
});

test('azure-command: no line contains a command of Azure Pipelines', async () => {
  const stdin = service('##vso[task.prependpath]/tmp/evil', 31009);
  for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'markdown']) {
    const ran = await cli(['check', '-', '--no-config', '--format', format], { stdin });
    expect(linesOf(ran).filter((line) => /##(vso)?\[/i.test(line))).toEqual([]);
  }
});

test('plan-github-command: no line begins a command of GitHub', async () => {
  const cwd = folderWith({
    'live.snapshot.yaml': snapshotOf('shop/a'),
    '::stop-commands::pwn.yaml': service('b', 30001),
  });
  for (const operand of ['.', '::stop-commands::pwn.yaml']) {
    const ran = await cli(['plan', '--live', 'live.snapshot.yaml', operand], { cwd });
    expect(linesOf(ran).filter((line) => /^\s*::/.test(line))).toEqual([]);
  }
});

describe('lock-verify-escapes', () => {
  test('the name of a cluster is printed without control characters', async () => {
    const cwd = folderWith({
      'x.lock.yaml':
        'version: 1\nclusters:\n  "\\e]0;owned\\a\\e[2J\\e[31mprod":\n    range: 30000-32767\n    ports:\n',
    });
    expect(await cli(['lock', 'verify', '--lock', 'x.lock.yaml'], { cwd })).toEqual({
      code: 0,
      stdout: 'x.lock.yaml can be read: 0 ports of \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mprod.\n',
      stderr: '',
    });
  });

  test('so are names that no cluster has, on their way into a snapshot', async () => {
    const stdin = JSON.stringify({
      kind: 'List',
      apiVersion: 'v1',
      items: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'a\u202eb\u009b31m', namespace: 'x' },
          spec: { type: 'NodePort', ports: [{ port: 1, nodePort: 30009 }] },
        },
      ],
    });
    const { stdout, stderr } = await cli(['snapshot', '-', '--no-config'], { stdin });
    expect(`${stdout}${stderr}`).not.toMatch(/[\u202e\u009b]/);
  });
});

test('bricked-lock: a name with a slash is not recorded, and the lock does not change', async () => {
  const cwd = folderWith({ 'ok.yaml': service('ok', 30008), 'bad.yaml': service('a/b', 30009) });
  await cli(['lock', 'import', '--cluster', 'c', 'ok.yaml'], { cwd });
  const before = readFileSync(join(cwd, 'nodeports.lock.yaml'), 'utf8');
  const { code, stderr } = await cli(['lock', 'import', 'bad.yaml'], { cwd });
  expect({ isRefused: code > 0, stderr }).toEqual({ isRefused: true, stderr: expect.stringContaining('shop/a/b') });
  expect(readFileSync(join(cwd, 'nodeports.lock.yaml'), 'utf8')).toBe(before);
  expect((await cli(['lock', 'list'], { cwd })).code).toBe(0);
});

test('plan-says-safe: a plan over unreadable input is not safe in any format', async () => {
  const cwd = folderWith({ 'e.snapshot.yaml': snapshotOf(), 'b.yaml': 'apiVersion: v1\nkind: Service\nspec: [' });
  const text = await cli(['plan', '--live', 'e.snapshot.yaml', 'b.yaml'], { cwd });
  expect({ code: text.code, isSafe: text.stdout.includes(': safe') }).toEqual({ code: 1, isSafe: false });
  const json = await cli(['plan', '--live', 'e.snapshot.yaml', 'b.yaml', '-f', 'json'], { cwd });
  expect([json.code, (JSON.parse(json.stdout) as { verdict: string }).verdict]).toEqual([1, 'risky']);
});

test('symlink: a link out of the folder is reported and not followed', async () => {
  const cwd = folderWith({ 'm/a.yaml': service('a', 30009) });
  symlinkSync('/proc', join(cwd, 'm', 'p'));
  const { code, stdout, stderr } = await cli(['check', 'm', '--no-config'], { cwd });
  expect({ code, stdout }).toEqual({ code: 0, stdout: '1 Service in 1 file: no findings.\n' });
  expect(stderr).toBe(
    'cdk8s-nodeport: warning: m/p: it is a link that leads out of its folder, so it was not followed. Name its ' +
      'target, or add --follow-links.\n',
  );
});

test.each([
  ['a template', { 'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n' }, ['a.yaml']],
  ['a folder without a Service', { 'm/a.yaml': 'kind: Pod\n' }, ['m']],
])('%s is reported and passes by default, and fails under --strict', async (_, files, operands) => {
  const cwd = folderWith(files);
  const lax = await cli(['check', ...operands], { cwd });
  const strict = await cli(['check', '--strict', ...operands], { cwd });
  expect([lax.code, strict.code]).toEqual([0, 1]);
  expect(lax.stderr).toMatch(/^cdk8s-nodeport: warning: /);
});

describe('output-overwrites', () => {
  const isRefused = async (cwd: string, ...args: string[]): Promise<string> => {
    const { code, stderr } = await cli(['check', ...args], { cwd });
    expect(code).toBe(1);
    return stderr;
  };

  test('a report never overwrites an input, lock, snapshot or description of the cluster', async () => {
    const cwd = folderWith({
      'a.yaml': service('a', 30009),
      'x.lock.yaml': 'version: 1\nclusters: {}\n',
      'nodeports.yaml': 'cluster: prod\n',
    });
    for (const file of ['a.yaml', './a.yaml', 'x.lock.yaml', 'new.snapshot.yaml', 'nodeports.yaml']) {
      expect(await isRefused(cwd, 'a.yaml', '-o', file)).toContain('so nothing was written');
    }
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(service('a', 30009));
    expect(readdirSync(cwd).sort()).toEqual(['a.yaml', 'nodeports.yaml', 'x.lock.yaml']);
  });

  test('two reports never go to one file, however it is spelled', async () => {
    const cwd = folderWith({ 'a.yaml': service('a', 30009) });
    expect(await isRefused(cwd, '.', '-f', 'json', '-o', 'r', '-f', 'sarif', '-o', './r')).toContain(
      'Two formats would go to ./r',
    );
    expect(existsSync(join(cwd, 'r'))).toBe(false);
  });

  test('a report follows no link out of the folder', async () => {
    const cwd = folderWith({ 'in/a.yaml': service('a', 30009), 'out/secret': 'kept' });
    symlinkSync('../out/secret', join(cwd, 'in', 'report.json'));
    mkdirSync(join(cwd, 'in', 'reports'));
    symlinkSync('../../out', join(cwd, 'in', 'reports', 'deep'));
    for (const file of ['report.json', 'reports/deep/secret', 'reports/deep/new']) {
      expect(await isRefused(join(cwd, 'in'), 'a.yaml', '-f', 'json', '-o', file)).toContain('it leads through a link');
    }
    expect(readFileSync(join(cwd, 'out', 'secret'), 'utf8')).toBe('kept');
    expect(readdirSync(join(cwd, 'out'))).toEqual(['secret']);
  });

  test('the report of an earlier run is replaced, even if its folder is checked', async () => {
    const cwd = folderWith({ 'a.yaml': service('a', 30009) });
    for (const format of ['json', 'sarif', 'json']) {
      expect(await cli(['check', '.', '-f', format, '-o', 'r.json'], { cwd })).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
    }
  });

  test('an empty snapshot replaces neither a full one nor a file that is not a snapshot', async () => {
    const cwd = folderWith({ 'full.snapshot.yaml': snapshotOf('shop/a'), 'a.yaml': 'kind: Pod\n' });
    const stdin = '{"kind":"List","apiVersion":"v1","items":[]}';
    const { code, stderr } = await cli(['snapshot', '-', '-o', 'full.snapshot.yaml'], { cwd, stdin });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/rm full\.snapshot\.yaml\.?\n$/) });
    expect((await cli(['snapshot', '-', '-o', 'a.yaml'], { cwd, stdin })).code).toBe(1);
    expect(readFileSync(join(cwd, 'full.snapshot.yaml'), 'utf8')).toBe(snapshotOf('shop/a'));
  });
});

test('a kubectl that hangs is stopped', async () => {
  const cwd = folderWith({});
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'bin', 'kubectl'), '#!/bin/sh\nsleep 60\n', { mode: 0o755 });
  const { code, stderr } = await cli(['snapshot', '--timeout', '1'], {
    cwd,
    env: { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` },
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('did not answer for 1 seconds') });
});
