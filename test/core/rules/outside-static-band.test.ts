import { outsideStaticBand } from '../../../lib/core/rules/outside-static-band';
import { ledgerOf, resultsOf, service, staticService } from '../../support/ledgers';

test('only Services that require a static port have to have one', () => {
  const services = [
    staticService('a', { nodePort: 30085 }),
    staticService('b', { nodePort: 30086 }),
    service('c', { nodePort: 30087 }),
  ];
  expect(resultsOf(outsideStaticBand, ledgerOf(services))).toMatchObject([{ path: 'b', nodePort: 30086 }]);
});

test('reserved ports in the dynamic band are reported, and those outside the range are not', () => {
  const kafka = { key: 'kafka', owner: 'data', reason: 'brokers', services: [], ports: [30085, 30086, 32767, 32768] };
  expect(resultsOf(outsideStaticBand, ledgerOf([], { reservations: [kafka] }))).toEqual([
    {
      path: 'kafka',
      nodePort: 30086,
      what: 'it reserves 30086, 32767, in the dynamic band 30086-32767, from which the API server picks for others',
      wayOut: 'Reserve ports of the static band 30000-30085',
    },
  ]);
});
