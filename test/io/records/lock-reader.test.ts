import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { Lock, LockEntry, LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { LockFile } from '../../../lib/io/records/lock-file';
import { readLock } from '../../../lib/io/records/lock-reader';
import { tempFolder } from '../../support/lock';
import { HEAD, pinnedEntry, sectionOf } from '../../support/lock-sections';
import { runs } from '../../support/runs';

describe('the text', () => {
  test('has one line for each port, in ascending order, under its cluster', () => {
    const lock: Lock = new Map([
      ['test', sectionOf(pinnedEntry(30009))],
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
          pinnedEntry(31000, 'edge/istio', '80/TCP'),
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
      runs(100),
    );
  });
});

describe('a lock that cannot be read is refused with the line of the fault, and its file does not change', () => {
  test.each([
    [
      'a duplicate port',
      `${HEAD}      30009: { service: a/b, port: c, state: pinned }\n      30009: { service: d/e, port: f, state: ` +
        `pinned }\n`,
      '7:7',
      'port 30009 is listed twice',
    ],
    ['a later version', 'version: 2\nclusters: {}\n', '1:10', 'this library can only read version 1 of the format'],
    ['no version', 'clusters: {}\n', '1:1', 'this library can only read version 1'],
    [
      'a port outside the range',
      `${HEAD}      40000: { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      'port 40000 is outside the range 30000-32767',
    ],
    [
      'an invalid port',
      `${HEAD}      http: { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      '"http" is not a node port',
    ],
    [
      'a quoted port',
      `${HEAD}      "30009": { service: a/b, port: c, state: pinned }\n`,
      '6:7',
      '"30009" is not a node port. Write 30009 without quotes.',
    ],
    [
      'an entry without a Service',
      `${HEAD}      30009: { state: pinned }\n`,
      '6:7',
      'port 30009 is pinned, but has no other fields',
    ],
    ['an entry that is a text', `${HEAD}      30009: minio\n`, '6:14', 'a map is expected here'],
    ['an empty entry', `${HEAD}      30009:\n`, '6:7', 'the state of port 30009 is unknown'],
    [
      'an unknown state',
      `${HEAD}      30009: { service: a/b, port: c, state: __proto__ }\n`,
      '6:46',
      'the state of port 30009 is unknown',
    ],
    ['a number as a name', `${HEAD}      30009: { service: 5, port: c, state: pinned }\n`, '6:25', '5 is not a name'],
    [
      'an unknown field',
      `${HEAD}      30009: { service: a/b, port: c, state: pinned, color: red }\n`,
      '6:54',
      '"color" is not a field here',
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
    ['text that is not YAML', 'version: 1\nclusters: {{\n', '2:12', 'it is not YAML'],
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
      'an invalid day',
      `${HEAD}      30009: { service: a/b, port: c, state: retired, since: tomorrow }\n`,
      '6:62',
      'since cannot be "tomorrow"',
    ],
    [
      'an invalid month',
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

  test('with a port outside the current range of the cluster', () => {
    const path = join(tempFolder(), 'nodeports.lock.yaml');
    writeFileSync(path, `${HEAD}      30009: { service: a/b, port: c, state: pinned }\n`);
    expect(() => LockFile.read(path).section('prod', PortRange.parse('31000-32000'))).toThrow(
      `${path}:6:7: port 30009 is outside the range of the cluster, 31000-32000`,
    );
  });

  test('in a folder that does not exist, before anything is written', () => {
    expect(() => LockFile.read('no/such/nodeports.lock.yaml')).toThrow(
      'no/such/nodeports.lock.yaml: its folder does not exist. Create it: mkdir -p no/such. (lock-invalid)',
    );
    expect(() => LockFile.read('')).toThrow(
      "lockFile: it is empty. Write lockFile: 'nodeports.lock.yaml'. (lock-invalid)",
    );
  });

  test('if it is a folder', () => {
    expect(() => LockFile.read(tempFolder())).toThrow(/it cannot be read: EISDIR.*\(lock-invalid\)$/);
  });
});

describe('a lock that the library wrote', () => {
  const minio = pinnedEntry(30009);
  const text = lockText(new Map([['prod', sectionOf(minio, pinnedEntry(30010, 'web/shop'))]]));
  const lines = text.split('\n');
  const without = (part: string) => lines.filter((line) => !line.includes(part)).join('\n');

  test.each([
    ['its last line', lines.slice(0, -2).join('\n')],
    ['the end of its last line', text.slice(0, -20)],
    ['a comment line', without('# 30020')],
    ['a comment line and its port', without('30009')],
    ['its first line and a comment line', without('# 30020').slice(text.indexOf('\n') + 1)],
    ['most of it', text.slice(0, 900)],
  ])('is refused if it has lost %s', (_, damaged) => {
    expect(() => readLock('nodeports.lock.yaml', damaged)).toThrow(
      /^nodeports\.lock\.yaml:\d+:\d+: (the comment line of port \d+ is missing|its last line is missing).*\(lock-invalid\)$/,
    );
  });

  test.each([
    ['trailing spaces', lines.map((line) => `${line} `).join('\n')],
    ['no line break at the end', text.trimEnd()],
    ['none of its comments', lines.filter((line) => !/^ *#/.test(line)).join('\n')],
    ['lines that end as on old Macs', text.replaceAll('\n', '\r')],
  ])('is still read with %s', (_, changed) => {
    expect(readLock('nodeports.lock.yaml', changed).lock.get('prod')?.entries).toHaveLength(2);
  });

  test.each<[string, Partial<LockEntry>[]]>([
    ['gives one port twice', [minio, { ...minio, port: 'console' }]],
    ['gives two ports to one owner', [minio, { ...minio, nodePort: 30010 }]],
    ['holds a port outside its range', [{ ...minio, nodePort: 40000 }]],
    ['lacks a field', [{ nodePort: 30009, service: 'storage/minio', state: LockState.PINNED }]],
    ['has an unknown field', [{ ...minio, since: '2026-03-31' }]],
    ['has an empty port', [{ ...minio, port: '' }]],
    ['has a date that does not exist', [{ ...minio, state: LockState.RETIRED, since: '2026-02-32' }]],
  ])('is refused if it %s', (_, entries) => {
    const wrong = lockText(new Map([['prod', sectionOf(...(entries as LockEntry[]))]]));
    expect(() => readLock('nodeports.lock.yaml', wrong)).toThrow(/\(lock-invalid\)$/);
  });
});

test('many ports outside the current range of the cluster are counted instead of listed', () => {
  const path = join(tempFolder(), 'nodeports.lock.yaml');
  const ports = Array.from({ length: 80 }, (_, index) => pinnedEntry(30000 + index, `shop/s${index}`));
  writeFileSync(path, lockText(new Map([['prod', sectionOf(...ports)]])));
  expect(() => LockFile.read(path).section('prod', PortRange.parse('31000-32000'))).toThrow(
    'ports 30000, 30001, 30002 and 77 more are outside the range of the cluster, 31000-32000. Remove their lines',
  );
});
