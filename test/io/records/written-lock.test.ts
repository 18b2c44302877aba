import * as fc from 'fast-check';
import { PortRange } from '../../../lib/core/cluster/port-range';
import { Lock, LockEntry, LockState } from '../../../lib/core/lock/lock';
import { lockText } from '../../../lib/core/lock/lock-text';
import { readLockWithPlaces } from '../../../lib/io/records/lock-reader';
import { readWrittenLock } from '../../../lib/io/records/written-lock';

const PATH = 'nodeports.lock.yaml';

const name = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom('yes', '80/TCP', 'a, b: "c" }', '#'),
);
const service = fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), fc.uuid()).map((parts) => parts.join('/'));
const entry = fc.oneof(
  fc.record({ state: fc.constantFrom(LockState.PINNED, LockState.ASSIGNED), service, port: name }),
  fc.record({ state: fc.constant(LockState.RESERVED), reservation: name, owner: name, reason: name }),
  fc.record({ state: fc.constant(LockState.RETIRED), service, port: name, since: fc.constant('2026-03-31') }),
);
const section = fc.array(entry, { maxLength: 4 }).map((entries) => ({
  range: PortRange.parse('30000-30031'),
  entries: entries.map((each, index): LockEntry => ({ nodePort: 30000 + 7 * index, ...each })),
}));
const lock = fc
  .dictionary(name, section, { maxKeys: 2, noNullPrototype: true })
  .map((sections): Lock => new Map(Object.entries(sections)));

/** What the parser of YAML makes of a text; undefined where it refuses. */
function parsed(text: string): unknown {
  try {
    return readLockWithPlaces(PATH, text);
  } catch {
    return undefined;
  }
}

test('a lock that the library wrote is read line by line, as the parser of YAML reads it', () => {
  fc.assert(
    fc.property(lock, (written) => {
      const text = lockText(written);
      expect(readWrittenLock(text)).toEqual(readLockWithPlaces(PATH, text));
    }),
  );
});

test('a lock that lost, repeats or changed something is never read in another way than the parser does', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const insertion = fc.constantFrom(
    '',
    '\n',
    ' ',
    '#',
    '"',
    ',',
    '}',
    '30007',
    'pinned',
    'retired',
    'a/b',
    '2026-13-31',
  );
  fc.assert(
    fc.property(lock, place, place, insertion, (written, start, length, inserted) => {
      const text = lockText(written);
      const from = Math.floor(start * text.length);
      const changed = text.slice(0, from) + inserted + text.slice(from + Math.floor(length * length * 40));
      const read = readWrittenLock(changed);
      if (read !== undefined) expect(read).toEqual(parsed(changed));
    }),
    { numRuns: 500 },
  );
});

const taken = (...entries: Partial<LockEntry>[]): string =>
  lockText(
    new Map([
      [
        'prod',
        {
          range: PortRange.parse('30000-30031'),
          entries: entries.map((each) => ({ nodePort: 30009, ...each })) as LockEntry[],
        },
      ],
    ]),
  );
const minio = { service: 'storage/minio', port: 'api', state: LockState.PINNED };

test.each<[string, string]>([
  ['gives one port twice', taken(minio, { ...minio, port: 'console' })],
  ['gives two ports to one owner', taken(minio, { ...minio, nodePort: 30010 })],
  ['holds a port outside its range', taken({ ...minio, nodePort: 40000 })],
  ['has a state that is not known', taken({ ...minio, state: '__proto__' as LockState })],
  ['lacks a field', taken({ service: 'storage/minio', state: LockState.PINNED })],
  ['has a field too many', taken({ ...minio, since: '2026-03-31' })],
  ['names a Service without its namespace', taken({ ...minio, service: 'minio' })],
  ['names nobody', taken({ ...minio, port: '' })],
  ['has a day that no month has', taken({ ...minio, state: LockState.RETIRED, since: '2026-02-32' })],
  ['is cut off', taken(minio).slice(0, -10)],
])('a lock that %s is left to the parser, which says so', (_, text) => {
  expect(readWrittenLock(text)).toBeUndefined();
  expect(() => readLockWithPlaces(PATH, text)).toThrow(/\(lock-invalid\)$/);
});
