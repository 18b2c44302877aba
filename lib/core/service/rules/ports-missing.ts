import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go (ValidateService)
 */
export const portsMissing = serviceRule({
  code: 'ports-missing',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A Service that should have node ports has no ports',
  remedy: 'Write at least one entry of spec.ports',
  check: ({ type, ports }) => {
    if (ports.length > 0 || (type !== 'NodePort' && type !== 'LoadBalancer')) return NO_FAULTS;
    return [
      {
        what: `type ${type} needs ports, but spec.ports is empty or missing`,
        wayOut: 'Write spec.ports, such as [{ name: web, port: 80 }]',
      },
    ];
  },
});
