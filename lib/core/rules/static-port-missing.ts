import { about, ledgerRule } from './rule';
import { Lack, awaitingPorts } from './shared/awaiting-ports';
import { Authority, Severity } from '../findings/finding-kind';

/**
 * A port whose number was removed from its manifest by a patch.
 *
 * @see https://github.com/cdk8s-nodeport/cdk8s-nodeport/blob/main/docs/findings.md#static-port-missing
 */
export const staticPortMissing = ledgerRule({
  code: 'static-port-missing',
  severity: Severity.ERROR,
  authority: Authority.USAGE,
  title: 'A patch left a port of a static Service without a node port',
  remedy: 'Remove the patch, or pin the port to one of the static band',
  check: ({ ledger }) =>
    awaitingPorts(ledger, Lack.LOST).map(({ claim }) =>
      about(claim, 'every node port of a static Service needs a number, but its manifest leaves this one unset'),
    ),
});
