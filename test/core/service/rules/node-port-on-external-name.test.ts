import { nodePortOnExternalName } from '../../../../lib/core/service/rules/node-port-on-external-name';
import { faultsOf, serviceOf } from '../../../support/services';

const ports = [{ port: 80, nodePort: 30001 }];

test('a node port of an ExternalName Service would free the port of its actual owner', () => {
  expect(faultsOf(nodePortOnExternalName, { type: 'ExternalName', ports })).toEqual([
    'ports[0]: node port 30001 is set on type ExternalName; the API server stores it unreserved, and frees the port ' +
      'of its actual owner when this Service is deleted. Remove nodePort: 30001',
  ]);
  expect(nodePortOnExternalName.check(serviceOf({ type: 'ExternalName', ports }))).toMatchObject([{ nodePort: 30001 }]);
});

test('an ExternalName Service without one is fine, and other types are left to other rules', () => {
  expect(faultsOf(nodePortOnExternalName, { type: 'ExternalName', ports: [{ port: 80 }] })).toEqual([]);
  expect(faultsOf(nodePortOnExternalName, { type: 'ClusterIP', ports })).toEqual([]);
});
