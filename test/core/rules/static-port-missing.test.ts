import { staticPortMissing } from '../../../lib/core/rules/static-port-missing';
import { ledgerOf, resultsOf, service, staticService } from '../../support/ledgers';

const settlement = { ports: new Map([['shop/web/web', 30010]]), blocks: new Map(), admitted: new Map() };

test('a port whose number is not in its manifest is reported', () => {
  expect(resultsOf(staticPortMissing, ledgerOf([staticService('web'), service('api')], { settlement }))).toEqual([
    {
      path: 'web',
      who: 'Service shop/web, port "web"',
      service: 'shop/web',
      what: 'every node port of a static Service needs a number, but its manifest leaves this one unset',
    },
  ]);
});

test('a port that got no number is left to another rule', () => {
  expect(resultsOf(staticPortMissing, ledgerOf([staticService('db')], { settlement }))).toEqual([]);
});
