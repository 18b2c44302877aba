import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { indexedNumbers } from '../port-entry';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go (ValidateService)
 */
export const nodePortNotAllowed = serviceRule({
  code: 'node-port-not-allowed',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A ClusterIP Service carries a node port',
  remedy: 'Change its type to NodePort, or remove the number',
  check: ({ type, ports }) =>
    type !== 'ClusterIP'
      ? NO_FAULTS
      : indexedNumbers(ports).map(({ nodePort, index }) => ({
          index,
          nodePort,
          what: `node port ${nodePort} is set on type ClusterIP, which has none; the API server refuses it`,
          wayOut: `Set type: NodePort, or remove nodePort: ${nodePort}`,
        })),
});
