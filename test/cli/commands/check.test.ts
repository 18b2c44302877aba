import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { cli, filesIn, serviceYaml } from '../../support/cli';
import { run } from '../../support/run';
import { runs } from '../../support/runs';

/** Findings as `place code`, in the order of the report. */
function found(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line.endsWith(')'))
    .map((line) => `${/^(.*?:\d+:\d+): /.exec(line)?.[1]} ${/\(([a-z-]+)\)$/.exec(line)?.[1]}`);
}

const CLASH = { 'a.yaml': serviceYaml('minio', 30009, 'storage'), 'b.yaml': serviceYaml('edge', 30009, 'edge') };

describe('check', () => {
  test('names both sides of a clash, each at its node port, and exits with 2', async () => {
    expect(await cli(['check', '.'], { cwd: filesIn(CLASH) })).toEqual({
      code: 2,
      stderr: '',
      stdout: `b.yaml:8:17: error: Service edge/edge, port "80/TCP": node port 30009 is already claimed by a.yaml:8:17 (Service storage/minio, port "80/TCP"); a node port is unique across the cluster, whatever the namespace or protocol. Choose another: 30010 is the next free static port. (port-taken)
2 Services in 2 files: 1 error, 0 warnings.
`,
    });
  });

  test('exits with 0 if nothing is wrong', async () => {
    expect(await cli(['check', 'a.yaml'], { cwd: filesIn(CLASH) })).toEqual({
      code: 0,
      stdout: '1 Service in 1 file: no findings.\n',
      stderr: '',
    });
  });

  test('exits with 0 if there are only warnings, and with 2 under --strict', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('minio', 31009) });
    expect(await cli(['check', 'a.yaml'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('a.yaml:8:17: warning: '),
    });
    expect(await cli(['check', '--strict', 'a.yaml'], { cwd })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('a.yaml:8:17: error: '),
    });
  });

  test('exits with 3 if some input cannot be read and the rest has errors', async () => {
    const { code, stdout, stderr } = await cli(['check', '.', 'gone.yaml'], { cwd: filesIn(CLASH) });
    expect(code).toBe(3);
    expect(found(stdout)).toEqual(['b.yaml:8:17 port-taken']);
    expect(stderr).toBe(
      'cdk8s-nodeport: gone.yaml: it does not exist. Name a file, a folder, a pattern in quotes, or - for ' +
        'standard input.\n',
    );
  });

  test('takes files, folders, patterns, streams, JSON and lists as one cluster', async () => {
    const list = JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'd' },
            spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] },
          },
        ],
      },
      undefined,
      2,
    );
    const cwd = filesIn({
      'one/a.yaml': `# none\n---\n${serviceYaml('a', 30009)}`,
      'two/deep/b.yml': serviceYaml('b', 30009),
      'three/c.yaml': serviceYaml('c', 30009),
      'd.json': list,
    });
    const { stdout } = await cli(['check', 'one', 'two/**/*.yml', 'three/c.yaml', 'd.json', '-'], {
      cwd,
      stdin: serviceYaml('e', 30009),
    });
    expect(found(stdout)).toEqual([
      'one/a.yaml:10:17 port-taken',
      'stdin:8:17 port-taken',
      'three/c.yaml:8:17 port-taken',
      'two/deep/b.yml:8:17 port-taken',
    ]);
    expect(stdout).toContain('d.json:16:25 (Service default/d');
  });

  test('reads what kubectl prints about all Services', async () => {
    const items = [1, 2].map((id) => ({
      metadata: { name: `s${id}`, namespace: 'n' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] },
    }));
    const { stdout } = await cli(['check', '-'], {
      stdin: JSON.stringify({ apiVersion: 'v1', kind: 'ServiceList', items }),
    });
    expect(found(stdout)).toEqual([expect.stringMatching(/^stdin:1:\d+ port-taken$/)]);
  });

  test('gives the same report for every order of its inputs', async () => {
    const cwd = filesIn({ ...CLASH, 'c.yaml': serviceYaml('c', 30009), 'd/e.yaml': serviceYaml('e', 31000) });
    const paths = ['a.yaml', './b.yaml', 'c.yaml', 'd', 'd/*.yaml', '-', 'b.yaml'];
    const reference = await cli(['check', ...paths], { cwd, stdin: serviceYaml('f', 30009) });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), async (order) => {
        expect(await cli(['check', ...order], { cwd, stdin: serviceYaml('f', 30009) })).toEqual(reference);
      }),
      runs(10),
    );
  });

  test('counts a file once, however it is reached, and stops at links that form a cycle', async () => {
    const cwd = filesIn({ 'real/a.yaml': serviceYaml('a', 30009) });
    symlinkSync('..', join(cwd, 'real', 'up'));
    symlinkSync('real', join(cwd, 'again'));
    symlinkSync('a.yaml', join(cwd, 'real', 'b.yaml'));
    symlinkSync('loop.yaml', join(cwd, 'loop.yaml'));
    symlinkSync('gone', join(cwd, 'real', 'gone.yaml'));
    mkdirSync(join(cwd, 'node_modules'));
    expect(await cli(['check', 'again', 'real', '.', 'real/b.yaml'], { cwd })).toEqual({
      code: 1,
      stdout: '1 Service in 1 file: no findings.\n',
      stderr:
        'cdk8s-nodeport: loop.yaml: its links form a cycle. Remove one of them.\ncdk8s-nodeport: warning: ' +
        'real/gone.yaml: it is a broken link, so it was skipped. Remove it, or fix its target.\n',
    });
  });

  test('names a report that cannot be written, and writes all others', async () => {
    const cwd = filesIn(CLASH);
    const { code, stdout, stderr } = await cli(['check', '.', '-f', 'json', '-o', 'a.yaml/report.json', '-f', 'text'], {
      cwd,
    });
    expect(code).toBe(1);
    expect(found(stdout)).toEqual(['b.yaml:8:17 port-taken']);
    expect(stderr).toMatch(
      /^cdk8s-nodeport: \/.*\/a\.yaml\/report\.json cannot be written: .*--output nodeports\.json\n$/,
    );
  });

  test('warns if the input contains no Service', async () => {
    const { code, stderr } = await cli(['check', '.'], { cwd: filesIn({ 'a.yaml': 'kind: Deployment\n' }) });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'cdk8s-nodeport: warning: .: it contains no Services. Name the files or folders of your manifests.\n',
    });
  });

  test('calls standard input stdin, also where it contains no Service', async () => {
    const { stderr } = await cli(['check', '-'], { stdin: 'kind: Deployment\n' });
    expect(stderr).toMatch(/^cdk8s-nodeport: warning: stdin: it contains no Services\. /);
  });

  test.each([
    ['input without a Service', { 'a.yaml': 'kind: Deployment\n' }, 'it contains no Services'],
    ['a template', { 'a.yaml': serviceYaml('a', 31009), 'b.yaml': 'kind: Service\nmetadata: {{ x }}\n' }, 'a template'],
    ['a repeated key', { 'a.yaml': serviceYaml('a', 30009).replace('spec:', 'kind: Service\nspec:') }, 'is repeated'],
  ])('refuses %s under --strict', async (_, files, says) => {
    const cwd = filesIn(files as unknown as Record<string, string>);
    expect(await cli(['check', '.', '-n', 'x'], { cwd })).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(`^cdk8s-nodeport: warning: .*${says}`),
    });
    const { code, stderr } = await cli(
      ['check', '.', '--strict', '--accept', 'pinned-in-dynamic-band=moves in March'],
      { cwd },
    );
    expect({ code, isSaid: stderr.includes(says), isWarning: stderr.includes('warning:') }).toEqual({
      code: 1,
      isSaid: true,
      isWarning: false,
    });
  });

  test.each(['', ' \n\n'])('does not mistake %j on standard input for a clean cluster', async (stdin) => {
    const { code, stderr } = await cli(['check', '-', 'a.yaml'], {
      cwd: filesIn({ 'a.yaml': serviceYaml('a', 30009) }),
      stdin,
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'cdk8s-nodeport: stdin: it is empty. Check whether the command before the pipe failed.\n',
    });
  });

  test('takes the description of the cluster from flags', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('a', 32009) });
    expect(found((await cli(['check', 'a.yaml', '--range', '32000-32767'], { cwd })).stdout)).toEqual([]);
    expect(
      found((await cli(['check', 'a.yaml', '-r', '32000-32767', '--kubernetes-version', '1.27'], { cwd })).stdout),
    ).toEqual(['a.yaml:3:19 static-band-unprotected']);
    expect(
      found(
        (
          await cli(
            ['check', 'a.yaml', '-r', '32000-32767', '--kubernetes-version', '1.27', '--static-subrange-gate', 'on'],
            { cwd },
          )
        ).stdout,
      ),
    ).toEqual([]);
    expect((await cli(['check', 'a.yaml', '--range', '33000-33999', '--cluster', 'prod'], { cwd })).stdout).toContain(
      'outside the range of cluster prod, 33000-33999',
    );
  });

  test('accepts a finding by flag or by annotation, and shows why', async () => {
    const cwd = filesIn({
      'a.yaml': serviceYaml('a', 31009),
      'b.yaml': serviceYaml('b', 31010).replace(
        'namespace: default',
        "annotations: { nodeport.cdk8s.io/accept-pinned-in-dynamic-band: 'for now' }",
      ),
    });
    const { code, stdout } = await cli(
      ['check', '--strict', '.', '--accept', 'pinned-in-dynamic-band=clients move = by March'],
      { cwd },
    );
    expect({ code, lines: stdout.split('\n').map((line) => line.split(': ').slice(0, 2).join(': ')) }).toEqual({
      code: 0,
      lines: [
        'a.yaml:8:17: accepted, because clients move = by March',
        'b.yaml:8:17: accepted, because for now',
        '2 Services in 2 files: no findings, 2 accepted.',
        '',
      ],
    });
    expect((await cli(['check', '--strict', 'b.yaml'], { cwd })).stdout).toContain(
      'b.yaml:8:17: accepted, because for now: ',
    );
  });

  test('proposes a flag to accept a finding about the cluster', async () => {
    const { stdout } = await cli(['check', '--kubernetes-version', '1.26', '-'], { stdin: serviceYaml('a', 30009) });
    expect(stdout).toContain("or accept the risk: --accept static-band-unprotected='why'. (static-band-unprotected)");
  });

  test.each([
    [
      ['check'],
      'Nothing to read. Name files or folders, or - for standard input, as in cdk8s-nodeport check manifests/',
    ],
    [['check', '.', '--formta', 'json'], 'Unknown option --formta. Did you mean --format?'],
    [
      ['check', '.', '--format', 'jsn'],
      '--format "jsn" is not one of text, json, sarif, junit, github, markdown. Did you mean json?',
    ],
    [['check', '.', '--range', '1-2-3'], 'port range "1-2-3" cannot be used'],
    [['check', '.', '--accept', 'port-taken=because'], 'message names, and remove the acceptance\n'],
    [
      ['check', '.', '--accept', 'pinned-in-dynamic-band'],
      `such as "clients move by March", as in --accept pinned-in-dynamic-band='clients move by March'\n`,
    ],
    [
      ['check', '.', '--kubernetes-version', '1.30', '--static-subrange-gate', 'off'],
      'removed in 1.31. Remove --static-subrange-gate. (gate-locked)',
    ],
    [['check', '.', '--kubernetes-version', 'x'], '--kubernetes-version "x" is not a Kubernetes release.'],
    [['check', '.', '-f', 'text', '-f', 'json'], 'Two formats would go to standard output.'],
    [['check', '.', '-f', 'json', '-o', 'x', '-o', 'y'], '--output y needs its own format.'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { cwd: filesIn(CLASH) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('shows colors and progress only on a terminal', async () => {
    const cwd = filesIn(CLASH);
    expect((await cli(['check', '.'], { cwd, isTerminal: true })).stdout).toContain('\u001b[31merror\u001b[39m');
    expect((await cli(['check', '.'], { cwd, isTerminal: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      '\u001b',
    );
    expect((await cli(['check', '.'], { cwd })).stdout).not.toContain('\u001b');
  });

  test.each([
    ['a snapshot', 'prod.snapshot.yaml', 'version: 2\ncluster: prod\nportRange: 30000-30200\nservices: []\n'],
    ['a lock', 'own.lock.yaml', lockText(new Map([['prod', { range: PortRange.parse('30000-30200'), entries: [] }]]))],
  ])('takes the range of the cluster from %s, unless a flag or nodeports.yaml gives it', async (_, record, text) => {
    const cwd = filesIn({ 'm.yaml': serviceYaml('a', 30500), [record]: text });
    const refused = await cli(['check', 'm.yaml', record], { cwd });
    expect({ code: refused.code, found: found(refused.stdout) }).toEqual({
      code: 2,
      found: ['m.yaml:8:17 outside-range'],
    });
    expect((await cli(['check', 'm.yaml', record, '--range', '30000-32767'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'nodeports.yaml'), 'portRange: 30000-32767\n');
    expect((await cli(['check', 'm.yaml', record], { cwd })).code).toBe(0);
  });

  test('refuses records of one cluster with different ranges, unless a flag gives the actual one', async () => {
    const range = PortRange.parse('30000-32767');
    const cwd = filesIn({
      'm.yaml': serviceYaml('a', 30005),
      'own.lock.yaml': lockText(new Map([['prod', { range, entries: [] }]])),
      'prod.snapshot.yaml': 'version: 2\ncluster: prod\nportRange: 30000-30200\nservices: []\n',
    });
    const typed = ['check', 'm.yaml', 'own.lock.yaml', 'prod.snapshot.yaml'];
    expect(await cli(typed, { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'cdk8s-nodeport: prod.snapshot.yaml has range 30000-30200 for cluster default, but own.lock.yaml has ' +
        '30000-32767. Name the actual one: --range 30000-30200\n',
    });
    expect((await cli([...typed, '--range', '30000-30200'], { cwd })).code).toBe(0);
  });

  test('holds the ports of a lock for their recorded owners', async () => {
    const entry = (nodePort: number, service: string): LockEntry => ({
      nodePort,
      state: LockState.PINNED,
      service,
      port: '80/TCP',
    });
    const section = { range: PortRange.parse(''), entries: [entry(30009, 'team/owner'), entry(30010, 'team/other')] };
    const cwd = filesIn({
      'one.lock.yaml': lockText(new Map([['prod', section]])),
      'two.lock.yaml': lockText(
        new Map([
          ['prod', section],
          ['test', { ...section, entries: [] }],
        ]),
      ),
      'm.yaml': `${serviceYaml('owner', 30009, 'team')}---\n${serviceYaml('thief', 30010, 'team')}`,
    });
    const { code, stdout } = await cli(['check', 'm.yaml', 'one.lock.yaml'], { cwd });
    expect({ code, found: found(stdout) }).toEqual({ code: 2, found: ['m.yaml:17:17 port-reserved'] });
    expect(stdout).toMatch(/node port 30010 is held by one\.lock\.yaml:\d+:7 \(Service team\/other, port "80\/TCP"\)/);
    expect((await cli(['check', 'm.yaml', 'two.lock.yaml'], { cwd })).stderr).toContain(
      'two.lock.yaml records prod, test, but not default. Add --cluster prod',
    );
    expect((await cli(['check', 'm.yaml', 'two.lock.yaml', '--cluster', 'test'], { cwd })).code).toBe(0);
    expect((await cli(['check', 'm.yaml', 'gone.lock.yaml'], { cwd })).stderr).toContain(
      'gone.lock.yaml does not exist.',
    );
  });

  test('reads a pipe that a shell names as a file', async () => {
    const cwd = filesIn(CLASH);
    expect(run('mkfifo', ['pipe'], { cwd }).status).toBe(0);
    spawn('sh', ['-c', 'cat b.yaml > pipe'], { cwd });
    expect(found((await cli(['check', 'a.yaml', 'pipe'], { cwd })).stdout)).toEqual(['pipe:8:17 port-taken']);
  });

  test('reports at once that a report cannot be written', async () => {
    const cwd = filesIn(CLASH);
    for (const file of ['/proc/nowhere/deep/x.json', 'a.yaml/x.json', '.']) {
      const { code, stderr } = await cli(['check', 'a.yaml', '-f', 'json', '-o', file], { cwd });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/^cdk8s-nodeport: \/.* cannot be written: .*--output nodeports\.json\n$/),
      });
    }
  });
});

test('--namespace sets the namespace of what Helm rendered', async () => {
  const nameless = (port: number) => serviceYaml('web', port).replace(', namespace: default', '');
  const cwd = filesIn({ 'shop.yaml': nameless(30009), 'own.yaml': serviceYaml('web', 30010, 'default') });
  expect((await cli(['check', '--strict', 'shop.yaml', 'own.yaml'], { cwd })).stdout).toContain('(service-repeated)');
  expect((await cli(['check', '--strict', '-n', 'shop', 'shop.yaml', 'own.yaml'], { cwd })).code).toBe(0);
});

test('the way out for a quoted number is the same number without quotes', async () => {
  const cwd = filesIn({
    'web.yaml': `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  healthCheckNodePort: "30071"
  ports: [{ port: 80, nodePort: "30070" }]
`,
  });
  const { stdout } = await cli(['check', 'web.yaml'], { cwd });
  expect(stdout).toContain('Write 30070 without quotes. (not-a-port)');
  expect(stdout).toContain('Write 30071 without quotes. (not-a-port)');
});

test('advice about the cluster names the flag, or the setting if a file describes the cluster', async () => {
  const files = { 'a.yaml': serviceYaml('a', 30005), 'old.yaml': "kubernetesVersion: '1.3'\n" };
  const cwd = filesIn(files);
  const flag = await cli(['check', '--kubernetes-version', '1.3', 'a.yaml'], { cwd });
  expect(flag.stdout).toContain('Upgrade, then pass --kubernetes-version 1.28, or accept the risk');
  const setting = await cli(['check', '--config', 'old.yaml', 'a.yaml'], { cwd });
  expect(setting.stdout).toContain("Upgrade, then set kubernetesVersion: '1.28', or accept the risk");
});
