import { CLAIM_API_VERSION, CLAIM_KIND } from '../guard/names';
import { isAdmitted } from '../service/claim';

/** A NodePortClaim of a cluster: its node port is for one Service, whichever repository that Service comes from. */
export interface ClusterClaim {
  readonly nodePort: number;
  /**
   * The Service that may have the port, as `namespace/name` or `namespace/*`; empty for a port that is held for nobody.
   */
  readonly service: string;
  /** The name of the port of the Service; empty for an only port, and where nobody named it. */
  readonly port: string;
  /** Whom to talk to: the repository that applies the claim. */
  readonly claimedBy: string;
  readonly reason: string;
}

/** The longest texts that the definition of claims takes. */
export const MAX_CLAIMED_BY = 200;
export const MAX_REASON = 200;
export const MAX_PORT_NAME = 63;

/** A claim as the Kubernetes object that is applied. */
export interface ClaimObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, string>>;
}

/** A claim as the Kubernetes object that is applied; what is empty is left out. */
export function claimObject({ nodePort, service, port, claimedBy, reason }: ClusterClaim): ClaimObject {
  const spec = Object.entries({ service, port, claimedBy, reason }).filter(([, text]) => text !== '');
  return {
    apiVersion: CLAIM_API_VERSION,
    kind: CLAIM_KIND,
    metadata: { name: String(nodePort) },
    spec: Object.fromEntries(spec),
  };
}

/** Whether a Service, as `namespace/name`, may have a claimed port. */
export function admits({ service }: Pick<ClusterClaim, 'service'>, key: string): boolean {
  return isAdmitted([service], key);
}

/** How messages name a claim: who, for what and why. */
export function nameClaim({ claimedBy, service, reason }: ClusterClaim): string {
  return `${claimedBy}${service === '' ? '' : ` for ${service}`}${reason === '' ? '' : ` (${reason})`}`;
}

/** Reads one claim as the API server prints it; undefined where it is something else. */
export function readClusterClaim(printed: unknown): ClusterClaim | undefined {
  const { apiVersion, kind, metadata, spec } = Object(printed) as Record<string, unknown>;
  if (apiVersion !== CLAIM_API_VERSION || kind !== CLAIM_KIND) return undefined;
  const nodePort = Number((Object(metadata) as { name?: unknown }).name);
  if (!Number.isInteger(nodePort)) return undefined;
  const text = (field: string): string => {
    const value = (Object(spec) as Record<string, unknown>)[field];
    return typeof value === 'string' ? value : '';
  };
  const [service, port, claimedBy, reason] = ['service', 'port', 'claimedBy', 'reason'].map(text);
  return { nodePort, service, port, claimedBy, reason };
}

/** Reads what `kubectl get nodeportclaims -o json` prints, by number; undefined where it is not a list of claims. */
export function readClusterClaims(printed: unknown): ClusterClaim[] | undefined {
  const { kind, items } = Object(printed) as { kind?: unknown; items?: unknown };
  const isList = (kind === 'List' || kind === `${CLAIM_KIND}List`) && Array.isArray(items);
  const claims = (isList ? items : [printed]).map(readClusterClaim);
  if (claims.includes(undefined)) return undefined;
  return (claims as ClusterClaim[]).sort((a, b) => a.nodePort - b.nodePort);
}
