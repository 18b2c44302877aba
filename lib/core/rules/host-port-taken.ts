import { ledgerRule } from './rule';
import { Authority, Severity } from '../findings/finding-kind';
import { nameOther } from '../service/owner-names';

/** @see https://github.com/kubernetes/kubernetes/issues/100643 */
export const hostPortTaken = ledgerRule({
  code: 'host-port-taken',
  severity: Severity.WARNING,
  authority: Authority.LIBRARY,
  title: 'A Pod uses a host port that is also a node port',
  remedy: 'Use another host port, outside the range of node ports',
  check: ({ ledger, profile: { range } }) =>
    (ledger.record.hostPorts ?? []).flatMap(({ path, resource, port }) => {
      const [holder] = ledger.byPort.get(port) ?? [];
      if (holder === undefined) return [];
      return [
        {
          path,
          who: resource,
          nodePort: port,
          what:
            `hostPort ${port} is also a node port, of ${nameOther(holder.owner)}; one of the two never gets ` +
            `its traffic`,
          wayOut: `Use a hostPort outside the range ${range}`,
          otherPath: holder.owner.path,
        },
      ];
    }),
});
