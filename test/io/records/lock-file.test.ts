import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { Lock, LockEntry, LockSection, LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { LockFile } from '../../../lib/io/records/lock-file';
import { readLock } from '../../../lib/io/records/lock-reader';
import { tempFolder } from '../../support/lock';

const RANGE = PortRange.parse('');
const pinned = (nodePort: number, service = 'storage/minio', port = 'api'): LockEntry => ({
  nodePort,
  state: LockState.PINNED,
  service,
  port,
});
const sectionOf = (...entries: LockEntry[]): LockSection => ({ range: RANGE, entries });
const HEAD = 'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n';

describe('the text', () => {
  test('has one line for each port, in ascending order, under its cluster', () => {
    const lock: Lock = new Map([
      ['test', sectionOf(pinned(30009))],
      [
        'prod',
        sectionOf(
          { nodePort: 30002, state: LockState.ASSIGNED, service: 'data/kafka-0', port: 'kafka', reservation: 'kafka' },
          {
            nodePort: 30003,
            state: LockState.RESERVED,
            reservation: 'kafka',
            owner: 'team data',
            reason: 'brokers: three of them',
          },
          { nodePort: 30009, state: LockState.RETIRED, service: 'storage/minio', port: 'yes', since: '2026-03-31' },
          pinned(31000, 'edge/istio', '80/TCP'),
        ),
      ],
    ]);
    expect(
      lockText(lock)
        .split('\n')
        .filter((line) => !/^ *#/.test(line)),
    ).toEqual([
      'version: 1',
      'clusters:',
      '  prod:',
      '    range: 30000-32767',
      '    ports:',
      '      30002: { service: data/kafka-0, port: kafka, reservation: kafka, state: assigned }',
      '      30003: { reservation: kafka, owner: "team data", state: reserved, reason: "brokers: three of them" }',
      '      30009: { service: storage/minio, port: "yes", state: retired, since: 2026-03-31 }',
      '      31000: { service: edge/istio, port: "80/TCP", state: pinned }',
      '  test:',
      '    range: 30000-32767',
      '    ports:',
      '      30009: { service: storage/minio, port: api, state: pinned }',
      '',
    ]);
  });

  test('is read back as it was written, whatever the names are', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    const part = name.filter((text) => !text.includes('/'));
    const service = fc.tuple(part, part, fc.uuid()).map(([namespace, own, unique]) => `${namespace}/${own}${unique}`);
    const entry = fc.oneof(
      fc.record({ state: fc.constantFrom(LockState.PINNED, LockState.ASSIGNED), service, port: name }),
      fc.record({ state: fc.constant(LockState.RESERVED), reservation: name, owner: name, reason: name }),
      fc.record({ state: fc.constant(LockState.RETIRED), service, port: name, since: fc.constant('2026-03-31') }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.array(entry, { maxLength: 5 }), { maxKeys: 3, noNullPrototype: true }),
        (clusters) => {
          const lock: Lock = new Map(
            Object.entries(clusters).map(([cluster, entries]) => [
              cluster,
              sectionOf(...entries.map((each, index) => ({ nodePort: 30000 + 7 * index, ...each }))),
            ]),
          );
          expect(readLock('nodeports.lock.yaml', lockText(lock)).lock).toEqual(lock);
        },
      ),
    );
  });
});

