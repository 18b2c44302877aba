import { entryRepeated } from '../../../../lib/core/service/rules/entry-repeated';
import { faultsOf } from '../../../support/services';

const repeatedIn = (ports: object[], type = 'NodePort') => faultsOf(entryRepeated, { type, ports });

test('two entries cannot have the same protocol and port, where a missing protocol is TCP', () => {
  expect(repeatedIn([{ port: 80 }, { port: 80, protocol: 'TCP' }])).toEqual([
    'ports[1]: spec.ports[1] has the same port and protocol (80/TCP) as spec.ports[0]. Remove spec.ports[1], or ' +
      'change its port',
  ]);
});

test('each repetition is reported against the first entry', () => {
  const ports = [{ port: 53 }, { port: 80 }, { port: 80 }, { port: 53 }, { port: 80 }];
  expect(repeatedIn(ports)).toEqual([
    expect.stringContaining('spec.ports[2] has the same port and protocol (80/TCP) as spec.ports[1]'),
    expect.stringContaining('spec.ports[3] has the same port and protocol (53/TCP) as spec.ports[0]'),
    expect.stringContaining('spec.ports[4] has the same port and protocol (80/TCP) as spec.ports[1]'),
  ]);
});

test('one port may be open for two protocols', () => {
  expect(
    repeatedIn([
      { port: 53, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ]),
  ).toEqual([]);
});

test('entries whose ports cannot be read are not compared', () => {
  expect(repeatedIn([{ port: {} }, { port: {} }, {}])).toEqual([]);
});

describe('a node port that is written twice', () => {
  const ports = [
    { port: 80, nodePort: 30001 },
    { port: 81, nodePort: 30001 },
  ];

  test.each(['ClusterIP', 'ExternalName'])('is a repetition in a Service of type %s', (type) => {
    expect(repeatedIn(ports, type)).toEqual([
      'ports[1]: spec.ports[1] has the same nodePort and protocol (30001/TCP) as spec.ports[0]. Remove ' +
        'spec.ports[1], or change its nodePort',
    ]);
  });

  test.each(['NodePort', 'LoadBalancer'])('is left to the allocation in a Service of type %s', (type) => {
    expect(repeatedIn(ports, type)).toEqual([]);
  });

  test('is fine for two protocols, and 0 is not a number', () => {
    const udp = { port: 81, protocol: 'UDP', nodePort: 30001 };
    expect(repeatedIn([ports[0], udp], 'ClusterIP')).toEqual([]);
    expect(repeatedIn([{ port: 80, nodePort: 0 }, { port: 81 }], 'ClusterIP')).toEqual([]);
  });

  test('is reported once where the port is repeated too, against the earlier of both entries', () => {
    const both = [{ port: 80 }, { port: 81, nodePort: 30001 }, { port: 80, nodePort: 30001 }];
    expect(repeatedIn(both, 'ClusterIP')).toEqual([
      expect.stringContaining('same port and protocol (80/TCP) as spec.ports[0]'),
    ]);
    expect(repeatedIn([both[1], both[0], both[2]], 'ClusterIP')).toEqual([
      expect.stringContaining('same nodePort and protocol (30001/TCP) as spec.ports[0]'),
    ]);
  });
});
