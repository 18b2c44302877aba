import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * (validateServiceExternalTrafficFieldsValue)
 */
export const healthCheckPortNotAllowed = serviceRule({
  code: 'health-check-port-not-allowed',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A Service has a health check node port that it cannot use',
  remedy: 'Keep it for type LoadBalancer with externalTrafficPolicy: Local',
  check: ({ type, isLocal, healthCheck: { nodePort } }) => {
    if (nodePort === 0 || (type === 'LoadBalancer' && isLocal)) return NO_FAULTS;
    return [
      {
        index: -1,
        nodePort,
        what: `healthCheckNodePort ${nodePort} is for type LoadBalancer with externalTrafficPolicy: Local only`,
        wayOut: `Remove healthCheckNodePort: ${nodePort}, or set both`,
      },
    ];
  },
});
