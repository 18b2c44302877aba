import { headlessNodePort } from '../../../../lib/core/service/rules/headless-node-port';
import { faultsOf } from '../../../support/services';

test.each([
  { type: 'NodePort', clusterIP: 'None' },
  { type: 'LoadBalancer', clusterIPs: ['None'] },
])('node ports need a cluster IP, which %j does not have', (spec) => {
  expect(faultsOf(headlessNodePort, spec)).toEqual([
    `Service: type ${spec.type} with clusterIP: None is refused by the API server: node ports need a cluster IP to ` +
      'route to. Remove clusterIP: None, or set type: ClusterIP',
  ]);
});

test.each([
  { type: 'ClusterIP', clusterIP: 'None' },
  { type: 'ExternalName', clusterIP: 'None' },
  { type: 'NodePort', clusterIP: '10.0.0.1' },
])('%j is fine', (spec) => {
  expect(faultsOf(headlessNodePort, spec)).toEqual([]);
});
