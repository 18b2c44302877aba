import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * (ValidateServiceClusterIPsRelatedFields)
 */
export const headlessNodePort = serviceRule({
  code: 'headless-node-port',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A headless Service asks for node ports',
  remedy: 'Remove clusterIP: None, or change the type to ClusterIP',
  check: ({ type, isHeadless }) =>
    isHeadless && (type === 'NodePort' || type === 'LoadBalancer')
      ? [
          {
            what:
              `type ${type} with clusterIP: None is refused by the API server: node ports need a cluster IP ` +
              `to route to`,
            wayOut: 'Remove clusterIP: None, or set type: ClusterIP',
          },
        ]
      : NO_FAULTS,
});
