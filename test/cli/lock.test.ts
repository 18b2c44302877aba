import { LockEntry, LockState } from '../../lib/core/lock';
import { lockText } from '../../lib/core/lock-text';
import { PortRange } from '../../lib/core/port-range';
import { cli, filesIn, serviceYaml } from '../support/cli';

const range = PortRange.parse('30000-32767');
const pinned = (nodePort: number, service: string, port = '80/TCP'): LockEntry => ({ nodePort, state: LockState.PINNED, service, port });
const lockOf = (...entries: LockEntry[]): string => lockText(new Map([['prod', { range, entries }]]));

describe('lock list', () => {
  test('shows who has which port, and why', async () => {
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

  test.each([
    [['lock', 'list'], 'nodeports.lock.yaml is not there. Name another with --lock FILE'],
    [['lock', 'list', 'x.yaml'], 'lock list takes no path. Type cdk8s-nodeport lock list --lock x.yaml'],
    [['lock'], 'Nothing to do. Type cdk8s-nodeport lock list, or cdk8s-nodeport lock verify'],
    [['lock', 'verfy'], 'There is no lock verfy. Did you mean verify?'],
    [['lock', 'list', '--lock', 'some.yaml', '--cluster', 'prd'], 'some.yaml records no cluster prd, only prod. Did you mean prod?'],
    [['lock', 'verify', '--lock', 'bad.yaml'], 'bad.yaml:1:1: it holds the marks of a merge conflict'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await cli(argv, { cwd: filesIn({ 'some.yaml': lockOf(), 'bad.yaml': '<<<<<<< a\n' }) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('lock verify', () => {
  test('reads the file where no manifests are named', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lockOf(pinned(30002, 'a/b')) });
    expect(await cli(['lock', 'verify'], { cwd })).toEqual({ code: 0, stdout: 'nodeports.lock.yaml can be read: 1 port of prod.\n', stderr: '' });
  });

  test('agrees with the manifests that were made with it', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lockOf(pinned(30002, 'a/b')), 'dist/b.yaml': serviceYaml('b', 30002, 'a'), 'dist/c.yaml': serviceYaml('c', 31000, 'a') });
    expect(await cli(['lock', 'verify', 'dist'], { cwd })).toEqual({ code: 0, stdout: '2 Services in 2 files: no findings.\n', stderr: '' });
  });

  test('says from either side where they disagree', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lockOf(pinned(30002, 'a/moved'), pinned(30003, 'a/gone'), { nodePort: 30004, state: LockState.RETIRED, service: 'a/old', port: 'x', since: '2026-03-31' }, pinned(30005, 'a/owner')),
      'm.yaml': ['moved 30012', 'fresh 30020', 'reuse 30004', 'owner 30005', 'thief 30005'].map((each) => serviceYaml(each.split(' ')[0], each.split(' ')[1], 'a')).join('---\n'),
    });
    const { code, stdout } = await cli(['lock', 'verify', 'm.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout.trim().split('\n').map((line) => line.replace(/\. Synthesize.*$/, ''))).toEqual([
      'm.yaml:8:17: error: Service a/moved, port "80/TCP": it has node port 30012, and the lock gives it 30002',
      'm.yaml:17:17: error: Service a/fresh, port "80/TCP": node port 30020 is static, and the lock does not record it',
      'm.yaml:26:17: error: Service a/reuse, port "80/TCP": node port 30004 is retired since 2026-03-31: it was that of a/old x',
      'm.yaml:44:17: error: Service a/thief, port "80/TCP": node port 30005 is locked to a/owner 80/TCP',
      'nodeports.lock.yaml:13:7: error: the lock gives 30003 to a/gone 80/TCP, which no manifest has',
      '5 Services in 1 file: 5 errors, 0 warnings.',
    ]);
  });

  test('asks which cluster where there are several', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lockText(new Map([['prod', { range, entries: [] }], ['test', { range, entries: [] }]])), 'm.yaml': serviceYaml('a', 31000) });
    expect((await cli(['lock', 'verify', 'm.yaml'], { cwd })).stderr).toContain('records prod, test, and manifests are those of one. Add --cluster prod');
    expect((await cli(['lock', 'verify', 'm.yaml', '--cluster', 'test'], { cwd })).code).toBe(0);
  });
});
