import { serviceRepeated } from '../../../lib/core/rules/service-repeated';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { ledgerOf, liveService, resultsOf, service } from '../../support/ledgers';

const repetitions = (...services: ServiceClaims[]) => resultsOf(serviceRepeated, ledgerOf(services));
const at = (path: string) => service('web', { path });

test('every place but the first one of a Service is reported', () => {
  const results = repetitions(at('b.yaml:10:1'), at('b.yaml:9:1'), at('c.yaml:1:1'));
  expect(results).toHaveLength(2);
  expect(results[0]).toEqual({
    path: 'b.yaml:10:1',
    who: 'Service shop/web',
    service: 'shop/web',
    what: 'it is also written by b.yaml:9:1, so the one applied last overwrites the other and its node ports',
    wayOut: 'Name one of them web-2, or give it another namespace',
    otherPath: 'b.yaml:9:1',
  });
  expect(results[1]).toMatchObject({ path: 'c.yaml:1:1', otherPath: 'b.yaml:9:1' });
});

test('a live Service and its manifest are one, as intended', () => {
  expect(repetitions(at('a'), liveService('web', { path: 'b' }))).toEqual([]);
});

test('two live copies are reported, and so are two manifests', () => {
  const live = (path: string) => liveService('web', { path });
  expect(repetitions(at('a'), live('c'), live('b'), at('d')).map(({ path }) => path)).toEqual(['c', 'd']);
});

test('names that the API server has yet to complete do not collide', () => {
  const generated = (path: string) => ({ ...at(path), owner: { ...at(path).owner, service: 'web-*' } });
  expect(repetitions(generated('a'), generated('b'))).toEqual([]);
});
