import { namesakesIn } from '../../../lib/core/ledger/namesakes';
import { service } from '../../support/ledgers';

const pathsOf = (...services: Parameters<typeof namesakesIn>[0]) =>
  namesakesIn(services).map((group) => group.map(({ owner }) => owner.path));

test('Services with one namespace and name form a group, in the order in which they were written', () => {
  const at = (path: string, name = 'web') => service(name, { path });
  expect(pathsOf(at('c'), at('d', 'api'), at('a'), at('b'), at('e', 'api'), at('f', 'db'))).toEqual([
    ['c', 'a', 'b'],
    ['d', 'e'],
  ]);
});

test('a Service without a namespace is in the default one', () => {
  expect(
    pathsOf(
      service('web', { path: 'a', namespace: undefined }),
      service('web', { path: 'b', namespace: 'default' }),
      service('web', { path: 'c', namespace: 'shop' }),
    ),
  ).toEqual([['a', 'b']]);
});

test('Services of one name in two namespaces are not namesakes', () => {
  expect(pathsOf(service('web', { namespace: 'a' }), service('web', { namespace: 'b' }))).toEqual([]);
});

test('Services that claim nothing do not count', () => {
  const spec = { type: 'ClusterIP' };
  expect(pathsOf(service('web', { spec }), service('web'), service('web', { spec }))).toEqual([]);
});
