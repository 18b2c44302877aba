import { portNameMissing } from '../../../../lib/core/service/rules/port-name-missing';
import { faultsOf } from '../../../support/services';

test('each port of several needs a name, and gets a proposal that differs for each protocol', () => {
  const ports = [{ port: 53 }, { name: 'web', port: 80 }, { name: '', port: 53, protocol: 'UDP' }];
  expect(faultsOf(portNameMissing, { ports })).toEqual([
    'ports[0]: port 53/TCP has no name, but a Service with several ports needs a name for each. ' +
      'Add name: tcp-53 to spec.ports[0]',
    'ports[2]: port 53/UDP has no name, but a Service with several ports needs a name for each. ' +
      'Add name: udp-53 to spec.ports[2]',
  ]);
});

test('two ports are several', () => {
  expect(faultsOf(portNameMissing, { ports: [{ name: 'web', port: 80 }, { port: 81 }] })).toHaveLength(1);
});

test('a single port needs no name', () => {
  expect(faultsOf(portNameMissing, { ports: [{ port: 80 }] })).toEqual([]);
});

test('a port without a number is named by its place', () => {
  expect(faultsOf(portNameMissing, { ports: [{ name: 'web', port: 80 }, null] })).toEqual([
    'ports[1]: port spec.ports[1] has no name, but a Service with several ports needs a name for each. ' +
      'Add name: tcp-1 to spec.ports[1]',
  ]);
});
