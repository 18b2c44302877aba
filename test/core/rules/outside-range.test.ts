import { outsideRange } from '../../../lib/core/rules/outside-range';
import { ledgerOf, liveService, resultsOf, service } from '../../support/ledgers';

const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: [] };

test('numbers just outside the range are reported, and those at its ends are not', () => {
  const services = [29999, 30000, 32767, 32768].map((nodePort) => service(`s${nodePort}`, { nodePort }));
  const results = resultsOf(outsideRange, ledgerOf(services));
  expect(results.map(({ nodePort }) => nodePort)).toEqual([29999, 32768]);
  expect(results[0]).toEqual({
    path: 's29999',
    who: 'Service shop/s29999, port "web"',
    service: 'shop/s29999',
    nodePort: 29999,
    what: 'node port 29999 is outside the range of cluster prod, 30000-32767; the API server refuses it',
  });
});

test('a number that a live Service has leaves open whether the range is right', () => {
  const [result] = resultsOf(outsideRange, ledgerOf([liveService('web', { nodePort: 29999 })]));
  expect(result.what).toContain(
    'but it is in use; either the range is wrong, or the Service works until it is recreated',
  );
  expect(result.wayOut).toBe('Pass the range of the kube-apiserver, such as --range 20000-32767, or move the port');
});

test('reserved ports outside the range are reported at their reservation', () => {
  const reservations = [{ ...KAFKA, ports: [29998, 29999, 30000, 32768] }];
  expect(resultsOf(outsideRange, ledgerOf([], { reservations }))).toEqual([
    {
      path: 'kafka',
      nodePort: 29998,
      what: 'it reserves 29998-29999, 32768, outside the range of cluster prod, 30000-32767',
      wayOut: 'Reserve ports of the static band 30000-30085',
    },
  ]);
});
