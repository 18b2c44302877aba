import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { clusterScoped } from './cluster-scoped';
import { ClusterVerdict } from './verdict';
import { AppClaim, claimsOfApp } from '../../core/claims/app-claims';
import { claimObject } from '../../core/claims/cluster-claim';
import { formatMessage } from '../../core/findings/finding';

/** The result of emitting claims. */
interface ClaimReport {
  /** Errors that refuse the app: the construct and the message. */
  readonly refusals: readonly { readonly construct: IConstruct; readonly message: string }[];
  /** How many claims the app contains now. */
  readonly count: number;
}

/** Finds the construct at a path, whether a Service or anything else. */
type ConstructAt = (path: string) => IConstruct | undefined;

/** The NodePortClaims of an app, kept in its tree so that cdk8s renders them. */
export class EmittedClaims {
  private emitted = new Map<ApiObject, string>();

  constructor(private readonly constructAt: ConstructAt) {}

  /** Updates the claims in the tree to match the verdicts. */
  public update(verdicts: readonly ClusterVerdict[]): ClaimReport {
    const kept = new Map<ApiObject, string>();
    const refusals: { construct: IConstruct; message: string }[] = [];
    for (const { ledger, cluster } of verdicts) {
      const { claimedBy, home } = cluster;
      if (claimedBy === undefined) continue;
      const { claims, unclaimable } = claimsOfApp(ledger.sorted(), claimedBy);
      for (const claim of claims) kept.set(...this.emit(claim, home));
      for (const { path, ...parts } of unclaimable) {
        const construct = this.constructAt(path) ?? home;
        refusals.push({ construct, message: formatMessage('claim-invalid', parts) });
      }
    }
    for (const object of this.emitted.keys()) if (!kept.has(object)) remove(object);
    this.emitted = kept;
    return { refusals, count: kept.size };
  }

  /** Adds a claim to its owner's chart, ahead of the Service, unless it is already there. */
  private emit({ claim, path }: AppClaim, home: IConstruct): [ApiObject, string] {
    const manifest = claimObject(claim);
    const owner = this.constructAt(path);
    const scope = chartFor(owner ?? home, home);
    const id = `node-port-claim-${claim.nodePort}`;
    const text = JSON.stringify(manifest);
    const present = scope.node.tryFindChild(id);
    if (present instanceof ApiObject && this.emitted.get(present) === text) return [present, text];
    if (present instanceof ApiObject && this.emitted.has(present)) remove(present);
    const object = clusterScoped(scope, id, manifest);
    const service = owner && ApiObject.isApiObject(owner) ? owner : owner?.node.defaultChild;
    if (service && ApiObject.isApiObject(service)) service.addDependency(object);
    return [object, text];
  }
}

/** Removes a claim from the tree, unless another claim has taken its place. */
function remove({ node }: ApiObject): void {
  if (node.scope?.node.tryFindChild(node.id)?.node === node) node.scope.node.tryRemoveChild(node.id);
}

/** The chart that contains a construct; a construct outside every chart gets one below the registry. */
function chartFor(construct: IConstruct, home: IConstruct): Construct {
  const chart =
    nearestChart(construct) ?? nearestChart(home) ?? (home.node.tryFindChild('claims') as Chart | undefined);
  return chart ?? new Chart(home as Construct, 'claims');
}

function nearestChart({ node }: IConstruct): Chart | undefined {
  return [...node.scopes].reverse().find((scope) => Chart.isChart(scope)) as Chart | undefined;
}
