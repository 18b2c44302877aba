import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { indexedNumbers } from '../port-entry';

const CONSEQUENCE =
  'the API server stores it unreserved, and frees the port of its actual owner when this Service is deleted';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 * (releaseNodePorts)
 */
export const nodePortOnExternalName = serviceRule({
  code: 'node-port-on-external-name',
  severity: Severity.ERROR,
  authority: Authority.LIBRARY,
  title: 'An ExternalName Service carries a node port',
  remedy: 'Remove the number',
  check: ({ type, ports }) =>
    type !== 'ExternalName'
      ? NO_FAULTS
      : indexedNumbers(ports).map(({ nodePort, index }) => ({
          index,
          nodePort,
          what: `node port ${nodePort} is set on type ExternalName; ${CONSEQUENCE}`,
          wayOut: `Remove nodePort: ${nodePort}`,
        })),
});
