import { portNameRepeated } from '../../../../lib/core/service/rules/port-name-repeated';
import { faultsOf } from '../../../support/services';

test('a name that several ports have is reported once, at the second of them', () => {
  const ports = ['web', 'dns', 'web', 'dns', 'web'].map((name, index) => ({ name, port: 80 + index }));
  expect(faultsOf(portNameRepeated, { ports })).toEqual([
    'ports[2]: several ports are named "web". Rename one of them, to web-2',
    'ports[3]: several ports are named "dns". Rename one of them, to dns-2',
  ]);
});

test('two ports may already have one name', () => {
  expect(
    faultsOf(portNameRepeated, {
      ports: [
        { name: 'a', port: 80 },
        { name: 'a', port: 81 },
      ],
    }),
  ).toHaveLength(1);
});

test('ports with names of their own are fine, and those without a name are left to another rule', () => {
  expect(
    faultsOf(portNameRepeated, {
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    }),
  ).toEqual([]);
  expect(faultsOf(portNameRepeated, { ports: [{ port: 80 }, { port: 81 }] })).toEqual([]);
});
