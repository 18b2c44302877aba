import { ledgerRule } from './rule';
import { PortRange } from '../cluster/port-range';
import { Authority, Severity } from '../findings/finding-kind';

/** The default range from which Linux picks source ports of outgoing connections. */
const EPHEMERAL_PORTS = PortRange.between(32768, 60999);

/**
 * @see https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html (ip_local_port_range, ip_local_reserved_ports)
 */
export const rangeMeetsEphemeralPorts = ledgerRule({
  code: 'range-meets-ephemeral-ports',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'The range overlaps the ephemeral ports of the nodes',
  remedy: 'Reserve the range on each node, or end it at 32767',
  check: ({ ledger, profile: { range }, clusterPath }) => {
    if (range.first > EPHEMERAL_PORTS.last || range.last < EPHEMERAL_PORTS.first || ledger.isEmpty) return [];
    return [
      {
        path: clusterPath,
        what:
          `the range ${range} overlaps the nodes' ephemeral ports ${EPHEMERAL_PORTS}, ` +
          'so an outgoing connection may be assigned a node port as its source port and fail',
        wayOut: `Reserve the range on each node: sysctl net.ipv4.ip_local_reserved_ports=${range}`,
      },
    ];
  },
});
