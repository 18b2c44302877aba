import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn, serviceYaml } from '../../support/cli';
import { appliedService, snapshotText } from '../../support/snapshots';

const entry = (port: number, fields: string) => `      ${port}: { ${fields} }\n`;
const section = (name: string, range: string, entries: string) =>
  `  ${name}:\n    range: ${range}\n    ports:\n${entries}`;
const lock = (...sections: string[]) => `version: 1\nclusters:\n${sections.join('')}`;

const LAB = section(
  'lab',
  '30005-30024',
  [
    entry(30006, 'service: shop/web, port: http, state: assigned'),
    entry(30009, 'service: storage/minio, port: api, state: pinned'),
    entry(30011, 'reservation: kafka, owner: "team data", state: reserved, reason: brokers'),
    entry(30012, 'service: edge/old, port: https, state: retired, since: 2026-05-04'),
  ].join(''),
);
const PROD = section('prod', '30000-32767', entry(30001, 'service: iot/mqtt, port: mqtt, state: assigned'));

const SNAPSHOT = snapshotText(
  appliedService('default/a', 30001),
  appliedService('default/b', 30002),
  appliedService('default/c', 31000),
);

const UTF8 = { LANG: 'en_GB.UTF-8' };

describe('on a terminal', () => {
  test('a lock is drawn seat by seat, from a range that starts at an odd number', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    expect(await cli(['map'], { cwd, env: UTF8 })).toEqual({
      code: 0,
      stderr: '',
      stdout: `lab  30005-30024  12 of 16 static ports are free, 30005 is next

        0 1 2 3 4 5 6 7 8 9
 3000x            · ▓ · · █   6 web, 9 minio
 3001x  · ▒ ╌ · · · · · · ·   1 team data, 2 old
 3002x  ·

 █ pinned 1   ▓ assigned 1   ▒ reserved 1   ╌ retired 1   · free 12

 dynamic band 30021-30024: 0 of 4 known to be taken; a snapshot shows the rest
`,
    });
  });

  test.each([[{}], [{ LANG: 'C' }], [{ LC_ALL: 'POSIX', LANG: 'en_GB.UTF-8' }]])(
    'plain ASCII where the locale is %j',
    async (env) => {
      const cwd = filesIn({
        'nodeports.lock.yaml': lock(LAB),
        'prod.snapshot.yaml': SNAPSHOT,
        'a.yaml': serviceYaml('b', 30003),
      });
      const { stdout } = await cli(
        ['map', 'a.yaml', 'prod.snapshot.yaml', 'nodeports.lock.yaml', '--cluster', 'prod'],
        { cwd, env },
      );
      expect(stdout).toMatch(/^[\x20-\x7e\n]+$/);
      expect(stdout).toContain('30003 <- 30002  default/b');
    },
  );

  test('the ports that the API server has picked are dots', async () => {
    const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT });
    const { stdout } = await cli(['map', 'prod.snapshot.yaml'], { cwd, env: UTF8 });
    expect(stdout).toContain('dynamic band 30086-32767: 1 of 2682 taken; one character is two ports of four hundreds');
    expect(stdout).toMatch(/^ 308xx {2}\u2804\u2800{49}$/m);
  });

  test('names that would steer a terminal are spelled out', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lock(
        section('lab', '30000-30015', entry(30001, 'reservation: x, owner: "\\e[31mred", state: reserved, reason: y')),
      ),
    });
    expect((await cli(['map'], { cwd, env: UTF8 })).stdout).not.toContain('\u001b');
  });
});

