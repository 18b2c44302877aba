import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { intendedType, SERVICE_TYPES } from '../supported-values';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
export const typeUnknown = serviceRule({
  code: 'type-unknown',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A Service has an unknown type',
  remedy: 'Write one of ClusterIP, ExternalName, LoadBalancer, NodePort',
  check: ({ type }) => {
    if (SERVICE_TYPES.includes(type)) return NO_FAULTS;
    const intended = intendedType(type);
    const wayOut = SERVICE_TYPES.includes(intended)
      ? `Write type: ${intended}`
      : `Write one of ${SERVICE_TYPES.join(', ')}`;
    return [{ what: `type ${JSON.stringify(type)} is not a type of Service, and the API server refuses it`, wayOut }];
  },
});
