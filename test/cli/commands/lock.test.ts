import { existsSync, readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from '../../../lib';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { cli, filesIn, serviceYaml } from '../../support/cli';

const range = PortRange.parse('30000-32767');
const pinned = (nodePort: number, service: string, port = '80/TCP'): LockEntry => ({
  nodePort,
  state: LockState.PINNED,
  service,
  port,
});
const lockOf = (...entries: LockEntry[]): string => lockText(new Map([['prod', { range, entries }]]));

describe('lock list', () => {
  test('shows who has which port, and in which state', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockOf(
        pinned(30002, 'storage/minio', 'api'),
        { nodePort: 30003, state: LockState.RESERVED, reservation: 'kafka', owner: 'team data', reason: 'brokers' },
        { nodePort: 30009, state: LockState.RETIRED, service: 'edge/old', port: 'http', since: '2026-03-31' },
      ),
    });
    expect(await cli(['lock', 'list'], { cwd })).toEqual({
      code: 0,
      stderr: '',
      stdout: `prod 30000-32767
  30002  pinned    storage/minio api
  30003  reserved  reservation kafka  team data: brokers
  30009  retired   edge/old http      since 2026-03-31
`,
    });
  });

  test('says of a lock without clusters that it records none', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lockText(new Map()) });
    expect(await cli(['lock', 'list'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'cdk8s-nodeport: nodeports.lock.yaml records no cluster.\n',
    });
  });

  test.each([
    [['lock', 'list'], 'nodeports.lock.yaml does not exist. Name another with --lock FILE'],
    [['lock', 'list', '--lock', 'some.yaml', '-f', 'json'], 'Unknown option -f.'],
    [['lock', 'list', 'x.yaml'], 'lock list takes no path. Run cdk8s-nodeport lock list --lock x.yaml'],
    [
      ['lock'],
      'lock needs a subcommand. Run cdk8s-nodeport lock list, or cdk8s-nodeport lock verify, or cdk8s-nodeport lock ' +
        'release, or cdk8s-nodeport lock import',
    ],
    [['lock', 'verfy'], 'There is no command lock verfy. Did you mean verify?'],
    [
      ['lock', 'list', '--lock', 'some.yaml', '--cluster', 'prd'],
      'some.yaml: it has no cluster prd, only prod. Use --cluster prod\n',
    ],
    [
      ['lock', 'rename', '--lock', 'some.yaml', 'edge', 'lab'],
      'some.yaml: it has no cluster edge, only prod. Type cdk8s-nodeport lock rename --lock some.yaml prod lab\n',
    ],
    [
      ['lock', 'rename', '--lock', 'some.yaml', 'default', 'prod'],
      'some.yaml: it has no cluster default, only prod. There is nothing to rename\n',
    ],
    [
      ['lock', 'verify', '--lock', 'some.yaml', '--format', 'sarif'],
      'A report compares the lock with manifests. Name them, as in cdk8s-nodeport lock verify --lock some.yaml ' +
        '--format sarif dist/\n',
    ],
    [['lock', 'verify', '--lock', 'bad.yaml'], 'bad.yaml:1:1: it contains the markers of a merge conflict'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, {
      cwd: filesIn({ 'some.yaml': lockOf(), 'bad.yaml': '<<<<<<< a\n' }),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('lock verify', () => {
  test.each([[[]], [['--format', 'text']]])('only reads the lock if no manifests are named, with %j', async (flags) => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lockOf(pinned(30002, 'a/b')) });
    expect(await cli(['lock', 'verify', ...flags], { cwd })).toEqual({
      code: 0,
      stdout: 'nodeports.lock.yaml can be read: 1 port of prod.\n',
      stderr: '',
    });
  });

  test('finds no difference to the manifests that were made with the lock', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockOf(pinned(30002, 'a/b')),
      'dist/b.yaml': serviceYaml('b', 30002, 'a'),
      'dist/c.yaml': serviceYaml('c', 31000, 'a'),
    });
    expect(await cli(['lock', 'verify', 'dist'], { cwd })).toEqual({
      code: 0,
      stdout: '2 Services in 2 files: no findings.\n',
      stderr: '',
    });
  });

  test('reports what only the lock has, and what only the manifests have', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockOf(
        pinned(30002, 'a/moved'),
        pinned(30003, 'a/gone'),
        { nodePort: 30004, state: LockState.RETIRED, service: 'a/old', port: 'x', since: '2026-03-31' },
        pinned(30005, 'a/owner'),
      ),
      'm.yaml': ['moved 30012', 'fresh 30020', 'reuse 30004', 'owner 30005', 'thief 30005']
        .map((each) => serviceYaml(each.split(' ')[0], each.split(' ')[1], 'a'))
        .join('---\n'),
    });
    const { code, stdout } = await cli(['lock', 'verify', 'm.yaml'], { cwd });
    expect(code).toBe(2);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/\. Synthesize.*$/, '')),
    ).toEqual([
      'm.yaml:8:17: error: Service a/moved, port "80/TCP": it has node port 30012, but the lock gives it 30002',
      'm.yaml:17:17: error: Service a/fresh, port "80/TCP": node port 30020 is static, but the lock does not record it',
      'm.yaml:26:17: error: Service a/reuse, port "80/TCP": node port 30004 is retired since 2026-03-31: it was ' +
        'that of a/old x',
      'm.yaml:44:17: error: Service a/thief, port "80/TCP": node port 30005 is locked to a/owner 80/TCP',
      'nodeports.lock.yaml:13:7: error: the lock gives 30003 to a/gone 80/TCP, which no manifest has',
      '5 Services in 1 file: 5 errors, 0 warnings.',
    ]);
  });

  test('asks for the cluster if there are several', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockText(
        new Map([
          ['prod', { range, entries: [] }],
          ['test', { range, entries: [] }],
        ]),
      ),
      'm.yaml': serviceYaml('a', 31000),
    });
    expect((await cli(['lock', 'verify', 'm.yaml'], { cwd })).stderr).toContain(
      'records prod, test, but lock verify compares manifests with one cluster at a time. Add --cluster prod',
    );
    expect((await cli(['lock', 'verify', 'm.yaml', '--cluster', 'test'], { cwd })).code).toBe(0);
  });
});

