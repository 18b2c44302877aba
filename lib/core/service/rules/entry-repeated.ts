import { FieldFault, NO_FAULTS, serviceRule } from './service-rule';
import { Authority, Severity } from '../../findings/finding-kind';
import { PortEntry } from '../port-entry';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go (ValidateService)
 */
export const entryRepeated = serviceRule({
  code: 'entry-repeated',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'Two entries of one Service have the same protocol and port',
  remedy: 'Remove one of the two entries',
  check: ({ type, ports }) => {
    if (ports.length < 2) return NO_FAULTS;
    // For the other types, the allocator has already handled a repeated node port.
    const comparesNodePorts = type !== 'NodePort' && type !== 'LoadBalancer';
    const first = firstByKey();
    return ports.flatMap((entry) => {
      const { protocol, port, nodePort } = entry;
      const samePort = Number.isNaN(port) ? entry : first(`${port}/${protocol}`, entry);
      const sameNodePort =
        comparesNodePorts && nodePort !== 0 ? first(`node port ${nodePort}/${protocol}`, entry) : entry;
      const earlier = samePort.index < sameNodePort.index ? samePort : sameNodePort;
      return earlier === entry ? [] : [repetition(entry, earlier)];
    });
  },
});

/** Returns the first entry that was seen with a key. */
function firstByKey(): (key: string, entry: PortEntry) => PortEntry {
  const known = new Map<string, PortEntry>();
  return (key, entry) => {
    const first = known.get(key) ?? entry;
    known.set(key, first);
    return first;
  };
}

function repetition(entry: PortEntry, earlier: PortEntry): FieldFault {
  const [field, number] = entry.port === earlier.port ? ['port', entry.port] : ['nodePort', entry.nodePort];
  return {
    index: entry.index,
    what:
      `spec.ports[${entry.index}] has the same ${field} and protocol (${number}/${entry.protocol}) as ` +
      `spec.ports[${earlier.index}]`,
    wayOut: `Remove spec.ports[${entry.index}], or change its ${field}`,
  };
}
