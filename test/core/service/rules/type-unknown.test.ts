import { typeUnknown } from '../../../../lib/core/service/rules/type-unknown';
import { faultsOf } from '../../../support/services';

test.each([
  ['nodePort', 'Write type: NodePort'],
  ['loadbalancer', 'Write type: LoadBalancer'],
  ['Public', 'Write one of ClusterIP, ExternalName, LoadBalancer, NodePort'],
])('the API server refuses type %s', (type, wayOut) => {
  expect(faultsOf(typeUnknown, { type })).toEqual([
    `Service: type "${type}" is not a type of Service, and the API server refuses it. ${wayOut}`,
  ]);
});

test.each(['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort', undefined, ''])('type %j is fine', (type) => {
  expect(faultsOf(typeUnknown, { type })).toEqual([]);
});
