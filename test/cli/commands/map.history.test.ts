import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn } from '../../support/cli';
import { LAB, entry, lock, section } from '../../support/map-records';

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

  test('comes from git: a day for each change, and since when each port has its owner', async () => {
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

  test('is refused with a way out if the lock is not in git', async () => {
    const cwd = filesIn({ 'nodeports.lock.yaml': lock(LAB) });
    const { code, stderr } = await cli(['map', '--history'], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Commit the lock to git, or remove --history')]);
  });
});
