import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn, serviceYaml } from '../../support/cli';
import { LAB, PROD, SNAPSHOT, UTF8, lock } from '../../support/map-records';

describe('a map', () => {
  test('with a clash of two manifests is drawn all the same', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b.yaml': serviceYaml('b', 30009) });
    const { code, stdout } = await cli(['map', '.'], { cwd, env: UTF8 });
    expect(code).toBe(0);
    expect(stdout).toContain(' 30009 clash: default/a 80/TCP (a.yaml:8:17) and default/b 80/TCP (b.yaml:8:17)\n');
  });

  test('with manifests and a snapshot shows a plan: which ports move, are new and are given up', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml': SNAPSHOT,
      'm/a.yaml': serviceYaml('a', 30003),
      'm/d.yaml': serviceYaml('d', 30004),
    });
    const { stdout } = await cli(['map', 'm', '--live', 'prod.snapshot.yaml', '--prune'], { cwd, env: UTF8 });
    expect(stdout).toContain(`
 The plan is safe.
 30002 goes  default/b 80/TCP
 30003 ← 30001  default/a 80/TCP (m/a.yaml:8:17)
 30004 new  default/d 80/TCP (m/d.yaml:8:17)
 31000 goes  default/c 80/TCP
`);
  });

  test('shows a clash where the lock of another app holds a port', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB), 'a.yaml': serviceYaml('a', 30009) });
    const { stdout } = await cli(['map', 'a.yaml', '--lock', 'nodeports.lock.yaml'], { cwd, env: UTF8 });
    expect(stdout).toContain(
      '30009 clash: default/a 80/TCP (a.yaml:8:17) and storage/minio api (nodeports.lock.yaml:7:7)',
    );
  });

  test('shows that a claim in the cluster reserves its port, and clashes with any other owner', async () => {
    const claim = (port: number, service: string) => `- apiVersion: nodeport.cdk8s.io/v1
  kind: NodePortClaim
  metadata: { name: "${port}" }
  spec: { service: ${service}, claimedBy: git.example.com/media }
`;
    const claims =
      `kind: List\napiVersion: ` +
      `v1\nitems:\n${claim(30001, 'media/rtsp')}${claim(30002, 'default/b')}${claim(30005, "''")}`;
    const cwd = filesIn({ 'claims.yaml': claims, 'prod.snapshot.yaml': SNAPSHOT });
    const { code, stdout } = await cli(['map', 'prod.snapshot.yaml', '--claims', 'claims.yaml'], { cwd, env: UTF8 });
    expect(code).toBe(0);
    expect(stdout).toContain('3000x  · ✗ ● · · ▒ · · · ·   1 a, 2 b, 5 git.example.com/media');
    expect(stdout).toContain('30001 clash: default/a 80/TCP and media/rtsp (claims.yaml:4:3)');
  });

  test.each([
    ['web.yaml', 'claims.yaml'],
    ['claims.yaml', 'nodeportclaims.yaml'],
  ])('never advises to export claims over a %s that holds something else', async (name, exportTo) => {
    const cwd = filesIn({ [name]: serviceYaml('web', 30001) });
    const { code, stderr } = await cli(['map', '--claims', name], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${name}:1:1: it is not a NodePortClaim. Export the claims: kubectl get nodeportclaims -o yaml > ${exportTo}. (`,
    );
  });

  test.each([
    ['from nodeports.yaml', "portRange: '30000-30100'\n", { first: 30000, last: 30100 }],
    ['from the lock if nodeports.yaml has none', 'strict: true\n', { first: 30005, last: 30024 }],
  ])('takes the range of a cluster %s', async (_, config, range) => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB), 'nodeports.yaml': `cluster: lab\n${config}` });
    const { stdout } = await cli(['map', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).clusters).toMatchObject([{ name: 'lab', ...range }]);
  });

  test('with records of several clusters makes one map, and --cluster draws one of them', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB, PROD) });
    const drawn = async (...argv: string[]) =>
      JSON.parse((await cli(['map', '--format', 'json', ...argv], { cwd })).stdout).clusters.map(
        ({ name }: { name: string }) => name,
      );
    expect(await drawn()).toEqual(['lab', 'prod']);
    expect(await drawn('--cluster', 'prod')).toEqual(['prod']);
  });

  test('needs --cluster if it has manifests and the records of several clusters', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB, PROD), 'a.yaml': serviceYaml('a', 30009) });
    expect(await cli(['map', 'a.yaml', 'nodeports.lock.yaml'], { cwd })).toMatchObject({
      code: 1,
      stderr:
        'cdk8s-nodeport: The records cover lab, prod, and the manifests could belong to any of them. Add ' +
        '--cluster lab, or write cluster: lab into nodeports.yaml\n',
    });
    const { code, stdout } = await cli(['map', 'a.yaml', 'nodeports.lock.yaml', '--cluster', 'prod'], { cwd });
    expect([code, stdout.slice(0, 4)]).toEqual([0, 'prod']);
  });

  test('that cannot be read is reported, and the rest is drawn', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b.yaml': 'kind: Service\nspec: [' });
    const { code, stdout, stderr } = await cli(['map', '.'], { cwd, env: UTF8 });
    expect([code, stderr]).toEqual([1, expect.stringContaining('b.yaml')]);
    expect(stdout).toContain('9 a');
  });

  test('lacks the cluster that is named: the error lists those that it has', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB, PROD) });
    expect(await cli(['map', '--cluster', 'pord'], { cwd })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'cdk8s-nodeport: There is no data for cluster pord; the records cover lab, prod. Use --cluster lab, or ' +
        'remove --cluster to draw them all\n',
    });
  });

  test('without a single readable manifest is refused, and no map is replaced', async () => {
    const cwd = filesIn({ 'ports.html': 'the map of yesterday' });
    const { code, stderr } = await cli(['map', 'missing.yaml', '--output', 'ports.html'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('missing.yaml: it does not exist')]);
    expect(readFileSync(join(cwd, 'ports.html'), 'utf8')).toBe('the map of yesterday');
  });

  test.each([
    [[], 'Nothing to draw. Name manifests or records, as in cdk8s-nodeport map manifests/ --lock nodeports.lock.yaml'],
    [['--lock', 'other.lock.yaml'], 'other.lock.yaml does not exist. Name an existing lock file'],
  ])('is refused in map %j, and the message says what to type', async (argv, message) => {
    expect(await cli(['map', ...argv], { cwd: filesIn({}) })).toEqual({
      code: 1,
      stdout: '',
      stderr: `cdk8s-nodeport: ${message}\n`,
    });
  });
});

describe('the output of a map', () => {
  test('is refused if its name ends in an unknown format', async () => {
    const cwd = filesIn({ 'web.yaml': serviceYaml('web', 30009) });
    const { code, stderr } = await cli(['map', 'web.yaml', '--output', 'm.png'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('--output m.png ends in .png, and no map is drawn in that format. Name a file in .html,');
    expect(existsSync(join(cwd, 'm.png'))).toBe(false);
  });

  test('goes to each file in the format of its ending', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    const files = ['out/ports.html', 'ports.svg', 'ports.json', 'ports.txt'];
    expect(await cli(['map', ...files.flatMap((file) => ['-o', file])], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const starts = files.map((file) => readFileSync(join(cwd, file), 'utf8').slice(0, 9));
    expect(starts).toEqual(['<!doctype', '<svg xmln', '{\n  "vers', 'lab  3000']);
  });

  test('has the format that is named rather than that of the ending', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    await cli(['map', '-f', 'svg', '-o', 'ports.html'], { cwd });
    expect(readFileSync(join(cwd, 'ports.html'), 'utf8')).toMatch(/^<svg/);
  });
});
