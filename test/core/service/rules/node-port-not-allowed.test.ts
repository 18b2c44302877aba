import { nodePortNotAllowed } from '../../../../lib/core/service/rules/node-port-not-allowed';
import { faultsOf, serviceOf } from '../../../support/services';

const ports = [{ port: 80 }, { port: 81, nodePort: 30001 }];

test.each(['ClusterIP', undefined, ''])('a Service of type %j cannot have a node port', (type) => {
  expect(faultsOf(nodePortNotAllowed, { type, ports })).toEqual([
    'ports[1]: node port 30001 is set on type ClusterIP, which has none; the API server refuses it. ' +
      'Set type: NodePort, or remove nodePort: 30001',
  ]);
  expect(nodePortNotAllowed.check(serviceOf({ type, ports }))).toMatchObject([{ nodePort: 30001 }]);
});

test('each number is reported once', () => {
  const shared = [...ports, { port: 81, protocol: 'UDP', nodePort: 30001 }, { port: 82, nodePort: 30002 }];
  expect(faultsOf(nodePortNotAllowed, { type: 'ClusterIP', ports: shared })).toEqual([
    expect.stringContaining('ports[1]: node port 30001'),
    expect.stringContaining('ports[3]: node port 30002'),
  ]);
});

test('null and 0 mean unset, and other types are left to other rules', () => {
  const unset = [
    { port: 80, nodePort: null },
    { port: 81, nodePort: 0 },
  ];
  expect(faultsOf(nodePortNotAllowed, { type: 'ClusterIP', ports: unset })).toEqual([]);
  for (const type of ['NodePort', 'LoadBalancer', 'ExternalName']) {
    expect(faultsOf(nodePortNotAllowed, { type, ports })).toEqual([]);
  }
});
