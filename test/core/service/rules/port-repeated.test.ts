import { repeatedBy, repeatedByHealthCheck } from '../../../../lib/core/service/rules/port-repeated';
import { serviceOf } from '../../../support/services';

const [tcp53, udp53, tcp80, udp80] = serviceOf({
  ports: [
    { name: 'dns', port: 53 },
    { port: 53, protocol: 'UDP' },
    { name: 'web', port: 80 },
    { port: 80, protocol: 'UDP' },
  ],
}).ports;

test('two service ports of one protocol cannot share a number', () => {
  expect(repeatedBy(tcp80, tcp53, 30001)).toBe(
    'node port 30001 is already claimed by its own port "dns"; a Service shares a number only between protocols of ' +
      'one service port',
  );
});

test('two service ports of two protocols cannot share a number either, although an update would pass', () => {
  expect(repeatedBy(tcp80, udp53, 30001)).toBe(
    'node port 30001 is already claimed by its own port "53/UDP"; a Service shares a number only between protocols ' +
      'of one service port (an update would be accepted, a create is refused)',
  );
});

test('a third protocol of one service port shares with the first only', () => {
  expect(repeatedBy(udp80, tcp80, 30001)).toBe(
    'node port 30001 is already claimed by its own port "web"; the protocols of one service port share a number only ' +
      'with the first of them (an update would be accepted, a create is refused)',
  );
});

test('a health check never shares a number', () => {
  expect(repeatedByHealthCheck(tcp80, 30001)).toBe(
    'node port 30001 is already claimed by its own port "web"; a health check needs its own number',
  );
});
