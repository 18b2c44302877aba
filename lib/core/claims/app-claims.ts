import { ClusterClaim } from './cluster-claim';
import { Claim, ClaimKind, isOfService, serviceKey } from '../service/claim';

/** A claim that an app applies, and the location of its owner. */
export interface AppClaim {
  readonly claim: ClusterClaim;
  /** The path of the construct of its Service or reservation. */
  readonly path: string;
}

/** A port that the app cannot claim in its current state. */
interface Unclaimable {
  readonly path: string;
  readonly what: string;
  readonly wayOut: string;
}

/** What an app claims in its cluster. */
export interface AppClaims {
  readonly claims: readonly AppClaim[];
  readonly unclaimable: readonly Unclaimable[];
}

/**
 * The claims of an app, sorted by number: one for each number of its Services and reservations.
 *
 * @param all every claim of the cluster, in the app and outside
 * @param claimedBy whom to contact
 */
export function claimsOfApp(all: readonly Claim[], claimedBy: string): AppClaims {
  const isOwn = (claim: Claim) => isOfService(claim) || claim.kind === ClaimKind.RESERVATION;
  const own = all.filter((claim) => claim.nodePort !== undefined && isOwn(claim));
  const first = new Map<number, Claim>();
  // A reserved port that a Service of the app uses belongs to that Service.
  for (const claim of [...own.filter(isOfService), ...own]) {
    if (!first.has(claim.nodePort!)) first.set(claim.nodePort!, claim);
  }
  const sorted = [...first.values()].sort((a, b) => a.nodePort! - b.nodePort!);
  const faults = sorted.map(faultOf);
  return {
    claims: sorted
      .filter((_, index) => faults[index] === undefined)
      .map((claim) => ({ claim: claimFor(claim, claimedBy), path: claim.owner.path })),
    unclaimable: faults.filter((fault) => fault !== undefined),
  };
}

function claimFor(claim: Claim, claimedBy: string): ClusterClaim {
  const { owner, admits = [], nodePort = 0 } = claim;
  const service = isOfService(claim) ? serviceKey(owner) : (admittedBy(admits) ?? '');
  // The label of a port without a name is its number and protocol, which is not a valid port name.
  const port = owner.port === undefined || owner.port.includes('/') ? '' : owner.port;
  return { nodePort, service, port, claimedBy, reason: owner.reason ?? '' };
}

/**
 * What a claim names for some Services: one Service, or a whole namespace; undefined if they are in several namespaces.
 */
function admittedBy(services: readonly string[]): string | undefined {
  if (services.length <= 1) return services[0] ?? '';
  const namespaces = new Set(services.map((service) => service.split('/')[0]));
  return namespaces.size === 1 ? `${[...namespaces][0]}/*` : undefined;
}

function faultOf(claim: Claim): Unclaimable | undefined {
  const {
    owner: { path },
    admits = [],
    nodePort,
  } = claim;
  if (isOfService(claim)) return faultOfService(claim);
  if (admittedBy(admits) !== undefined) return undefined;
  const services = admits.join(' and ');
  const what = `node port ${nodePort} is for ${services}, and a NodePortClaim names Services of one namespace`;
  return { path, what, wayOut: 'Reserve a port for each namespace' };
}

function faultOfService({ owner: { path, namespace, service = '' } }: Claim): Unclaimable | undefined {
  if (namespace === undefined) {
    const what = `Service ${service} has no namespace, and a NodePortClaim names one`;
    return { path, what, wayOut: "Give its chart one, such as { namespace: 'storage' }" };
  }
  if (!service.endsWith('*')) return undefined;
  const what = `the API server completes the name ${service}, and a NodePortClaim names a Service`;
  return { path, what, wayOut: 'Set metadata.name in place of generateName' };
}
