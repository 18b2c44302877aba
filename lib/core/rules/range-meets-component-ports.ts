import { ledgerRule } from './rule';
import { COMPONENT_PORTS, componentPortsIn } from '../cluster/component-ports';
import { Authority, Severity } from '../findings/finding-kind';

const CODE = 'range-meets-component-ports';

/** @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
export const rangeMeetsComponentPorts = ledgerRule({
  code: CODE,
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: "The range holds ports of the nodes' own components",
  remedy: 'Start the range at 30000',
  check: ({ ledger, profile: { range }, clusterPath, howToAccept }) => {
    const ports = componentPortsIn(range);
    if (ports.length === 0 || ledger.isEmpty) return [];
    const named = ports.map((port) => `${port} (${COMPONENT_PORTS.get(port)})`).join(', ');
    return [
      {
        path: clusterPath,
        what:
          `the range ${range} contains ports on which the nodes themselves listen: ${named}; a node port with such a ` +
          `number takes their traffic`,
        wayOut: `Use a range without them, such as 30000-32767, or accept the risk: ${howToAccept(CODE)}`,
      },
    ];
  },
});
