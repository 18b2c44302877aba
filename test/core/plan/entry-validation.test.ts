import {
  ValidationRule,
  kubeletPort,
  numbersAllowed,
  portFields,
  repeatedNumbers,
  repeatedPorts,
} from '../../../lib/core/plan/entry-validation';
import { Fields } from '../../../lib/core/service/service-fields';
import { stateWith } from '../../support/live-services';

/** The errors of a rule about some entries, in short. */
function errorsOf(rule: ValidationRule, ports: readonly Fields[], type = 'NodePort', minor?: number) {
  return rule({ next: stateWith(ports, { type }), minor }).map(
    ({ text, code, nodePort }) => `${text}${code ? ` (${code})` : ''}${nodePort ? ` for ${nodePort}` : ''}`,
  );
}

describe('the port of the kubelet', () => {
  const ports = [{ port: 80 }, { port: 10250 }];

  test.each([30, 32])('is refused for a load balancer in 1.%s', (minor) => {
    expect(errorsOf(kubeletPort, ports, 'LoadBalancer', minor)).toEqual([
      'spec.ports[1]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet ' +
        '(kubelet-port-exposed)',
    ]);
  });

  test.each([
    ['LoadBalancer', 33],
    ['LoadBalancer', undefined],
    ['NodePort', 30],
  ])('is accepted for a %s in 1.%s', (type, minor) => {
    expect(errorsOf(kubeletPort, ports, type, minor)).toEqual([]);
  });
});

describe('the fields of an entry', () => {
  test('include a name if there are several', () => {
    expect(errorsOf(portFields, [{ port: 80 }])).toEqual([]);
    expect(errorsOf(portFields, [{ port: 80, name: 'a' }, { port: 81 }])).toEqual([
      'spec.ports[1].name: Required value (port-name-missing)',
    ]);
  });

  test('include a name of its own', () => {
    const named = (name: string, port: number) => ({ name, port });
    expect(errorsOf(portFields, [named('a', 80), named('b', 81), named('a', 82), named('a', 83)])).toEqual([
      'spec.ports[2].name: Duplicate value: "a" (port-name-repeated)',
      'spec.ports[3].name: Duplicate value: "a" (port-name-repeated)',
    ]);
    // Missing names are not repeated ones.
    expect(errorsOf(portFields, [{ port: 80 }, { port: 81 }]).join()).not.toContain('Duplicate');
  });

  test.each([
    [0, false],
    [1, true],
    [65535, true],
    [65536, false],
  ])('include a service port from 1 to 65535: %s', (port, isValid) => {
    const error = `spec.ports[0].port: Invalid value: ${port}: must be between 1 and 65535, inclusive`;
    expect(errorsOf(portFields, [{ port }])).toEqual(isValid ? [] : [error]);
  });
});

test('a ClusterIP may not have a node port, and other types may', () => {
  const ports: Fields[] = [{ port: 80 }, { port: 81, nodePort: 30001 }];
  expect(errorsOf(numbersAllowed, ports, 'ClusterIP')).toEqual([
    "spec.ports[1].nodePort: Forbidden: may not be used when `type` is 'ClusterIP' (node-port-not-allowed) for 30001",
  ]);
  expect(errorsOf(numbersAllowed, ports, 'NodePort')).toEqual([]);
});

test('a number may be repeated only for another protocol, and an open port repeats nothing', () => {
  const udp = { protocol: 'UDP', nodePort: 30001 };
  expect(
    errorsOf(repeatedNumbers, [{ nodePort: 30001 }, udp, { nodePort: 30002 }, { nodePort: 30001 }, {}, {}]),
  ).toEqual(['spec.ports[3].nodePort: Duplicate value: 30001 (entry-repeated) for 30001']);
});

test('a service port may be repeated only for another protocol', () => {
  const udp = { port: 53, protocol: 'UDP' };
  expect(errorsOf(repeatedPorts, [{ port: 53 }, udp, { port: 54 }])).toEqual([]);
  expect(errorsOf(repeatedPorts, [udp, { port: 53 }, udp])).toEqual([
    'spec.ports[2]: Duplicate value: {"Name":"","Protocol":"UDP","AppProtocol":null,"Port":53,"TargetPort":0,' +
      '"NodePort":0} (entry-repeated)',
  ]);
});
