import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';
import { LOCK_MARKS } from '../../../lib/core/lock/lock';
import { readLock } from '../../../lib/io/records/lock-reader';

const ROOT = join(__dirname, '../../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'schema/nodeports.lock.schema.json'), 'utf8'));
const isValid = new Ajv({ allowUnionTypes: true }).compile(schema);

/** Whether the library reads a lock. */
function isRead(text: string): boolean {
  try {
    readLock('nodeports.lock.yaml', text);
    return true;
  } catch {
    return false;
  }
}

const lockOf = (entry: string): string =>
  `version: 1\nclusters: { prod: { range: 30000-32767, ports: { 30009: { ${entry} } } } }\n`;

const FIELDS = [
  'service: storage/minio',
  'port: api',
  'reservation: kafka',
  'owner: data',
  'services: a/b',
  'from: manifests',
  "since: '2026-03-31'",
  'reason: brokers',
];
const subsets = FIELDS.reduce<string[][]>((all, field) => [...all, ...all.map((each) => [...each, field])], [[]]);

describe('the schema of the lock', () => {
  test('has the marks of the tools that write locks', () => {
    const { inUse, reserved } = schema.$defs;
    expect([inUse, reserved].map(({ properties }) => properties.from.enum)).toEqual([LOCK_MARKS, LOCK_MARKS]);
  });

  test.each(['pinned', 'assigned', 'reserved', 'retired'])(
    'accepts the fields of a %s port that the library accepts',
    (state) => {
      const differing = subsets.filter((fields) => {
        const text = lockOf([...fields, `state: ${state}`].join(', '));
        return isValid(parse(text)) !== isRead(text);
      });
      expect(differing).toEqual([]);
      expect(subsets.some((fields) => isRead(lockOf([...fields, `state: ${state}`].join(', '))))).toBe(true);
    },
  );

  test.each([
    ['a state that does not exist', lockOf('service: a/b, port: x, state: kept')],
    ['a field that does not exist', lockOf('service: a/b, port: x, state: pinned, color: red')],
    ['another source', lockOf('service: a/b, port: x, state: pinned, from: app')],
    ['a Service without a namespace', lockOf('service: minio, port: x, state: pinned')],
    ['an empty name', lockOf("service: a/b, port: '', state: pinned")],
    ['an invalid day', lockOf("service: a/b, port: x, state: retired, since: '2026-13-01'")],
    ['another version', 'version: 2\nclusters: {}\n'],
    ['no version', 'clusters: {}\n'],
    ['a cluster without a range', 'version: 1\nclusters: { prod: { ports: {} } }\n'],
    ['another field of a cluster', 'version: 1\nclusters: { prod: { range: 30000-32767, port: {} } }\n'],
    ['a port that is not a number', 'version: 1\nclusters: { prod: { range: 30000-32767, ports: { api: {} } } }\n'],
  ])('refuses %s, as the library does', (_, text) => {
    expect([isValid(parse(text)), isRead(text)]).toEqual([false, false]);
  });

  test.each([
    ['no clusters', 'version: 1\nclusters:\n'],
    ['no ports', 'version: 1\nclusters: { prod: { range: 30000-32767, ports: } }\n'],
    ['the lock of an example', readFileSync(join(ROOT, 'examples/assigned/nodeports.lock.yaml'), 'utf8')],
  ])('accepts %s, as the library does', (_, text) => {
    expect([isValid(parse(text)), isRead(text)]).toEqual([true, true]);
  });
});
