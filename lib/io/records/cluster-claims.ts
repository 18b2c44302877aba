import { Kubectl, NAME_A_CLUSTER, lastLine } from './kubectl';
import { ClaimAnswer, managersIn, readAnswer } from '../../core/claims/claim-answer';
import { ClusterClaim, claimObject, readClusterClaim, readClusterClaims } from '../../core/claims/cluster-claim';
import { CLAIM_DEFINITION } from '../../core/guard/names';

/** The field manager of claims, which lets the API server distinguish these fields from those of other tools. */
const FIELD_MANAGER = 'cdk8s-nodeport';

/** The API server's answer to a write. */
export interface WriteResult {
  /** Undefined on success. */
  readonly answer?: ClaimAnswer;
  /** What kubectl printed on failure. */
  readonly stderr: string;
}

/** The cluster has no claims, because their definition is not installed. */
export class NoClaimsError extends Error {
  constructor() {
    super(
      'NodePortClaims are not installed in the cluster. ' +
        'Ask an administrator to install them: cdk8s-nodeport guard | kubectl apply -f -',
    );
  }
}

/** Reads and writes the claims of a cluster through kubectl. */
export class ClusterClaims {
  constructor(private readonly kubectl: Kubectl) {}

  /** All claims, by number. Throws `NoClaimsError`, or an error if they cannot be read. */
  public list(): ClusterClaim[] {
    const printed = this.print(['get', CLAIM_DEFINITION, '-o', 'json']);
    const claims = readClusterClaims(printed);
    if (claims) return claims;
    throw new Error(`What kubectl printed is not a list of NodePortClaims. ${NAME_A_CLUSTER}`);
  }

  /** The claim of a port, if there is one. Throws as `list` does. */
  public find(nodePort: number): ClusterClaim | undefined {
    const args = ['get', CLAIM_DEFINITION, '--ignore-not-found', '-o', 'json', '--', String(nodePort)];
    return readClusterClaim(this.print(args));
  }

  /** Claims a port that is not claimed yet. */
  public create(claim: ClusterClaim): WriteResult {
    // The annotation lets `kubectl apply` take over without a warning.
    return this.write(['create', '--save-config', `--field-manager=${FIELD_MANAGER}`, '-f', '-'], claim);
  }

  /** Changes the reason of a claim, or the port of its Service, unless another tool manages them. */
  public update(claim: ClusterClaim): WriteResult {
    const result = this.write(['apply', '--server-side', `--field-manager=${FIELD_MANAGER}`, '-f', '-'], claim);
    // What this tool created is managed by "cdk8s-nodeport" too, but not by an apply of it.
    const isOurs = managersIn(result.stderr).every((manager) => manager === FIELD_MANAGER);
    return result.answer === ClaimAnswer.MANAGED && isOurs ? this.takeOver(claim) : result;
  }

  /**
   * Changes the owner of an adopted claim, whichever tool applied it; the definition of claims refuses this for all
   * other claims.
   */
  public takeOver(claim: ClusterClaim): WriteResult {
    const flags = ['--server-side', '--force-conflicts', `--field-manager=${FIELD_MANAGER}`];
    return this.write(['apply', ...flags, '-f', '-'], claim);
  }

  /** Deletes a claim. */
  public remove(nodePort: number): WriteResult {
    return resultOf(this.kubectl.run(['delete', CLAIM_DEFINITION, '--', String(nodePort)]));
  }

  private write(args: readonly string[], claim: ClusterClaim): WriteResult {
    return resultOf(this.kubectl.run(args, JSON.stringify(claimObject(claim))));
  }

  private print(args: readonly string[]): unknown {
    const { isDone, stdout, stderr } = this.kubectl.run(args);
    if (isDone) return stdout.trim() === '' ? undefined : JSON.parse(stdout);
    if (readAnswer(stderr) === ClaimAnswer.NO_DEFINITION) throw new NoClaimsError();
    throw new Error(`kubectl get nodeportclaims failed: ${lastLine(stderr)}. ${NAME_A_CLUSTER}`);
  }
}

function resultOf({ isDone, stderr }: { readonly isDone: boolean; readonly stderr: string }): WriteResult {
  return isDone ? { stderr: '' } : { answer: readAnswer(stderr), stderr };
}
