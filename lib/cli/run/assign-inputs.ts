import { isUtf8 } from 'node:buffer';
import { inputSettings } from './input-settings';
import { Inputs, inNamespace, readInputs } from './intake';
import { pipedBytes } from './piped-input';
import { isUnnamed } from '../../core/filling/unmet-requests';
import { AssignRequest, assignRequestOf } from '../../core/service/assign-request';
import { ServiceClaims } from '../../core/service/service-claims';
import { Flags, UsageError } from '../args/command';
import { World } from '../world';

/** Manifests to fill in, and what their Services ask for. */
export interface AssignInputs extends Inputs {
  /** By the place of the Service. */
  readonly requests: ReadonlyMap<string, AssignRequest>;
  /** Everything that came through standard input; undefined if it is not an operand. */
  readonly stdin?: Buffer;
}

/** Reads manifests and what they ask for. Throws as `readInputs` does. */
export async function readAssignInputs(
  manifests: readonly string[],
  cluster: string,
  flags: Flags,
  world: World,
): Promise<AssignInputs> {
  const stdin = manifests.includes('-') ? await pipedBytes(world.stdin) : undefined;
  if (stdin !== undefined && !canBePassedOn(stdin)) {
    const wayOut = `Convert it: iconv -f ${stdin.includes(0) ? 'UTF-16' : 'ISO-8859-1'} -t UTF-8`;
    throw new UsageError(`Standard input is not UTF-8, so it cannot be passed on. ${wayOut}`);
  }
  const requests = new Map<string, AssignRequest>();
  const fillsAll = flags.isOn('all') ?? false;
  const inputs = await readInputs(
    manifests,
    cluster,
    { ...world, stdin: once(stdin) },
    {
      ...inputSettings(flags, world),
      command: 'assign',
      demandsOf: (manifest, path) => {
        const request = assignRequestOf(manifest);
        requests.set(path, request);
        return { demandsStatic: request.isStatic || fillsAll, wishes: { reservation: request.reservation } };
      },
    },
  );
  const namespace = flags.text('namespace');
  const services = inputs.services
    .map((service) => (namespace === undefined ? service : inNamespace(service, namespace)))
    .map((service) => (requests.get(service.owner.path)?.isStatic ? service : withOpenPortsOnly(service)));
  return { ...inputs, services, requests, stdin };
}

/** `--all` asks for the numbers that are missing; those that are written need not be static. */
function withOpenPortsOnly(service: ServiceClaims): ServiceClaims {
  const isNamed = !isUnnamed(service);
  return {
    ...service,
    claims: service.claims.map((claim) => ({
      ...claim,
      demandsStatic: claim.demandsStatic && isNamed && claim.nodePort === undefined,
    })),
  };
}

/** UTF-16 has a zero byte beside each letter of a manifest, and no text has one otherwise. */
function canBePassedOn(bytes: Buffer): boolean {
  return !bytes.includes(0) && isUtf8(bytes);
}

async function* once(bytes: Buffer | undefined): AsyncGenerator<Uint8Array> {
  if (bytes !== undefined) yield bytes;
}
