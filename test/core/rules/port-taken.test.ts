import { LockEntry } from '../../../lib/core/lock/lock';
import { portTaken } from '../../../lib/core/rules/port-taken';
import { Claim, ClaimKind } from '../../../lib/core/service/claim';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { assignedService, ledgerOf, liveService, otherClaim, resultsOf, service } from '../../support/ledgers';
import { assignedEntry, pinnedEntry, sectionOf } from '../../support/lock-sections';

const PORT = 30009;
const at = (name: string, shape = {}) => service(name, { nodePort: PORT, ...shape });
const taken = otherClaim(ClaimKind.TAKEN, PORT, { path: '', reason: 'etcd' });
const reserved = otherClaim(ClaimKind.RESERVATION, PORT, { path: 'kafka', holder: 'data' });

function clashes(services: readonly ServiceClaims[], others: readonly Claim[] = [], ...entries: LockEntry[]) {
  return resultsOf(portTaken, ledgerOf(services, { others, lock: sectionOf(...entries) }));
}

test('the second Service with a number is at fault', () => {
  expect(clashes([at('b'), at('a')])).toEqual([
    {
      path: 'b',
      who: 'Service shop/b, port "web"',
      service: 'shop/b',
      nodePort: PORT,
      what:
        'node port 30009 is already claimed by a (Service shop/a, port "web"); ' +
        'a node port is unique across the cluster, whatever the namespace or protocol',
      otherPath: 'a',
    },
  ]);
});

test('each further claim is reported against the first', () => {
  const results = clashes(['a', 'b', 'c'].map((name) => at(name)));
  expect(results.map(({ path, otherPath }) => [path, otherPath])).toEqual([
    ['b', 'a'],
    ['c', 'a'],
  ]);
});

test('the owner in the lock has the number, and the message says so', () => {
  const [result] = clashes([at('a'), at('b')], [], pinnedEntry(PORT, 'shop/b', 'web'));
  expect(result.path).toBe('a');
  expect(result.what).toContain('by b (Service shop/b, port "web") and locked to it in nodeports.lock.yaml; ');
});

test('a number that the lock gives to somebody else is not locked to the holder', () => {
  const [result] = clashes([at('a'), at('b')], [], pinnedEntry(PORT, 'shop/c', 'web'));
  expect(result.what).not.toContain('locked');
});

test('a number that was assigned is assigned again', () => {
  const [result] = clashes([at('a'), assignedService('b', PORT)], [taken], assignedEntry(PORT, 'shop/b')).slice(-1);
  expect(result.wayOut ?? '').toBe('');
  const [, second] = clashes([at('a'), assignedService('b', PORT)], [taken], assignedEntry(PORT, 'shop/c'));
  expect(second.wayOut).toMatch(/^Delete the line 30009/);
});

test('a port taken outside the app is refused to Services and to reservations', () => {
  const results = clashes([at('a')], [taken, reserved]);
  expect(results.map(({ path, otherPath }) => [path, otherPath])).toEqual([
    ['a', ''],
    ['kafka', ''],
  ]);
});

test.each<[string, ServiceClaims[], Claim[]]>([
  ['each number has one claim', [at('a'), at('b', { nodePort: 30010 })], []],
  ['a Service is written twice', [at('a'), at('a', { path: 'b.yaml' })], []],
  ['a reservation holds the number, which is left to another rule', [at('a')], [reserved]],
  ['two reservations hold it', [], [reserved, { ...reserved }]],
  [
    'a record of another app has it',
    [at('a')],
    [otherClaim(ClaimKind.LOCKED, PORT, { isForeign: true, holder: 'ops' })],
  ],
])('nothing clashes where %s', (_, services, others) => {
  expect(clashes(services, others)).toEqual([]);
});

test('a clash with a Service that has the number in the record of another app is left to another rule', () => {
  const record = otherClaim(ClaimKind.LOCKED, PORT, { isForeign: true, namespace: 'shop', service: 'a', port: 'web' });
  expect(clashes([at('a'), at('b')], [record])).toEqual([]);
  expect(clashes([at('a'), at('b')], [{ ...record, owner: { ...record.owner, service: 'c' } }])).toHaveLength(1);
});

test('two ports of one name and namespace need another namespace or name', () => {
  const unnamed = (path: string) => {
    const made = at('web', { path });
    const [claim] = made.claims;
    return { ...made, claims: [{ ...claim, owner: { ...claim.owner, service: 'web-*' } }] };
  };
  const [result] = clashes([unnamed('a'), unnamed('b')]);
  expect(result.orElse).toBe('give one of the two another namespace or name');
  expect(clashes([at('a'), at('b')])[0].orElse).toBeUndefined();
});

describe('a live Service', () => {
  const live = (name: string, shape = {}) => liveService(name, { nodePort: PORT, path: 'z', ...shape });

  test('keeps its number, wherever it is written', () => {
    expect(clashes([at('a'), live('b')])).toMatchObject([{ path: 'a', otherPath: 'z' }]);
  });

  test('loses it to something outside the app', () => {
    expect(clashes([live('b')], [taken])).toMatchObject([{ path: 'z', otherPath: '' }]);
  });

  test('may be the one of a manifest without a namespace', () => {
    expect(clashes([at('b', { namespace: undefined }), live('b')])).toEqual([]);
    expect(clashes([at('a', { namespace: undefined }), live('b')])).toHaveLength(1);
  });

  test('may be the one that a custom resource generates', () => {
    const made = at('a');
    const ofKafka = (generates: string) => ({
      ...made,
      claims: [{ ...made.claims[0], owner: { ...made.claims[0].owner, generates } }],
    });
    expect(clashes([ofKafka('shop-orders-'), live('shop-orders-0')])).toEqual([]);
    expect(clashes([ofKafka('orders-'), live('shop-orders-0')])).toHaveLength(1);
  });

  test('is not confused with another live one, nor a manifest with another manifest', () => {
    expect(clashes([live('b'), live('b', { namespace: undefined, path: 'y' })])).toHaveLength(1);
    expect(clashes([at('b'), at('b', { namespace: undefined, path: 'y' })])).toHaveLength(1);
  });
});
