import { ClusterClaim } from '../../core/claims/cluster-claim';
import { isPortText } from '../../core/cluster/port-range';
import {
  CLAIMED_SERVICE,
  MAX_CLAIMED_BY_LENGTH,
  MAX_PORT_NAME_LENGTH,
  MAX_REASON_LENGTH,
  MAX_SERVICE_LENGTH,
} from '../../core/guard/claim-format';
import { repositoryOf } from '../../io/records/git-remote';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

const SERVICE = new RegExp(CLAIMED_SERVICE);

/** The claim of a call, without its number. Throws `UsageError`. */
export function claimIn(flags: Flags, world: World): Omit<ClusterClaim, 'nodePort'> {
  const service = flags.text('service') ?? '';
  if (service !== '' && (!SERVICE.test(service) || service.length > MAX_SERVICE_LENGTH)) {
    throw new UsageError(
      `--service ${service} does not name a Service. ` +
        "Write it as --service storage/minio, or --service 'storage/*'",
    );
  }
  return {
    service,
    port: shortText(flags, 'port', MAX_PORT_NAME_LENGTH),
    claimedBy: claimedByIn(flags, world),
    reason: shortText(flags, 'reason', MAX_REASON_LENGTH),
  };
}

/** The claimant: as typed, or the repository in which the command runs. */
export function claimedByIn(flags: Flags, { cwd, env }: World): string {
  const claimedBy = shortText(flags, 'claimed-by', MAX_CLAIMED_BY_LENGTH) || repositoryOf(cwd, env);
  if (claimedBy) return claimedBy;
  throw new UsageError(
    'Claims name a repository, and this folder has no git remote. Add --claimed-by github.com/acme/storage',
  );
}

/** The ports that were named. Throws `UsageError`. */
export function portsIn(operands: readonly string[], example: string): number[] {
  const odd = operands.find((operand) => !isPortText(operand));
  if (odd !== undefined) throw new UsageError(`${odd} is not a port. Write its number, as in ${example}`);
  return operands.map(Number);
}

function shortText(flags: Flags, name: string, max: number): string {
  const text = (flags.text(name) ?? '').trim();
  if (text.length > max) throw new UsageError(`--${name} has ${text.length} characters. Use ${max} at most`);
  return text;
}
