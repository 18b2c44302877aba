import { spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { LockFile } from '../../../lib/io/records/lock-file';
import { tempFolder } from '../../support/lock';
import { RANGE, pinnedEntry, sectionOf } from '../../support/lock-sections';
import { runs } from '../../support/runs';
import { USER_PROJECT, compile } from '../../support/user-project';

describe('writing', () => {
  test('leaves nothing else behind, and keeps a link a link', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'real.yaml'), lockText(new Map()));
    symlinkSync('real.yaml', join(folder, 'nodeports.lock.yaml'));
    LockFile.read(join(folder, 'nodeports.lock.yaml')).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(readdirSync(folder).sort()).toEqual(['nodeports.lock.yaml', 'real.yaml']);
    expect(lstatSync(join(folder, 'nodeports.lock.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toContain('30009: {');
  });

  test('does not touch a file with the same content', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    const { mtimeNs, ino } = statSync(path, { bigint: true });
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(statSync(path, { bigint: true })).toMatchObject({ mtimeNs, ino });
  });

  test('does not touch one whose lines end as on Windows, or that starts with a byte order mark', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const text = `\uFEFF${lockText(new Map([['prod', sectionOf(pinnedEntry(30009))]])).replaceAll('\n', '\r\n')}`;
    writeFileSync(path, text);
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('keeps what others have written about other clusters in the meantime', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const [one, other] = [LockFile.read(path), LockFile.read(path)];
    one.write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    other.write(new Map([['test', sectionOf(pinnedEntry(30010))]]));
    expect(LockFile.read(path).clusters).toEqual(['prod', 'test']);
  });

  test('refuses if the same cluster was changed in the meantime, unless to the same state', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const [one, same, other] = [LockFile.read(path), LockFile.read(path), LockFile.read(path)];
    one.write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    same.write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(() => other.write(new Map([['prod', sectionOf(pinnedEntry(30010))]]))).toThrow(
      /cluster prod was changed by another process in the meantime.*Run the same command again\. \(lock-outdated\)$/,
    );
    expect(LockFile.read(path).section('prod')).toEqual(sectionOf(pinnedEntry(30009)));
  });

  test('refuses that also if the section to write is the one that was read, or if the file is gone', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    const [stale, gone] = [LockFile.read(path), LockFile.read(path)];
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30010))]]));
    const unchanged = new Map([['prod', sectionOf(pinnedEntry(30009))]]);
    expect(() => stale.write(unchanged)).toThrow('cluster prod was changed by another process in the meantime');
    expect(LockFile.read(path).section('prod')).toEqual(sectionOf(pinnedEntry(30010)));
    rmSync(path);
    expect(() => gone.write(unchanged)).toThrow('cluster prod was changed by another process in the meantime');
    expect(existsSync(path)).toBe(false);
  });

  test('does not mind that others have written about other clusters if nothing is to be written', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const unchanged = new Map([['prod', sectionOf(pinnedEntry(30009))]]);
    LockFile.read(path).write(unchanged);
    const file = LockFile.read(path);
    LockFile.read(path).write(new Map([['test', sectionOf(pinnedEntry(30010))]]));
    file.write(unchanged);
    expect(LockFile.read(path).clusters).toEqual(['prod', 'test']);
  });

  test('takes over from a writer that was killed in its turn, and deletes its leftovers once they are old', () => {
    const folder = tempFolder();
    const path = join(folder, 'nodeports.lock.yaml');
    const guard = join(folder, '.nodeports.lock.yaml.guard');
    for (const left of [guard, `${guard}-500-1-abandoned`]) {
      mkdirSync(left);
      writeFileSync(join(left, '500-1-abandoned'), 'version: 1\nclus');
      utimesSync(left, 0, 0);
    }
    LockFile.read(path).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
  });

  test('writes even if the guard is a file, as in older versions', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '.nodeports.lock.yaml.guard'), '2');
    LockFile.read(join(folder, 'nodeports.lock.yaml')).write(new Map([['prod', sectionOf(pinnedEntry(30009))]]));
    expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
  });

  test('refuses to record what could not be read back, and names it', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const file = LockFile.read(path);
    file.write(new Map([['prod', sectionOf(pinnedEntry(30008))]]));
    const text = readFileSync(path, 'utf8');
    expect(() => file.write(new Map([['prod', sectionOf(pinnedEntry(30008), pinnedEntry(30009, 'x/a/b'))]]))).toThrow(
      `${path}: port 30009 of cluster prod is for x/a/b api, which could not be read back, so the lock was not ` +
        `written. ` +
        'Give it a name that a cluster accepts, such as minio. (lock-invalid)',
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('refuses to record one Service port under two numbers, and names both', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const twice = sectionOf(pinnedEntry(30008), pinnedEntry(30009));
    expect(() => LockFile.read(path).write(new Map([['prod', twice]]))).toThrow(
      ' of cluster prod would have two ports, 30008 and 30009, so the lock was not written. Give every Service of ' +
        'this ' +
        'name the same number, such as nodePort: 30008, or rename one. (lock-invalid)',
    );
    expect(existsSync(path)).toBe(false);
  });

  test('everything recorded can be read back, or nothing is written', () => {
    const folder = tempFolder();
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ minLength: 1 }),
      fc.constantFrom('a/b', 'a', '', '<<<<<<< HEAD', '\ud800', '\u2028', '{', '__proto__'),
    );
    const entry = fc.record(
      {
        nodePort: fc.integer({ min: 29999, max: 30010 }),
        state: fc.constantFrom(...Object.values(LockState)),
        service: text,
        port: text,
        reservation: text,
        owner: text,
        services: text,
        reason: text,
        since: text,
      },
      { requiredKeys: ['nodePort', 'state'] },
    );
    let count = 0;
    fc.assert(
      fc.property(text, fc.array(entry, { maxLength: 3 }), (cluster, entries) => {
        const path = join(folder, `${count++}.yaml`);
        const section = sectionOf(...entries);
        try {
          LockFile.read(path).write(new Map([[cluster, section]]));
        } catch (error) {
          expect((error as Error).message).toMatch(/\(lock-invalid\)$/);
          expect(existsSync(path)).toBe(false);
          return;
        }
        const sorted = [...entries].sort((a, b) => a.nodePort - b.nodePort);
        expect(LockFile.read(path).section(cluster)).toEqual({ range: RANGE, entries: sorted });
      }),
      runs(100),
    );
  });
});

