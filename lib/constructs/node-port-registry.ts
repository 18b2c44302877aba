import { Construct, IConstruct } from 'constructs';
import { Cluster, ClusterLock, clusterDeclaredBy, declareCluster, declaredClusterOf, lockSectionOf } from './cluster';
import { NodePortReservations } from './node-port-reservations';
import { requirePort } from './static-ports';
import { Synthesis } from './synthesis';
import { knownAs, surveyOf } from './synthesized-services';
import { Verdict } from './verdict';
import { AcceptanceFault, faultOf } from '../core/acceptance';
import { NodePortBands } from '../core/bands';
import { Claim } from '../core/claim';
import { ClusterProfile } from '../core/cluster-profile';
import { Finding, refuse } from '../core/finding';
import { takenClaim } from '../core/ledger';
import { PortRange } from '../core/port-range';
import { LockFile } from '../io/lock-file';

/** A node port that something outside the app holds. */
export interface TakenPort {
  /** The port, 1 to 65535. */
  readonly port: number;
  /** What holds it, for whoever collides with it. */
  readonly reason: string;
}

/** The cluster that a `NodePortRegistry` describes. */
export interface NodePortRegistryProps {
  /**
   * The name of the cluster, for messages.
   *
   * @default 'default'
   */
  readonly cluster?: string;

  /**
   * The node port range of the cluster, as the flag `--service-node-port-range` of its API server takes it: `30000-32767`,
   * `30000+2767` or `30000`. A range that starts at 0 is refused.
   *
   * @default '30000-32767'
   * @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
   */
  readonly portRange?: string;

  /**
   * The version of the API server, such as `1.31` or `v1.31.4`. The static band is a promise from 1.28 on.
   *
   * @default - 1.29 or later is assumed, where the static band is always on
   * @see https://kubernetes.io/blog/2023/05/11/nodeport-dynamic-and-static-allocation/
   */
  readonly kubernetesVersion?: string;

  /**
   * The feature gate `ServiceNodePortStaticSubrange` of the API server. It matters for 1.27, which has it off by default, and
   * 1.28, which has it on; from 1.29 on it cannot be switched off.
   *
   * @default - what the version has by default
   */
  readonly staticSubrangeGate?: boolean;

  /**
   * Whether warnings are refusals.
   *
   * @default false
   */
  readonly strict?: boolean;

  /**
   * Ports held by something outside the app, such as the API server's own `--kubernetes-service-node-port`.
   *
   * @default - none
   */
  readonly takenPorts?: TakenPort[];

  /**
   * The file that records which owner has which port, relative to the folder in which the app is synthesized. It is read when the
   * registry is made and written after everything else succeeded. Commit it, so that no port moves by itself.
   *
   * @default - no lock: an assigned port may move when another Service with the same first choice comes
   */
  readonly lockFile?: string;

  /**
   * Whether the lock file may not change: where it would have to, the app is refused and shown the difference.
   *
   * @default - true where the environment variable CI is set, to anything but `false` or `0`
   */
  readonly frozen?: boolean;

  /**
   * Ports that are never assigned by themselves, since many charts and tutorials write them by hand. They can still be pinned.
   *
   * @default - 30000, 30001, 30007, 30080, 30443, 31000, 31380 and 32000
   */
  readonly avoidPorts?: number[];

  /**
   * Records of other apps whose ports count as taken.
   *
   * @default - none
   */
  readonly reservations?: NodePortReservations[];
}