describe('lock release', () => {
  const retired = (nodePort: number, since: string): LockEntry => ({
    nodePort,
    state: LockState.RETIRED,
    service: 'edge/old',
    port: `p${nodePort}`,
    since,
  });
  const folder = () =>
    filesIn({
      'nodeports.lock.yaml': lockOf(pinned(30002, 'a/b'), retired(30003, '2026-01-31'), retired(30004, '2026-03-31')),
    });
  const read = (cwd: string) => readFileSync(`${cwd}/nodeports.lock.yaml`, 'utf8');

  test('removes retired ports, and touches no other line', async () => {
    const cwd = folder();
    const before = read(cwd);
    expect(await cli(['lock', 'release', '30003'], { cwd })).toEqual({
      code: 0,
      stdout: 'nodeports.lock.yaml: 1 port of prod released.\n',
      stderr: '',
    });
    const [kept, now] = [before, read(cwd)].map((text) => text.split('\n'));
    expect(kept.filter((line) => !now.includes(line)).join()).toMatch(/^ +30003: .*edge\/old/);
    expect((await cli(['lock', 'list'], { cwd })).stdout).not.toContain('30003');
  });

  test('removes ports that were retired before a given day', async () => {
    const cwd = folder();
    expect((await cli(['lock', 'release', '--before', '2026-03-31'], { cwd })).stdout).toBe(
      'nodeports.lock.yaml: 1 port of prod released.\n',
    );
    expect(read(cwd)).toContain('30004');
    expect((await cli(['lock', 'release', '--before', '2026-03-31'], { cwd })).stdout).toBe(
      'nodeports.lock.yaml: 0 ports of prod released.\n',
    );
  });

  test('leaves the lock alone if one of the ports cannot be released', async () => {
    const cwd = folder();
    const before = read(cwd);
    expect(await cli(['lock', 'release', '30003', '30002', '30009'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr: `cdk8s-nodeport: 30002 is in use by a/b 80/TCP. Remove it from the app and synthesize, so that it is retired first, or if no app has it, delete the line of 30002 from the lock file.
cdk8s-nodeport: the lock does not record 30009. Name a retired port that cdk8s-nodeport lock list shows.
cdk8s-nodeport: nodeports.lock.yaml was not changed.
`,
    });
    expect(read(cwd)).toBe(before);
  });

  test.each([
    [[], 'Nothing to release'],
    [['x'], 'x is not a port. Write its number'],
    [['--before', 'March'], '--before March is not a date. Write it as YYYY-MM-DD, such as 2026-03-31'],
    [['--before', '2026-02-30'], '--before 2026-02-30 is not a date'],
    [['--before', '2026-13-31'], '--before 2026-13-31 is not a date'],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await cli(['lock', 'release', ...argv], { cwd: folder() });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe('lock import', () => {
  const SNAPSHOT = `version: 1
cluster: prod
portRange: 30000-32767
ports:
  - { port: 30009, kind: node-port, service: storage/minio, name: api, servicePort: 9000, protocol: TCP }
  - { port: 30053, kind: node-port, service: dns/dns, name: tcp, servicePort: 53, protocol: TCP }
  - { port: 30053, kind: node-port, service: dns/dns, name: udp, servicePort: 53, protocol: UDP }
  - { port: 30060, kind: health-check, service: edge/lb }
  - { port: 31234, kind: node-port, service: edge/lb, name: web, servicePort: 80, protocol: TCP }
`;
  const read = (cwd: string) => readFileSync(`${cwd}/nodeports.lock.yaml`, 'utf8');

  test('records the static ports of a snapshot in a lock, and creates it if necessary', async () => {
    const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT });
    const { code, stdout, stderr } = await cli(['lock', 'import', '--cluster', 'prod', 'prod.snapshot.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'nodeports.lock.yaml: 3 ports of prod recorded.\n' });
    expect(stderr).toBe(
      'cdk8s-nodeport: warning: prod.snapshot.yaml:9:13: Service edge/lb, port "web": node port 31234: it is not ' +
        'in the static band 30000-30085, so a static Service gets another. It was skipped.\n',
    );
    expect((await cli(['lock', 'list'], { cwd })).stdout).toBe(`prod 30000-32767
  30009  assigned  storage/minio api
  30053  assigned  dns/dns tcp,udp
  30060  assigned  edge/lb healthCheckNodePort
`);
    expect((await cli(['lock', 'import', 'prod.snapshot.yaml'], { cwd })).stdout).toBe(
      'nodeports.lock.yaml: 0 ports of prod recorded.\n',
    );
  });

  test('an app takes over what manifests recorded, and no port moves', async () => {
    const cwd = filesIn({ 'm.yaml': serviceYaml('minio', 30009, 'storage') });
    await cli(['lock', 'import', 'm.yaml'], { cwd });
    const app = new App({ outdir: `${cwd}/dist` });
    new NodePortRegistry(app, 'NodePorts', { lockFile: `${cwd}/nodeports.lock.yaml`, frozen: false });
    new StaticNodePortService(new Chart(app, 'storage', { namespace: 'storage' }), 'minio', {
      metadata: { name: 'minio' },
      ports: [{ port: 80 }],
    });
    expect(app.synthYaml()).toContain('nodePort: 30009');
    expect(read(cwd)).toContain('30009: { service: storage/minio, port: "80/TCP", state: assigned }');
  });

  test('a retired port returns to its owner, and a line in use stays as it is', async () => {
    const lines = lockOf(
      { nodePort: 30009, state: LockState.RETIRED, service: 'storage/minio', port: '80/TCP', since: '2026-03-31' },
      pinned(30010, 'a/b'),
    );
    const cwd = filesIn({
      'nodeports.lock.yaml': lines,
      'm.yaml': `${serviceYaml('minio', 30009, 'storage')}---\n${serviceYaml('b', 30010, 'a')}`,
    });
    expect((await cli(['lock', 'import', 'm.yaml'], { cwd })).stdout).toBe(
      'nodeports.lock.yaml: 1 port of prod recorded.\n',
    );
    expect((await cli(['lock', 'list'], { cwd })).stdout).toBe(
      'prod 30000-32767\n  30009  assigned  storage/minio 80/TCP\n  30010  pinned    a/b 80/TCP\n',
    );
  });

  test('writes nothing if a port belongs to somebody else, or was moved, retired or requested twice', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockOf(pinned(30001, 'a/holder'), pinned(30002, 'a/moved'), {
        nodePort: 30003,
        state: LockState.RETIRED,
        service: 'a/old',
        port: 'x',
        since: '2026-03-31',
      }),
      'm.yaml': ['thief 30001', 'moved 30012', 'heir 30003', 'one 30020', 'other 30020', 'fine 30021']
        .map((each) => serviceYaml(each.split(' ')[0], each.split(' ')[1], 'a'))
        .join('---\n'),
    });
    const before = read(cwd);
    const { code, stdout, stderr } = await cli(['lock', 'import', 'm.yaml'], { cwd });
    expect({ code, stdout, text: read(cwd) }).toEqual({ code: 2, stdout: '', text: before });
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.replace(/^cdk8s-nodeport: /, '')),
    ).toEqual([
      'm.yaml:8:17: Service a/thief, port "80/TCP": node port 30001: the lock gives it to a/holder 80/TCP. Give ' +
        'one of the two another number.',
      'm.yaml:26:17: Service a/heir, port "80/TCP": node port 30003: it is retired, and belonged to a/old x. ' +
        'Release it first: cdk8s-nodeport lock release 30003.',
      'm.yaml:17:17: Service a/moved, port "80/TCP": node port 30012: the lock already gives it 30002. Decide ' +
        'which number it keeps, and remove the other.',
      'm.yaml:44:17: Service a/other, port "80/TCP": node port 30020: m.yaml:35:17 (Service a/one, ' +
        'port "80/TCP") has it too. Check them first: cdk8s-nodeport check.',
      'nodeports.lock.yaml was not changed.',
    ]);
  });

  test('takes cluster and range from the snapshot, and ports only from the namespaces that are named', async () => {
    const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT.replace('32767', '31500') });
    expect((await cli(['lock', 'import', '-n', 'storage', '-n', 'edge', 'prod.snapshot.yaml'], { cwd })).stdout).toBe(
      'nodeports.lock.yaml: 1 port of prod recorded.\n',
    );
    expect((await cli(['lock', 'list'], { cwd })).stdout).toBe(
      'prod 30000-31500\n  30009  assigned  storage/minio api\n',
    );
  });

  test('writes nothing if two live Services hold one port', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml':
        `${SNAPSHOT}  - { port: 30009, kind: node-port, service: a/twin, servicePort: 80, ` + `protocol: TCP }\n`,
    });
    const { code, stderr } = await cli(['lock', 'import', 'prod.snapshot.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'node port 30009: a/twin and storage/minio both hold it. Recreate one of them with another number first.',
    );
    expect(existsSync(`${cwd}/nodeports.lock.yaml`)).toBe(false);
  });

  test('writes nothing if a template was skipped', async () => {
    const cwd = filesIn({
      'm.yaml': serviceYaml('a', 30009),
      't.yaml': 'kind: Service\napiVersion: v1\n{{ if x }}\nspec: {}\n{{ end }}\n',
    });
    expect((await cli(['lock', 'import', 'm.yaml', 't.yaml'], { cwd })).code).toBe(1);
    expect(existsSync(`${cwd}/nodeports.lock.yaml`)).toBe(false);
  });

  test('writes nothing if a part of the input cannot be read', async () => {
    const cwd = filesIn({
      'm.yaml': serviceYaml('a', 30009),
      'broken.yaml': 'kind: Service\napiVersion: v1\n\tx: 1\n',
    });
    expect((await cli(['lock', 'import', 'm.yaml', 'broken.yaml'], { cwd })).code).toBe(1);
    expect(existsSync(`${cwd}/nodeports.lock.yaml`)).toBe(false);
  });

  test.each([
    [['nodeports.lock.yaml'], 'nodeports.lock.yaml is a lock file, but only manifests and snapshots can be imported'],
    [
      ['m.yaml', '--range', '20000-22767'],
      'nodeports.lock.yaml, cluster prod, would have two ranges, 20000-22767 and 30000-32767. Remove --range',
    ],
    [
      ['other.snapshot.yaml', '--cluster', 'prod'],
      'other.snapshot.yaml is for cluster staging, not prod. Remove it, or add --cluster staging',
    ],
    [['narrow.snapshot.yaml'], 'would have two ranges, 30000-32767 and 30000-30100'],
    [[], 'as in cdk8s-nodeport lock import manifests/'],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await cli(['lock', 'import', ...argv], {
      cwd: filesIn({
        'nodeports.lock.yaml': lockOf(),
        'm.yaml': serviceYaml('a', 30009),
        'other.snapshot.yaml': SNAPSHOT.replace('prod', 'staging'),
        'narrow.snapshot.yaml': SNAPSHOT.replace('32767', '30100'),
      }),
    });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});
