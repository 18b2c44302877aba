import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation */
export const allocateFlagNotAllowed = serviceRule({
  code: 'allocate-flag-not-allowed',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A Service that is not of type LoadBalancer sets allocateLoadBalancerNodePorts',
  remedy: 'Remove the field, or change the type to LoadBalancer',
  check: ({ type, allocatesNodePorts }) =>
    allocatesNodePorts !== undefined && type !== 'LoadBalancer'
      ? [
          {
            what: `allocateLoadBalancerNodePorts is only allowed for type LoadBalancer, but this is type ${type}`,
            wayOut: 'Remove allocateLoadBalancerNodePorts',
          },
        ]
      : NO_FAULTS,
});
