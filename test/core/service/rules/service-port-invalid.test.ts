import { servicePortInvalid } from '../../../../lib/core/service/rules/service-port-invalid';
import { faultsOf } from '../../../support/services';

const invalid = (port: unknown) => faultsOf(servicePortInvalid, { ports: [{ port: 80 }, { name: 'web', port }] });

test.each([0, -1, 65536, 70000])('%d is not a service port', (port) => {
  expect(invalid(port)).toEqual([
    `ports[1]: spec.ports[1].port is ${port}, but the API server accepts only 1 to 65535. ` +
      'Write spec.ports[1].port, such as port: 80',
  ]);
});

test.each([undefined, null])('a port that is %s is missing', (port) => {
  expect(invalid(port)).toEqual([
    'ports[1]: spec.ports[1].port is missing, but the API server accepts only 1 to 65535. ' +
      'Write spec.ports[1].port, such as port: 80',
  ]);
});

test.each([1, 80, 65535])('%d is a service port', (port) => {
  expect(invalid(port)).toEqual([]);
});

test.each(['80', 'web', 1.5, true, [80]])('%j is of another type, so another rule reports it', (port) => {
  expect(invalid(port)).toEqual([]);
});

test('a mistake elsewhere in the entry hides nothing', () => {
  expect(
    faultsOf(servicePortInvalid, {
      ports: [
        { port: 0, name: 7 },
        { port: 0, Port: 80 },
      ],
    }),
  ).toHaveLength(2);
});
