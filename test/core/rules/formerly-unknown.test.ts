import { formerlyUnknown } from '../../../lib/core/rules/formerly-unknown';
import { ledgerOf, resultsOf, staticService } from '../../support/ledgers';
import { pinnedEntry, sectionOf } from '../../support/lock-sections';

const renamed = (formerly: string) => staticService('new', { nodePort: 30009, wishes: { formerly } });
const LOCK = sectionOf(pinnedEntry(30010, 'shop/old', 'web'));

function unknown(services: readonly ReturnType<typeof renamed>[], lock = LOCK) {
  return resultsOf(formerlyUnknown, ledgerOf(services, { lock }));
}

test('a former name that the lock does not have is reported', () => {
  expect(unknown([renamed('shop/odd')])).toEqual([
    {
      path: 'new',
      who: 'Service shop/new',
      service: 'shop/new',
      what: 'nodeports.lock.yaml has no Service shop/odd, so no port is kept for this one',
      wayOut: "Did you mean shop/old? Write formerly: 'shop/old', or remove formerly",
    },
  ]);
});

test.each<[string, Parameters<typeof unknown>]>([
  ['no Service of the lock has a similar name', [[renamed('shop/database')]]],
  [
    'only the namespace is the same, however long',
    [[renamed('monitoring/db')], sectionOf(pinnedEntry(30010, 'monitoring/web', 'web'))],
  ],
  ['the similar name is in another namespace', [[renamed('shop2/old')]]],
  ['the app still has the similar one', [[renamed('shop/odd'), staticService('old', { nodePort: 30010 })]]],
])('no name is suggested where %s', (_, given) => {
  expect(unknown(...given)).toMatchObject([{ wayOut: 'Write a name that the lock records, or remove formerly' }]);
});

test('a former name that the app still has is reported, even if the lock has it', () => {
  const [result, ...others] = unknown([renamed('old'), staticService('old', { nodePort: 30010 })]);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ path: 'new', service: 'shop/new' });
  expect(result.what).toMatch(/^formerly names shop\/old, which is a Service of this app/);
  expect(result.wayOut).toContain('rename shop/old first');
});

test.each([
  ['the lock has the former name', [renamed('shop/old')], LOCK],
  ['it leaves out the namespace, which is its own', [renamed('old')], LOCK],
  ['the lock has its present name already', [renamed('shop/odd')], sectionOf(pinnedEntry(30009, 'shop/new', 'web'))],
  ['there is no former name', [staticService('new', { nodePort: 30009 })], LOCK],
  ['the lock is empty, as in the first synth', [renamed('shop/odd')], sectionOf()],
])('nothing is reported where %s', (_, services, lock) => {
  expect(unknown(services, lock)).toEqual([]);
});

test('a Service that gives its present name as the former one is not in its own way', () => {
  expect(unknown([renamed('shop/new')], LOCK)).toMatchObject([
    { what: expect.stringContaining('has no Service shop/new') },
  ]);
});
