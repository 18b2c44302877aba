import { dynamicBandPins } from '../../../../lib/core/rules/shared/dynamic-band-pins';
import { assignedService, contextOf, ledgerOf, service } from '../../../support/ledgers';
import { assignedEntry, sectionOf } from '../../../support/lock-sections';

test('numbers in the dynamic band are reported if they are of concern', () => {
  const services = [30085, 30086, 32767, 32768].map((nodePort) => service(`s${nodePort}`, { nodePort }));
  const results = dynamicBandPins(contextOf(ledgerOf(services)), ({ nodePort }) => nodePort < 32767);
  expect(results).toEqual([
    {
      path: 's30086',
      who: 'Service shop/s30086, port "web"',
      service: 'shop/s30086',
      nodePort: 30086,
      what:
        'node port 30086 lies in the dynamic band 30086-32767, from which the API server assigns dynamically, ' +
        'and it may already have assigned this one',
    },
  ]);
});

test('a number that was assigned is assigned again', () => {
  const lock = sectionOf(assignedEntry(30500, 'shop/web'));
  const [result] = dynamicBandPins(contextOf(ledgerOf([assignedService('web', 30500)], { lock })), () => true);
  expect(result.wayOut).toMatch(/^Delete the line 30500: .*, to have another assigned$/);
});
