import { kubeletPortExposed } from '../../../../lib/core/service/rules/kubelet-port-exposed';
import { faultsOf, serviceOf } from '../../../support/services';

const ports = [{ port: 80 }, { port: 10250 }];

test('a load balancer cannot expose the port of the kubelet', () => {
  expect(faultsOf(kubeletPortExposed, { type: 'LoadBalancer', ports })).toEqual([
    "ports[1]: type LoadBalancer cannot expose service port 10250, which is the kubelet's, before Kubernetes 1.33. " +
      'Use any other service port, such as port: 10251, and leave targetPort unchanged',
  ]);
  expect(faultsOf(kubeletPortExposed, { type: 'LoadBalancer', ports: [ports[1]] })).toHaveLength(1);
});

test('releases up to 1.32 refuse it', () => {
  expect(kubeletPortExposed.check(serviceOf({ type: 'LoadBalancer', ports }))).toMatchObject([{ lastMinor: 32 }]);
});

test('other types may expose it, and load balancers any other port', () => {
  expect(faultsOf(kubeletPortExposed, { type: 'NodePort', ports })).toEqual([]);
  expect(faultsOf(kubeletPortExposed, { type: 'LoadBalancer', ports: [{ port: 10251 }] })).toEqual([]);
});