describe('what cannot be read is refused with its place, and left as it is', () => {
  test.each([
    [
      'a duplicate port',
      `${HEAD}      30009: { service: a/b, port: c, state: pinned }\n      30009: { service: d/e, port: f, state: ` +
        `pinned }\n`,
      '7:7',
      '30009 is repeated',
    ],
    ['a version to come', 'version: 2\nclusters: {}\n', '1:10', 'this library can only read version 1 of the format'],
    ['no version', 'clusters: {}\n', '1:1', 'this library can only read version 1'],
    [
      'a port outside the range',
      `${HEAD}      40000: { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      'port 40000 is outside the range 30000-32767',
    ],
    [
      'a port that is none',
      `${HEAD}      http: { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      '"http" is not a node port',
    ],
    [
      'an entry without a Service',
      `${HEAD}      30009: { state: pinned }\n`,
      '6:7',
      'port 30009 is pinned, but has no other fields',
    ],
    ['an entry that is a text', `${HEAD}      30009: minio\n`, '6:14', 'a map is expected here'],
    ['an entry that is nothing', `${HEAD}      30009:\n`, '6:7', 'the state of port 30009 is unknown'],
    [
      'a state that is none',
      `${HEAD}      30009: { service: a/b, port: c, state: __proto__ }\n`,
      '6:46',
      'the state of port 30009 is unknown',
    ],
    ['a number for a name', `${HEAD}      30009: { service: 5, port: c, state: pinned }\n`, '6:25', '5 is not a name'],
    [
      'a field that is not known',
      `${HEAD}      30009: { service: a/b, port: c, state: pinned, colour: red }\n`,
      '6:54',
      '"colour" is not a field here',
    ],
    ['a key that is a list', 'version: 1\n? [a, b]\n: c\n', '2:3', 'it is not YAML: a map or a list is used as a key'],
    [
      'a port that is a list',
      `${HEAD}      ? [30009]\n      : { service: a/b, port: c, state: pinned }\n`,
      '6:9',
      'it is not YAML: a map or a list is used as a key',
    ],
    [
      'a name that is a map',
      `${HEAD}      30009: { service: a/b, port: { c: d }, state: pinned }\n`,
      '6:36',
      'a list or a map is not a name',
    ],
    [
      'a cluster without a range',
      'version: 1\nclusters:\n  prod:\n    ports:\n',
      '3:3',
      'the range of the cluster is missing or cannot be read',
    ],
    ['clusters in a list', 'version: 1\nclusters: [prod]\n', '2:11', 'a map is expected here'],
    [
      'the marks of a merge',
      `${HEAD}<<<<<<< HEAD\n      30009: { service: a/b, port: c, state: pinned }\n`,
      '6:1',
      'it contains the markers of a merge conflict',
    ],
    ['no YAML at all', 'version: 1\nclusters: {{\n', '2:12', 'it is not YAML'],
    [
      'an alias',
      `${HEAD}      30009: *other\n`,
      '6:14',
      'it is not YAML: an alias refers to an anchor that is not defined',
    ],
    ['nothing', '', '1:1', 'it is empty'],
    [
      'the marks of a merge with its base',
      `${HEAD}||||||| 1234\n`,
      '6:1',
      'it contains the markers of a merge conflict',
    ],
    [
      'a day that is none',
      `${HEAD}      30009: { service: a/b, port: c, state: retired, since: tomorrow }\n`,
      '6:62',
      'since cannot be "tomorrow"',
    ],
    [
      'a month that is none',
      `${HEAD}      30009: { service: a/b, port: c, state: retired, since: 2026-13-01 }\n`,
      '6:62',
      'since cannot be "2026-13-01"',
    ],
    [
      'a name without a namespace',
      `${HEAD}      30009: { service: b, port: c, state: pinned }\n`,
      '6:25',
      'service cannot be "b"',
    ],
    [
      'a port in another notation',
      `${HEAD}      0x7539: { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      '30009 is not a node port',
    ],
    [
      'an owner on two ports',
      `${HEAD}      30009: { service: a/b, port: c, state: pinned }\n      30010: { service: a/b, port: c, state: ` +
        `assigned }\n`,
      '7:7',
      'a/b c already has a port above',
    ],
  ])('%s', (_, text, place, what) => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    writeFileSync(path, text);
    expect(() => LockFile.read(path)).toThrow(`${path}:${place}: ${what}`);
    expect(() => LockFile.read(path)).toThrow(/\(lock-invalid\)$/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a port outside the range that the cluster has now', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    writeFileSync(path, `${HEAD}      30009: { service: a/b, port: c, state: pinned }\n`);
    expect(() => LockFile.read(path).section('prod', PortRange.parse('31000-32000'))).toThrow(
      `${path}:6:7: port 30009 is outside the range of the cluster, 31000-32000`,
    );
  });

  test('a folder that is not there, before anything is written', () => {
    expect(() => LockFile.read('no/such/nodeports.lock.yaml')).toThrow(
      'no/such/nodeports.lock.yaml: its folder does not exist. Create it: mkdir -p no/such. (lock-invalid)',
    );
    expect(() => LockFile.read('')).toThrow(
      "lockFile: it is empty. Write lockFile: 'nodeports.lock.yaml'. (lock-invalid)",
    );
  });

  test('a folder in its place', () => {
    expect(() => LockFile.read(tempFolder())).toThrow(/it cannot be read: EISDIR.*\(lock-invalid\)$/);
  });
});

describe('writing', () => {
  test('leaves nothing else behind, and keeps a link a link', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'real.yaml'), lockText(new Map()));
    symlinkSync('real.yaml', join(folder, 'nodeports.lock.yaml'));
    LockFile.read(join(folder, 'nodeports.lock.yaml')).write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(readdirSync(folder).sort()).toEqual(['nodeports.lock.yaml', 'real.yaml']);
    expect(lstatSync(join(folder, 'nodeports.lock.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toContain('30009: {');
  });

  test('does not touch a file that says the same', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    LockFile.read(path).write(new Map([['prod', sectionOf(pinned(30009))]]));
    const { mtimeNs, ino } = statSync(path, { bigint: true });
    LockFile.read(path).write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(statSync(path, { bigint: true })).toMatchObject({ mtimeNs, ino });
  });

  test('does not touch one whose lines end as on Windows, or that starts with a byte order mark', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const text = `\uFEFF${lockText(new Map([['prod', sectionOf(pinned(30009))]])).replaceAll('\n', '\r\n')}`;
    writeFileSync(path, text);
    LockFile.read(path).write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('keeps what others have written of other clusters meanwhile', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const [one, other] = [LockFile.read(path), LockFile.read(path)];
    one.write(new Map([['prod', sectionOf(pinned(30009))]]));
    other.write(new Map([['test', sectionOf(pinned(30010))]]));
    expect(LockFile.read(path).clusters).toEqual(['prod', 'test']);
  });

  test('refuses where the same cluster was changed meanwhile, unless to the same', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const [one, same, other] = [LockFile.read(path), LockFile.read(path), LockFile.read(path)];
    one.write(new Map([['prod', sectionOf(pinned(30009))]]));
    same.write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(() => other.write(new Map([['prod', sectionOf(pinned(30010))]]))).toThrow(
      /cluster prod was changed by another process in the meantime.*Run the same command again\. \(lock-outdated\)$/,
    );
    expect(LockFile.read(path).section('prod')).toEqual(sectionOf(pinned(30009)));
  });

  test('goes on after a writer that was killed in its turn, and deletes what it left once that is old', () => {
    const folder = tempFolder();
    const path = join(folder, 'nodeports.lock.yaml');
    const guard = join(folder, '.nodeports.lock.yaml.guard');
    for (const left of [guard, `${guard}-500-1-abandoned`]) {
      mkdirSync(left);
      writeFileSync(join(left, '500-1-abandoned'), 'version: 1\nclus');
      utimesSync(left, 0, 0);
    }
    LockFile.read(path).write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
  });

  test('goes on where the guard is a file, as older versions had it', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '.nodeports.lock.yaml.guard'), '2');
    LockFile.read(join(folder, 'nodeports.lock.yaml')).write(new Map([['prod', sectionOf(pinned(30009))]]));
    expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
  });

  test('records nothing that could not be read back, and says what', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    const file = LockFile.read(path);
    file.write(new Map([['prod', sectionOf(pinned(30008))]]));
    const text = readFileSync(path, 'utf8');
    expect(() => file.write(new Map([['prod', sectionOf(pinned(30008), pinned(30009, 'x/a/b'))]]))).toThrow(
      `${path}: port 30009 of cluster prod is for x/a/b api, which could not be read back, so the lock was not written. ` +
        'Give it a name that a cluster accepts, such as minio. (lock-invalid)',
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('whatever is recorded is read back, or nothing is written', () => {
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
      { numRuns: 200 },
    );
  });
});

describe('two branches', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args],
      { cwd: folder, stdio: 'pipe' },
    );

  /** Whether git merges two branches that each add one entry to a lock. */
  function mergeOf(base: readonly LockEntry[], ours: LockEntry, theirs: LockEntry): string | undefined {
    const folder = tempFolder();
    const path = join(folder, 'nodeports.lock.yaml');
    const commit = (entries: readonly LockEntry[]) => {
      writeFileSync(
        path,
        lockText(new Map([['prod', sectionOf(...[...entries].sort((a, b) => a.nodePort - b.nodePort))]])),
      );
      git(folder, 'add', '.');
      git(folder, 'commit', '-qm', 'lock');
    };
    git(folder, 'init', '-q');
    commit(base);
    git(folder, 'checkout', '-qb', 'theirs');
    commit([...base, theirs]);
    git(folder, 'checkout', '-q', 'main');
    commit([...base, ours]);
    try {
      git(folder, 'merge', '-q', 'theirs');
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  test.each([
    [[], 30010, 30050],
    [[], 30010, 30011],
    [[], 30000, 30001],
    [[pinned(30010)], 30009, 30011],
    [[pinned(30009), pinned(30012)], 30010, 30011],
    [[], 30084, 30085],
  ])('that take different ports merge: %j, %d and %d', (base, ours, theirs) => {
    const merged = mergeOf(base, pinned(ours, 'a/a'), pinned(theirs, 'b/b'));
    expect(merged).toBe(
      lockText(
        new Map([
          [
            'prod',
            sectionOf(...[...base, pinned(ours, 'a/a'), pinned(theirs, 'b/b')].sort((a, b) => a.nodePort - b.nodePort)),
          ],
        ]),
      ),
    );
  });

  test.each([
    [[], 30010],
    [[pinned(30009)], 30010],
    [[pinned(30011)], 30010],
  ])('that take one port conflict: %j, %d', (base, port) => {
    expect(mergeOf(base, pinned(port, 'a/a'), pinned(port, 'b/b'))).toBeUndefined();
  });
});

test('apps that are synthesized at once, some of them killed, never leave a torn lock or lose what was written', async () => {
  const folder = tempFolder();
  const path = join(folder, 'nodeports.lock.yaml');
  const fixture = ['--import', 'tsx', join(__dirname, 'fixtures', 'synthesizer.ts'), path];
  const env = {
    ...process.env,
    CDK8S_OUTDIR: tempFolder(),
    TSX_TSCONFIG_PATH: join(__dirname, '..', '..', '..', 'examples', 'tsconfig.json'),
  };
  const start = (cluster: string, times: number) =>
    spawn(process.execPath, [...fixture, cluster, String(times)], { stdio: ['ignore', 'pipe', 'ignore'], env });
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
  const ends = [...['a', 'b'].map((cluster) => start(cluster, 100)), ...victims].map(end);
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

  expect([a, b, reads > 10]).toEqual([{ code: 0, last: 100 }, { code: 0, last: 100 }, true]);
  expect([portOf('a'), portOf('b')]).toEqual([30020, 30020]);
  // A process that was killed may have written once more than it could tell.
  killed.forEach(({ last }, index) =>
    expect([last, last + 1].map((count) => 30000 + (count % 80))).toContain(portOf(['c', 'd'][index])),
  );
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
  LockFile.read(path).write(new Map([['e', sectionOf(pinned(30009))]]));
  expect(readdirSync(folder)).toEqual(['nodeports.lock.yaml']);
}, 60_000);