describe('what a map is drawn from', () => {
  test('a clash of two manifests is drawn, and refuses nothing', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b.yaml': serviceYaml('b', 30009) });
    const { code, stdout } = await cli(['map', '.'], { cwd, env: UTF8 });
    expect(code).toBe(0);
    expect(stdout).toContain(' 30009 clash: default/a 80/TCP (a.yaml:8:17) and default/b 80/TCP (b.yaml:8:17)\n');
  });

  test('manifests over a snapshot are a plan: what moves, what is new and what is given up', async () => {
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

  test('a port that another app was promised is a clash with its lock', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB), 'a.yaml': serviceYaml('a', 30009) });
    const { stdout } = await cli(['map', 'a.yaml', '--lock', 'nodeports.lock.yaml'], { cwd, env: UTF8 });
    expect(stdout).toContain(
      '30009 clash: default/a 80/TCP (a.yaml:8:17) and storage/minio api (nodeports.lock.yaml:7:7)',
    );
  });

  test('a claim in the cluster reserves its port, and clashes with whoever else has it', async () => {
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

  test('several clusters of records are one map, and --cluster draws one of them', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB, PROD) });
    const drawn = async (...argv: string[]) =>
      JSON.parse((await cli(['map', '--format', 'json', ...argv], { cwd })).stdout).clusters.map(
        ({ name }: { name: string }) => name,
      );
    expect(await drawn()).toEqual(['lab', 'prod']);
    expect(await drawn('--cluster', 'prod')).toEqual(['prod']);
  });

  test('manifests beside several clusters have to be said whose they are', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB, PROD), 'a.yaml': serviceYaml('a', 30009) });
    expect(await cli(['map', 'a.yaml', 'nodeports.lock.yaml'], { cwd })).toMatchObject({
      code: 1,
      stderr:
        'cdk8s-nodeport: The records are of lab, prod, and the manifests could belong to any of them. Add ' +
        '--cluster lab, or write cluster: lab into nodeports.yaml\n',
    });
    const { code, stdout } = await cli(['map', 'a.yaml', 'nodeports.lock.yaml', '--cluster', 'prod'], { cwd });
    expect([code, stdout.slice(0, 4)]).toEqual([0, 'prod']);
  });

  test('what cannot be read is said, and the rest is drawn', async () => {
    const cwd = filesIn({ 'a.yaml': serviceYaml('a', 30009), 'b.yaml': 'kind: Service\nspec: [' });
    const { code, stdout, stderr } = await cli(['map', '.'], { cwd, env: UTF8 });
    expect([code, stderr]).toEqual([1, expect.stringContaining('b.yaml')]);
    expect(stdout).toContain('9 a');
  });

  test.each([
    [[], 'Nothing to draw. Name manifests or records, as in cdk8s-nodeport map manifests/ --lock nodeports.lock.yaml'],
    [['--lock', 'other.lock.yaml'], 'other.lock.yaml does not exist. Name an existing lock file'],
  ])('map %j is refused with what to type', async (argv, message) => {
    expect(await cli(['map', ...argv], { cwd: filesIn({}) })).toEqual({
      code: 1,
      stdout: '',
      stderr: `cdk8s-nodeport: ${message}\n`,
    });
  });
});

describe('where a map goes', () => {
  test('each file is written in the format of its ending', async () => {
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

  test('a format that is named wins over the ending', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    await cli(['map', '-f', 'svg', '-o', 'ports.html'], { cwd });
    expect(readFileSync(join(cwd, 'ports.html'), 'utf8')).toMatch(/^<svg/);
  });
});

describe('the history of a lock', () => {
  function commit(cwd: string, day: string, text: string): void {
    writeFileSync(join(cwd, 'nodeports.lock.yaml'), text);
    const env = { ...process.env, GIT_COMMITTER_DATE: `${day}T12:00:00Z`, GIT_AUTHOR_DATE: `${day}T12:00:00Z` };
    execFileSync('git', ['add', '.'], { cwd });
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'Change'], {
      cwd,
      env,
    });
  }

  test('comes out of git: a day for each change, and since when each port has its owner', async () => {
    const cwd = filesIn({});
    execFileSync('git', ['init', '-q'], { cwd });
    const web = entry(30001, 'service: shop/web, port: http, state: assigned');
    const of = (entries: string) => lock(section('prod', '30000-32767', entries));
    commit(cwd, '2026-01-05', of(web));
    commit(cwd, '2026-02-06', '<<<<<<< what no lock looks like');
    commit(cwd, '2026-03-07', of(web + entry(30002, 'service: shop/admin, port: http, state: pinned')));
    commit(cwd, '2026-04-08', of(entry(30001, 'service: iot/mqtt, port: mqtt, state: pinned')));
    const { stdout } = await cli(['map', '--history', '--format', 'json'], { cwd });
    const [{ history, ports }] = JSON.parse(stdout).clusters;
    const changes = history.map(({ day, ports: taken, freed }: Record<string, any>) => [
      day,
      taken.map((port: any) => port.service),
      freed,
    ]);
    expect(changes).toEqual([
      ['2026-01-05', ['web'], []],
      ['2026-03-07', ['admin'], []],
      ['2026-04-08', ['mqtt'], [30002]],
    ]);
    expect(ports).toMatchObject([{ nodePort: 30001, service: 'mqtt', since: '2026-04-08' }]);
  });

  test('is refused with what to do where git knows nothing of the lock', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    const { code, stderr } = await cli(['map', '--history'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Commit the lock to git, or leave --history out')]);
  });
});