/**
 * The port space of one cluster: whatever Services are below its scope claim their node ports here, and nothing is emitted while
 * two claims disagree.
 *
 * It counts every `v1` Service that the app emits, however it was made: static Services of this library, those of any cdk8s-plus,
 * plain API objects, included YAML, Helm charts, and lists. An app that holds static Services needs no registry of its own unless
 * its cluster differs from Kubernetes' defaults. A registry below another one is another cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export class NodePortRegistry extends Construct {
  /**
   * The registry that a construct's claims go to: that of the nearest scope which has one, up to the app. Where there is none, the
   * app gets one with the defaults.
   *
   * @param scope the construct to ask for
   */
  public static of(scope: IConstruct): NodePortRegistry {
    const home = declaredClusterOf(scope)?.home as NodePortRegistry | undefined;
    return home ?? new NodePortRegistry(scope.node.root as Construct, 'DefaultNodePortRegistry');
  }

  /** The name of the cluster. */
  public readonly cluster: string;
  /** The node port range of the cluster. */
  public readonly portRange: PortRange;
  /** The static and the dynamic band of the range. */
  public readonly bands: NodePortBands;

  private readonly described: Cluster;

  /**
   * Makes everything below a scope one cluster.
   *
   * Throws `registry-repeated` where the scope, or the cluster of that name, has a registry already, `port-range-invalid`, `kubernetes-version-invalid`,
   * `gate-locked`, `not-a-port`, `reason-missing` or `lock-invalid` where a prop cannot be used.
   *
   * @param scope the app, or a construct whose subtree is a cluster of its own
   * @param id the name of the registry in the scope
   * @param props the cluster, where it differs from Kubernetes' defaults
   */
  constructor(scope: Construct, id: string, props: NodePortRegistryProps = {}) {
    super(scope, id);
    const other = clusterDeclaredBy(scope);
    if (other) throw repeated(scope, this, other.home);
    requireOwnName(this, props);

    const profile = describe(this, props);
    this.cluster = profile.name;
    this.portRange = profile.range;
    this.bands = profile.bands;
    this.described = {
      scope,
      home: this,
      profile,
      strict: props.strict ?? false,
      taken: this.readTaken(props.takenPorts ?? []),
      acceptances: [],
      foreign: (props.reservations ?? []).flatMap((each) => each._claims(profile.name)),
      lock: lockOf(props),
    };
    // A lock that cannot be used is refused here, before anything relies on it.
    lockSectionOf(this.described);
    declareCluster(this.described);
    Synthesis.of(this);
  }

  /** Every claim of the cluster as the app is now: those with a number first, in ascending order. */
  public claims(): Claim[] {
    return this.verdict().ledger.sorted();
  }

  /** Everything wrong or risky as the app is now, sorted by construct path; findings that somebody accepted are among them. */
  public findings(): Finding[] {
    return [...this.verdict().findings];
  }

  /**
   * Accepts the findings of one code at or below a construct: they stay in `findings()` and no longer refuse or warn. What the API
   * server itself would refuse cannot be accepted. The annotation `nodeport.cdk8s.io/accept-<code>: <reason>` on a Service does
   * the same for that Service.
   *
   * Throws `acceptance-invalid` for a code that cannot be accepted, and `reason-missing` without a reason.
   *
   * @param scope the construct at or below which the findings are; the app or the registry for those of the cluster as a whole
   * @param code the code of the findings, such as `pinned-in-dynamic-band`
   * @param reason why they may stand, for whoever reads them next
   */
  public accept(scope: IConstruct, code: string, reason: string): void {
    const acceptance = { path: knownAs(scope).node.path, code, reason };
    const fault = faultOf(acceptance) ?? this.outOfReach(scope);
    if (fault) throw refuse(fault.code, { who: this.node.path, ...fault.beats });
    this.described.acceptances.push(acceptance);
  }

  private verdict(): Verdict {
    const verdict = Synthesis.of(this).judge().find(({ cluster }) => cluster === this.described);
    return verdict as Verdict;
  }

  private readTaken(ports: readonly TakenPort[]): Claim[] {
    const { path } = this.node;
    const who = `${path}, takenPorts`;
    const reasons = new Map<number, string[]>();
    for (const { port, reason } of ports) {
      requirePort(port, { who, staticBand: this.bands.staticBand, prop: 'port' });
      if (!this.portRange.contains(port)) {
        throw refuse('outside-range', { who, what: `port ${port} is outside the range of the cluster, ${this.portRange}`, wayOut: `Remove port: ${port}` });
      }
      if (!reason || reason.trim() === '') {
        throw refuse('reason-missing', { who: path, what: `port ${port} is taken without a reason`, wayOut: 'Say what holds it, such as "the API server"' });
      }
      reasons.set(port, [...reasons.get(port) ?? [], reason.trim()]);
    }
    return [...reasons].map(([port, all]) => takenClaim(this.cluster, path, port, all.join('; ')));
  }

  /** An acceptance for a construct whose findings go to another registry would accept nothing. */
  private outOfReach(scope: IConstruct): AcceptanceFault | undefined {
    if (scope.node.scopes.includes(this.described.scope) || this.node.scopes.includes(scope)) return undefined;
    const what = `${scope.node.path} is outside ${this.described.scope.node.path}, to which this registry belongs`;
    return { code: 'acceptance-invalid', beats: { what, wayOut: 'Call accept on NodePortRegistry.of() of that construct' } };
  }
}

function describe(registry: IConstruct, props: NodePortRegistryProps): ClusterProfile {
  try {
    return new ClusterProfile(props);
  } catch (error) {
    throw new Error(`${registry.node.path}: ${(error as Error).message}`);
  }
}

function lockOf({ lockFile, frozen }: NodePortRegistryProps): ClusterLock | undefined {
  if (lockFile === undefined) return undefined;
  const { CI = 'false' } = process.env;
  return { file: LockFile.read(lockFile), isFrozen: frozen ?? !['', '0', 'false'].includes(CI) };
}

/** One cluster is one registry: two of them would each see half of its claims, and write half of its lock. */
function requireOwnName(registry: IConstruct, { cluster = 'default', lockFile }: NodePortRegistryProps): void {
  const same = surveyOf(registry.node.root).clusters.find(({ profile }) => profile.name === cluster);
  const sharesLock = lockFile !== undefined && same?.lock?.file.path === lockFile;
  if (!same || (cluster === 'default' && !sharesLock)) return;
  throw refuse('registry-repeated', {
    who: registry.node.path,
    what: `cluster ${cluster} has a registry already, ${same.home.node.path}, and the two would not see each other's claims`,
    wayOut: `Move one registry above both, or set cluster: '${cluster}-2'`,
  });
}

function repeated(scope: IConstruct, added: IConstruct, other: IConstruct): Error {
  const isImplied = other.node.id === 'DefaultNodePortRegistry';
  return refuse('registry-repeated', {
    who: added.node.path,
    what: `${scope.node.path || 'the app'} has a registry already, ${other.node.path}${isImplied ? ', made when NodePortRegistry.of() was called' : ''}`,
    wayOut: isImplied ? `Move new NodePortRegistry(…, '${added.node.id}') before that call` : 'Remove one of them, or give each cluster a chart or construct of its own',
  });
}