test('apps that are synthesized at once, some of them killed, never tear the lock or lose a write', async () => {
  const folder = tempFolder();
  const path = join(folder, 'nodeports.lock.yaml');
  const program = join(USER_PROJECT, 'synthesizer.js');
  compile(join(__dirname, 'fixtures', 'synthesizer.ts'), program);
  const env = { ...process.env, CDK8S_OUTDIR: tempFolder() };
  const start = (cluster: string, times: number) =>
    spawn(process.execPath, [program, path, cluster, String(times)], { stdio: ['ignore', 'pipe', 'ignore'], env });
  const end = async (child: ReturnType<typeof start>): Promise<{ code: number | null; last: number }> =>
    new Promise((resolve) => {
      let said = '';
      child.stdout.on('data', (data) => (said += String(data)));
      child.on('close', (code) => resolve({ code, last: Number(said.trim().split('\n').pop()) }));
    });
  const portOf = (cluster: string) =>
    LockFile.read(path)
      .section(cluster)
      ?.entries.find(({ state }) => state === LockState.PINNED)?.nodePort;

  const victims = ['c', 'd'].map((cluster) => start(cluster, 10_000));
  const ends = [...['a', 'b'].map((cluster) => start(cluster, 40)), ...victims].map(end);
  let reads = 0;
  const watch = setInterval(() => {
    LockFile.read(path);
    reads++;
  }, 5);
  for (const victim of victims) {
    victim.stdout.once('data', () => setTimeout(() => victim.kill('SIGKILL'), 20 + 200 * Math.random()));
  }
  const [a, b, ...killed] = await Promise.all(ends);
  clearInterval(watch);

  expect([a, b, reads > 0]).toEqual([{ code: 0, last: 40 }, { code: 0, last: 40 }, true]);
  expect([portOf('a'), portOf('b')]).toEqual([30040, 30040]);
  // A process that was killed may have written once more than it could tell.
  killed.forEach(({ last }, index) =>
    expect([last, last + 1].map((count) => 30000 + (count % 80))).toContain(portOf(['c', 'd'][index])),
  );
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
  LockFile.read(path).write(new Map([['e', sectionOf(pinnedEntry(30009))]]));
  expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
});
