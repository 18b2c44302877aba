import { NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { PortEntry, nameEntryPort } from '../port-entry';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services */
export const portNameMissing = serviceRule({
  code: 'port-name-missing',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'A Service with several ports has one without a name',
  remedy: 'Name every port',
  check: ({ ports }) => {
    if (ports.length < 2) return NO_FAULTS;
    return ports
      .filter(({ name }) => name === '')
      .map((entry) => ({
        index: entry.index,
        what: `port ${nameEntryPort(entry)} has no name, but a Service with several ports needs a name for each`,
        wayOut: `Add name: ${proposedName(entry)} to spec.ports[${entry.index}]`,
      }));
  },
});

function proposedName({ index, port, protocol }: PortEntry): string {
  return `${protocol.toLowerCase()}-${Number.isNaN(port) ? index : port}`;
}
