import { ClusterProfile } from '../../lib/core/cluster/cluster-profile';
import { FreeStaticPorts } from '../../lib/core/ledger/free-static-ports';
import { Ledger, LedgerRecord } from '../../lib/core/ledger/ledger';
import { LedgerRule, RuleContext, RuleResult } from '../../lib/core/rules/rule';
import { Claim, ClaimKind, ClaimOwner } from '../../lib/core/service/claim';
import { PortWishes, ServiceClaims, claimsOf } from '../../lib/core/service/service-claims';

/** A cluster with the default range: static ports 30000-30085, dynamic ports 30086-32767. */
export const PROD = new ClusterProfile({ cluster: 'prod' });
/** A cluster with 16 static ports and one dynamic port, and no port that assignment avoids. */
export const SMALL = new ClusterProfile({ cluster: 'edge', portRange: '30000-30016', avoidPorts: [] });

/** How a Service of the tests differs from the usual one, which has one port, `web`, in the namespace `shop`. */
export interface ServiceShape {
  /** Undefined if somebody has to pick it. */
  readonly nodePort?: number;
  /** Several ports, by name. */
  readonly ports?: Readonly<Record<string, number | undefined>>;
  /** Undefined leaves it to `kubectl -n`. */
  readonly namespace?: string;
  readonly path?: string;
  readonly wishes?: PortWishes;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Fields of its `spec`. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A Service as it is written in plain YAML: a port without a number is for the API server to pick. */
export function service(name: string, shape: ServiceShape = {}): ServiceClaims {
  return claimsOf(manifestOf(name, shape), originOf(name, shape));
}

/** A Service whose ports have to be static, as those of the typed constructs. */
export function staticService(name: string, shape: ServiceShape = {}): ServiceClaims {
  return claimsOf(manifestOf(name, shape), { ...originOf(name, shape), demandsStatic: true });
}

/** A Service as a cluster prints it. */
export function liveService(name: string, shape: ServiceShape = {}): ServiceClaims {
  const { metadata, spec } = manifestOf(name, shape);
  return claimsOf({ metadata: { ...metadata, uid: 'b1d6' }, spec }, originOf(name, shape));
}

/** A static Service whose number was chosen by the library. */
export function assignedService(name: string, nodePort: number, shape: ServiceShape = {}): ServiceClaims {
  const made = staticService(name, { ...shape, nodePort });
  return { ...made, claims: made.claims.map((claim) => ({ ...claim, assigned: true })) };
}

function manifestOf(name: string, { nodePort, ports = { web: nodePort }, annotations, spec, ...shape }: ServiceShape) {
  const entries = Object.entries(ports).map(([port, number], index) => ({
    name: port,
    port: 80 + index,
    nodePort: number,
  }));
  const namespace = 'namespace' in shape ? shape.namespace : 'shop';
  return { metadata: { name, namespace, annotations }, spec: { type: 'NodePort', ports: entries, ...spec } };
}

function originOf(name: string, { path = name, wishes }: ServiceShape) {
  return { cluster: 'prod', path, demandsStatic: false, wishes };
}

/** The first claim of a Service. */
export function firstClaim({ claims: [claim] }: ServiceClaims): Claim {
  return claim;
}

/** A claim of something other than a Service of this app. */
export function otherClaim(kind: ClaimKind, nodePort: number, owner: Partial<ClaimOwner>, more: Partial<Claim> = {}) {
  return {
    kind,
    nodePort,
    owner: { cluster: 'prod', path: '', ...owner },
    demandsStatic: false,
    assigned: false,
    ...more,
  };
}

/** What else belongs to a ledger, besides its Services. */
interface LedgerParts extends LedgerRecord {
  readonly profile?: ClusterProfile;
  readonly others?: readonly Claim[];
}

/** The ledger of Services in the cluster `prod`, unless another is given. */
export function ledgerOf(
  services: readonly ServiceClaims[],
  { profile = PROD, others, ...record }: LedgerParts = {},
): Ledger {
  return new Ledger(profile, services, others, { lockFile: 'nodeports.lock.yaml', ...record });
}

/** What a rule is given: findings about the cluster are at `NodePorts`. */
export function contextOf(ledger: Ledger): RuleContext {
  return {
    ledger,
    profile: ledger.profile,
    clusterPath: 'NodePorts',
    free: new FreeStaticPorts(ledger),
    howToAccept: (code) => `--accept ${code}`,
  };
}

/** What a rule finds in a ledger. */
export function resultsOf(rule: LedgerRule, ledger: Ledger): readonly RuleResult[] {
  return rule.check(contextOf(ledger));
}
