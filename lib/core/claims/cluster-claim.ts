import { isPortText } from '../cluster/port-range';
import { CLAIM_API_VERSION, CLAIM_KIND } from '../guard/names';
import { isAdmitted } from '../service/claim';
import { fieldsOf } from '../service/fields-of';

/** A NodePortClaim of a cluster: it keeps a node port for one Service, whichever repository the Service comes from. */
export interface ClusterClaim {
  readonly nodePort: number;
  /**
   * The Service that may use the port, as `namespace/name` or `namespace/*`; empty for a port that no Service may use.
   */
  readonly service: string;
  /** The name of the Service's port; empty if it is the only one or unnamed. */
  readonly port: string;
  /** Whom to contact: the repository that applies the claim. */
  readonly claimedBy: string;
  readonly reason: string;
}

/** A claim of a cluster, and where it was read. */
export interface PlacedClaim {
  readonly claim: ClusterClaim;
  /** Such as `claims.yaml:12:7`. */
  readonly place: string;
}

/** A claim as a Kubernetes object. */
export interface ClaimObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, string>>;
}

/** Converts a claim to a Kubernetes object; empty fields are left out. */
export function claimObject({ nodePort, service, port, claimedBy, reason }: ClusterClaim): ClaimObject {
  const spec = Object.entries({ service, port, claimedBy, reason }).filter(([, text]) => text !== '');
  return {
    apiVersion: CLAIM_API_VERSION,
    kind: CLAIM_KIND,
    metadata: { name: String(nodePort) },
    spec: Object.fromEntries(spec),
  };
}

/** Whether a Service, as `namespace/name`, may use a claimed port. */
export function admits({ service }: Pick<ClusterClaim, 'service'>, key: string): boolean {
  return isAdmitted([service], key);
}

/** The name of a claim in messages: who, for what and why. */
export function nameClaim({ claimedBy, service, reason }: ClusterClaim): string {
  return `${claimedBy}${service === '' ? '' : ` for ${service}`}${reason === '' ? '' : ` (${reason})`}`;
}

/** Reads one claim as the API server prints it; undefined if it is something else. */
export function readClusterClaim(printed: unknown): ClusterClaim | undefined {
  const { apiVersion, kind, metadata, spec } = fieldsOf(printed);
  if (apiVersion !== CLAIM_API_VERSION || kind !== CLAIM_KIND) return undefined;
  const name = String(fieldsOf(metadata).name);
  if (!isPortText(name)) return undefined;
  const { service, port, claimedBy, reason } = fieldsOf(spec);
  return {
    nodePort: Number(name),
    service: textOrEmpty(service),
    port: textOrEmpty(port),
    claimedBy: textOrEmpty(claimedBy),
    reason: textOrEmpty(reason),
  };
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Reads the output of `kubectl get nodeportclaims -o json`, sorted by number; undefined if it is not a list of claims.
 */
export function readClusterClaims(printed: unknown): ClusterClaim[] | undefined {
  const { kind, items } = fieldsOf(printed);
  const isList = (kind === 'List' || kind === `${CLAIM_KIND}List`) && Array.isArray(items);
  const claims = (isList ? items : [printed]).map(readClusterClaim);
  if (claims.includes(undefined)) return undefined;
  return (claims as ClusterClaim[]).sort((a, b) => a.nodePort - b.nodePort);
}
