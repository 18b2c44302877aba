import { messageIn } from '../../core/claims/claim-answer';
import { Holder } from '../../core/claims/claims-beside';
import { ClusterClaim, admits } from '../../core/claims/cluster-claim';
import {
  Check,
  ProbeAnswer,
  ProbeResult,
  exemptIn,
  probeKey,
  probeOfHeldPort,
  probeService,
  readProbe,
  verdictOfBinding,
} from '../../core/guard/diagnosis';
import { GuardVerdict } from '../../core/guard/guard-policy';
import { GUARD_POLICY, INJECTION_POLICY, TENANCY_POLICY } from '../../core/guard/names';
import { count } from '../../core/text/count';
import { printable } from '../../core/text/printable';
import { ClusterClaims, NoClaimsError } from '../../io/records/cluster-claims';
import { Kubectl } from '../../io/records/kubectl';
import { columnText } from '../../report/columns';
import { Arguments, ExitCode, UsageError } from '../args/command';
import { kubectlTarget } from '../args/kubectl-options';
import { holdersOnCluster } from '../run/holders';
import { World } from '../world';

/** What the doctor asks the API server for. */
const PROBED = 'a test Service without a claim';

const INSTALL = 'cdk8s-nodeport guard | kubectl apply -f -';

/** Checks that the guard is installed, and tests it with a Service that has no claim. */
export function runClaimsDoctor({ operands, flags }: Arguments, world: World): ExitCode {
  if (operands.length > 0) throw new UsageError(`claims doctor takes no operand. Remove ${operands[0]}`);
  const kubectl = new Kubectl(kubectlTarget(flags), world);
  const checks = new Examination(kubectl, flags.text('namespace') ?? 'default').checks();
  world.stdout.write(columnText(checks.map(({ health, text }) => [health, printable(text)])));
  return checks.some(({ health }) => health === 'missing') ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

const ok = (text: string): Check => ({ health: 'ok', text });
const missing = (text: string): Check => ({ health: 'missing', text });

/** An examination of one cluster. */
class Examination {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
  ) {}

  public checks(): Check[] {
    const claims = this.claims();
    if (!claims) return [missing(`NodePortClaims are not installed. Run ${INSTALL}`)];
    const binding = this.object('validatingadmissionpolicybindings', GUARD_POLICY);
    return [
      ok(`NodePortClaims are installed: ${count(claims.length, 'claim')}`),
      ...this.guard(binding),
      ...(binding ? [this.probe(claims, binding)] : []),
      this.optional('mutatingadmissionpolicybindings', INJECTION_POLICY, 'injection', '--inject'),
      this.optional('validatingadmissionpolicybindings', TENANCY_POLICY, 'tenancy', '--tenancy team-a=30010-30019'),
    ];
  }

  private claims(): ClusterClaim[] | undefined {
    try {
      return new ClusterClaims(this.kubectl).list();
    } catch (error) {
      if (error instanceof NoClaimsError) return undefined;
      throw error;
    }
  }

  private guard(binding: unknown): Check[] {
    if (!this.object('validatingadmissionpolicies', GUARD_POLICY)) {
      return [missing(`the guard is not installed, so claims are not enforced. Run ${INSTALL}`)];
    }
    if (!binding) {
      return [missing(`the guard is installed but not enforced, because its binding is missing. Run ${INSTALL}`)];
    }
    const exempt = exemptIn(binding);
    const where = exempt.length === 0 ? 'in every namespace' : `in every namespace except ${exempt.join(', ')}`;
    const effect = verdictOfBinding(binding) === 'Deny' ? 'and enforced' : 'but only warns';
    return [ok(`the guard is installed, ${effect} ${where}`)];
  }

  /** Asks for a claimed port for a Service that the claim does not name. Nothing is written. */
  private probe(claims: readonly ClusterClaim[], binding: unknown): Check {
    const { namespace } = this;
    if (exemptIn(binding).includes(namespace)) {
      return missing(
        `the guard was not tested, since namespace ${namespace} is exempt. ` +
          'Name another: cdk8s-nodeport claims doctor --namespace NAME',
      );
    }
    const foreign = claims.filter((claim) => !admits(claim, probeKey(namespace)));
    const held = new Set((holdersOnCluster(this.kubectl) ?? []).map(({ nodePort }: Holder) => nodePort));
    const claim = foreign.find(({ nodePort }) => !held.has(nodePort)) ?? foreign[0];
    if (!claim) {
      return missing(
        'the guard was not tested, since there are no claims to test it with. ' +
          'Claim a port first: cdk8s-nodeport claim --next',
      );
    }
    const probe = held.has(claim.nodePort) ? probeOfHeldPort : probeService;
    const service = probe(namespace, claim.nodePort);
    const answer = this.kubectl.run(['create', '--dry-run=server', '-f', '-'], JSON.stringify(service));
    return probed(answer, claim.nodePort, verdictOfBinding(binding));
  }

  private optional(plural: string, name: string, what: string, flag: string): Check {
    if (this.object(plural, name)) return ok(`${what} is installed`);
    const install = `cdk8s-nodeport guard ${flag} | kubectl apply -f -`;
    return { health: 'optional', text: `${what} is not installed. To install it: ${install}` };
  }

  /** An object of the admission API; undefined if it, or the whole API, does not exist. */
  private object(plural: string, name: string): unknown {
    const resource = `${plural}.admissionregistration.k8s.io`;
    const { isDone, stdout } = this.kubectl.run(['get', resource, '--ignore-not-found', '-o', 'json', '--', name]);
    return isDone && stdout.trim() !== '' ? JSON.parse(stdout) : undefined;
  }
}

function probed(answer: ProbeAnswer, nodePort: number, verdict: GuardVerdict): Check {
  const { stderr } = answer;
  switch (readProbe(answer)) {
    case ProbeResult.REFUSED:
      return ok(`${PROBED} was refused, as it should be: ${messageIn(stderr)}`);
    case ProbeResult.WARNED:
      return verdict === 'Deny'
        ? missing(`${PROBED} caused a warning but was not refused. Run ${INSTALL}`)
        : ok(`${PROBED} caused a warning but was not refused. To refuse it: ${INSTALL}`);
    case ProbeResult.LET_THROUGH:
      return missing(
        `${PROBED} could take node port ${nodePort}. ` +
          `If you have just installed the guard, wait a few seconds; otherwise install it again: ${INSTALL}`,
      );
    case ProbeResult.UNKNOWN:
      return missing(
        `the guard could not be tested: ${messageIn(stderr)}. ` +
          'Name a namespace in which you may create Services: cdk8s-nodeport claims doctor --namespace NAME',
      );
  }
}
