import { Authority, FindingKind, Severity } from '../../findings/finding-kind';
import { PortEntry, nameEntryPort } from '../port-entry';

/**
 * Found while the ports of a Service are allocated.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go
 */
export const portRepeated = {
  code: 'port-repeated',
  severity: Severity.ERROR,
  authority: Authority.API_SERVER,
  title: 'One Service claims a node port twice',
  remedy: 'Share a number only between protocols of one service port, or use two numbers',
} as const satisfies FindingKind;

/** Says why an entry cannot share a number, and whether only a create is refused while an update would pass. */
export function repeatedBy(entry: PortEntry, holder: PortEntry, nodePort: number): string {
  const rule =
    entry.port === holder.port
      ? 'the protocols of one service port share a number only with the first of them'
      : 'a Service shares a number only between protocols of one service port';
  const asymmetry = entry.protocol === holder.protocol ? '' : ' (an update would be accepted, a create is refused)';
  return `${claimedBy(holder, nodePort)}; ${rule}${asymmetry}`;
}

/** Says why the health check of a Service cannot use the number of one of its ports. */
export function repeatedByHealthCheck(holder: PortEntry, nodePort: number): string {
  return `${claimedBy(holder, nodePort)}; a health check needs its own number`;
}

function claimedBy(holder: PortEntry, nodePort: number): string {
  return `node port ${nodePort} is already claimed by its own port "${nameEntryPort(holder)}"`;
}
