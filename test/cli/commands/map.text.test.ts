import { cli, filesIn, serviceYaml } from '../../support/cli';
import { LAB, SNAPSHOT, UTF8, entry, lock, section } from '../../support/map-records';

describe('on a terminal, a map', () => {
  test('shows a lock port by port, even if its range starts at an odd number', async () => {
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
    'is plain ASCII if the locale is %j',
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

  test('shows the ports that the API server has picked as dots', async () => {
    const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT });
    const { stdout } = await cli(['map', 'prod.snapshot.yaml'], { cwd, env: UTF8 });
    expect(stdout).toContain('dynamic band 30086-32767: 1 of 2682 taken; one character is two ports of four hundreds');
    expect(stdout).toMatch(/^ 308xx {2}\u2804\u2800{49}$/m);
  });

  test('escapes names that would control the terminal', async () => {
    const cwd = filesIn({
      'nodeports.lock.yaml': lock(
        section('lab', '30000-30015', entry(30001, 'reservation: x, owner: "\\e[31mred", state: reserved, reason: y')),
      ),
    });
    expect((await cli(['map'], { cwd, env: UTF8 })).stdout).not.toContain('\u001b');
  });
});
