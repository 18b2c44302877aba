import { Construct, IConstruct } from 'constructs';
import { NodePortRegistryProps } from './node-port-registry-props';
import { requireOwnCluster } from './registry-place';
import { inAppLanguage, usageErrorInAppLanguage } from './synth/app-language';
import { Cluster, declareCluster, declaredClusterOf, describeLock, lockSectionOf } from './synth/cluster';
import { Synthesis } from './synth/synthesis';
import { knownAs } from './synth/synthesized-services';
import { ClusterVerdict } from './synth/verdict';
import { readTakenPorts } from './taken-ports';
import { NodePortBands } from '../core/cluster/bands';
import { ClusterProfile } from '../core/cluster/cluster-profile';
import { PortRange } from '../core/cluster/port-range';
import { Finding } from '../core/findings/finding';
import { MAX_CLAIMED_BY_LENGTH } from '../core/guard/claim-format';
import { AcceptanceFault, acceptanceFault } from '../core/rules/acceptances';
import { Claim } from '../core/service/claim';
import { repositoryOf } from '../io/records/git-remote';

/**
 * The port space of one cluster. Services below its scope claim their node ports here, and nothing is emitted while two
 * claims conflict.
 *
 * It covers every `v1` Service that the app emits, however it is created: static Services of this library, Services of
 * any cdk8s-plus version, plain API objects, included YAML, Helm charts and lists. An app with static Services only
 * needs its own registry if its cluster differs from the Kubernetes defaults. A registry below another registry
 * describes a separate cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 */
export class NodePortRegistry extends Construct {
  /**
   * Returns the registry that handles a construct's claims: the one of the nearest scope that has a registry, up to the
   * app. If there is none, the app gets one with the defaults.
   *
   * @param scope the construct to look up
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
   * Throws `registry-repeated` if the scope already has a registry or another registry has the same cluster name, and
   * `port-range-invalid`, `kubernetes-version-invalid`, `gate-locked`, `not-a-port`, `outside-range`, `reason-missing`,
   * `lock-invalid` or `claim-invalid` if a prop is invalid.
   *
   * @param scope the app, or the construct whose subtree is deployed to the cluster
   * @param id the ID of the registry in the scope
   * @param props how the cluster differs from the Kubernetes defaults
   */
  constructor(scope: Construct, id: string, props: NodePortRegistryProps = {}) {
    super(scope, id);
    requireOwnCluster(this, scope, props);

    const profile = describe(this, props);
    this.cluster = profile.name;
    this.portRange = profile.range;
    this.bands = profile.bands;
    this.described = {
      scope,
      home: this,
      profile,
      strict: props.strict ?? false,
      taken: readTakenPorts(this, profile, props.takenPorts),
      acceptances: [],
      foreign: (props.reservations ?? []).flatMap((each) => each._claims(profile.name)),
      lock: describeLock(this.node.root, props),
      mapFile: props.mapFile,
      claimedBy: props.emitClaims ? claimantOf(this, props) : undefined,
    };
    // Refuse an unusable lock here, before anything relies on it.
    lockSectionOf(this.described);
    declareCluster(this.described);
    Synthesis.of(this);
  }

  /** Every claim in the cluster at this point: those with a number first, in ascending order. */
  public claims(): Claim[] {
    return this.verdict()?.ledger.sorted() ?? [];
  }

  /** Every error and warning at this point, sorted by construct path, including accepted findings. */
  public findings(): Finding[] {
    return [...(this.verdict()?.findings ?? [])];
  }

  /**
   * Accepts the findings with one code at or below a construct: they stay in `findings()` but no longer refuse the app
   * or print warnings. Errors that the API server itself would reject cannot be accepted. To accept a finding for one
   * Service only, annotate it with `nodeport.cdk8s.io/accept-<code>: <reason>`.
   *
   * Throws `acceptance-invalid` for a code that cannot be accepted, and `reason-missing` without a reason.
   *
   * @param scope the construct at or below which to accept findings; use the app or the registry for findings about the
   * whole cluster
   * @param code the code of the findings, such as `pinned-in-dynamic-band`
   * @param reason why the findings are acceptable, for the next reader
   */
  public accept(scope: IConstruct, code: string, reason: string): void {
    const acceptance = { path: knownAs(scope).node.path, code, reason };
    const fault = acceptanceFault(acceptance) ?? this.outOfReach(scope);
    if (fault) throw usageErrorInAppLanguage(fault.code, { who: this.node.path, ...fault.parts });
    this.described.acceptances.push(acceptance);
  }

  /** Undefined once the registry is removed from the app. */
  private verdict(): ClusterVerdict | undefined {
    return Synthesis.of(this)
      .judge()
      .find(({ cluster }) => cluster === this.described);
  }

  /** Accepting findings for a construct that belongs to another registry would have no effect. */
  private outOfReach(scope: IConstruct): AcceptanceFault | undefined {
    if (scope.node.scopes.includes(this.described.scope) || this.node.scopes.includes(scope)) return undefined;
    const what = `${scope.node.path} is outside ${this.described.scope.node.path}, to which this registry belongs`;
    return {
      code: 'acceptance-invalid',
      parts: { what, wayOut: 'Call accept on NodePortRegistry.of() of that construct' },
    };
  }
}

function describe(registry: IConstruct, props: NodePortRegistryProps): ClusterProfile {
  try {
    return new ClusterProfile(props);
  } catch (error) {
    throw new Error(inAppLanguage(`${registry.node.path}: ${(error as Error).message}`));
  }
}

/** Who claims ports on behalf of an app. */
function claimantOf(registry: IConstruct, { claimedBy }: NodePortRegistryProps): string {
  const name = claimedBy ?? repositoryOf(process.cwd(), process.env) ?? '';
  if (name.trim() !== '' && name.length <= MAX_CLAIMED_BY_LENGTH) return name;
  const what =
    claimedBy === undefined
      ? 'claims name a repository, and this folder has no git remote'
      : `claimedBy has ${claimedBy.length} characters`;
  throw usageErrorInAppLanguage('claim-invalid', {
    who: registry.node.path,
    what,
    wayOut: "Write it as claimedBy: 'github.com/acme/storage'",
  });
}
