import { allocateFlagNotAllowed } from '../../../../lib/core/service/rules/allocate-flag-not-allowed';
import { faultsOf } from '../../../support/services';

test.each([
  ['NodePort', true],
  ['NodePort', false],
  ['ClusterIP', true],
])('a Service of type %s with allocateLoadBalancerNodePorts: %s is refused', (type, allocateLoadBalancerNodePorts) => {
  expect(faultsOf(allocateFlagNotAllowed, { type, allocateLoadBalancerNodePorts })).toEqual([
    `Service: allocateLoadBalancerNodePorts is only allowed for type LoadBalancer, but this is type ${type}. ` +
      'Remove allocateLoadBalancerNodePorts',
  ]);
});

test.each([
  { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false },
  { type: 'NodePort', allocateLoadBalancerNodePorts: null },
  { type: 'NodePort' },
])('%j is fine', (spec) => {
  expect(faultsOf(allocateFlagNotAllowed, spec)).toEqual([]);
});
