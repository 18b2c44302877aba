import { PortRange } from '../../../lib/core/cluster/port-range';
import { LockEntry, LockState } from '../../../lib/core/lock/lock';
import { LOCK_FIRST_LINE, LOCK_LAST_LINE, lockText } from '../../../lib/core/lock/lock-text';
import { RANGE, assignedEntry, pinnedEntry, reservedEntry, retiredEntry, sectionOf } from '../../support/lock-sections';

/** A range of two ports, all static. */
const TINY = PortRange.parse('30000-30001');

/** The line of an entry in a lock. */
function lineOf(entry: LockEntry): string | undefined {
  return lockText(new Map([['prod', sectionOf(entry)]]))
    .split('\n')
    .find((line) => line.startsWith(`      ${entry.nodePort}: `))
    ?.trim();
}

test('an empty lock has its header and its last line', () => {
  expect(lockText(new Map())).toBe(
    `${LOCK_FIRST_LINE}
# Each static port has a comment line: branches that take the same port conflict here, and all others merge.
version: 1
clusters:
${LOCK_LAST_LINE}
`,
  );
});

test('a range of one port is written with both ends, since a single number would not be read back', () => {
  const lock = new Map([['lab', { range: PortRange.parse('30000'), entries: [] }]]);
  expect(lockText(lock)).toContain('    range: 30000-30000\n');
});

test('clusters are sorted by name, each with a comment for every static port and its entries in order', () => {
  const lock = new Map([
    ['prod', { range: TINY, entries: [assignedEntry(30001, 'shop/web'), pinnedEntry(30000, 'shop/api', 'web')] }],
    ['edge', { range: TINY, entries: [] }],
  ]);
  expect(lockText(lock).split('clusters:\n')[1]).toBe(
    `  edge:
    range: 30000-30001
    ports:
      # 30000
      # 30001
  prod:
    range: 30000-30001
    ports:
      # 30000
      30000: { service: shop/api, port: web, state: pinned }
      # 30001
      30001: { service: shop/web, port: web, state: assigned }
${LOCK_LAST_LINE}
`,
  );
});

test('ports in the dynamic band come after the static band, without comment lines', () => {
  const section = sectionOf(pinnedEntry(31001, 'shop/web', 'web'), pinnedEntry(31000, 'shop/api', 'web'));
  const text = lockText(new Map([['prod', section]]));
  expect(text).toMatch(/ # 30085\n +31000: .*\n +31001: /);
  expect(text).not.toContain('# 30086');
});

test.each<[string, LockEntry, string]>([
  [
    'a reserved port',
    { ...reservedEntry(30040), services: 'data/a,data/b' },
    '30040: { reservation: kafka, owner: data, services: "data/a,data/b", state: reserved, reason: brokers }',
  ],
  [
    'a retired port',
    retiredEntry(30041, 'shop/old', '2026-03-31'),
    '30041: { service: shop/old, port: web, state: retired, since: 2026-03-31 }',
  ],
  [
    'a port of a manifest',
    { ...assignedEntry(30042, 'shop/web'), from: 'manifests' },
    '30042: { service: shop/web, port: web, state: assigned, from: manifests }',
  ],
])('%s has one line', (_, entry, line) => {
  expect(lineOf(entry)).toBe(line);
});

test.each([
  ['brokers', 'brokers'],
  ['team-data/kafka_0.v2', 'team-data/kafka_0.v2'],
  ['2026-03-31', '2026-03-31'],
  ['9000/TCP', '"9000/TCP"'],
  ['two brokers', '"two brokers"'],
  ['a: b', '"a: b"'],
  ['-', '"-"'],
  ['x#', '"x#"'],
  ['12026-03-31', '"12026-03-31"'],
  ['2026-03-310', '"2026-03-310"'],
  ['', '""'],
  // Other versions of YAML read these as booleans or as nothing.
  ['no', '"no"'],
  ['Off', '"Off"'],
  ['Y', '"Y"'],
  ['null', '"null"'],
  ['nobody', 'nobody'],
  ['casino', 'casino'],
])('the text %j is written as %s', (reason, written) => {
  const entry = { nodePort: 30040, state: LockState.RESERVED, reason };
  expect(lineOf(entry)).toBe(`30040: { state: reserved, reason: ${written} }`);
});

test('the names of clusters are quoted where YAML needs it', () => {
  expect(lockText(new Map([['1.31', { range: RANGE, entries: [] }]]))).toContain('\n  "1.31":\n');
});
