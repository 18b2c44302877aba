import { ClaimAnswer } from '../../core/claims/claim-answer';
import { ClaimRefusal, ClaimRequest, heldBy, notOurs, refusalOf } from '../../core/claims/claim-refusal';
import { ClusterClaim, admits } from '../../core/claims/cluster-claim';
import { freePorts, sameClaim } from '../../core/claims/next-claim';
import { NodePortBands } from '../../core/cluster/bands';
import { DEFAULT_PORT_RANGE, PortRange } from '../../core/cluster/port-range';
import { ADOPTED } from '../../core/guard/names';
import { shellWord } from '../../core/text/shell';
import { ClusterClaims, NoClaimsError, WriteResult } from '../../io/records/cluster-claims';
import { Kubectl } from '../../io/records/kubectl';
import { Arguments, ExitCode, Flags, UsageError } from '../args/command';
import { kubectlFlags, kubectlTarget } from '../args/kubectl-options';
import { claimIn, claimedByIn, portsIn } from '../run/claim-request';
import { configured } from '../run/configured';
import { holdersOnCluster } from '../run/holders';
import { World, tell } from '../world';

const EXAMPLE = 'cdk8s-nodeport claim 30009 --service storage/minio';

/** The answers that name the owner of a port; any other answer means that kubectl failed. */
const VERDICTS: readonly ClaimAnswer[] = [ClaimAnswer.TAKEN, ClaimAnswer.NOT_YOURS, ClaimAnswer.MANAGED];

/** Claims a given port or the next free one, or releases ports. */
export async function runClaim({ operands, flags }: Arguments, world: World): Promise<ExitCode> {
  if (flags.isOn('next') && flags.isOn('release')) {
    throw new UsageError('--next and --release contradict each other. Remove one of them');
  }
  const claiming = new Claiming(flags, world);
  if (flags.isOn('release')) return claiming.release(portsIn(operands, 'cdk8s-nodeport claim --release 30009'));
  if (flags.isOn('next')) {
    if (operands.length > 0) {
      throw new UsageError(`--next chooses the port. Remove ${operands[0]}, or remove --next`);
    }
    return claiming.next();
  }
  const [nodePort, ...more] = portsIn(operands, EXAMPLE);
  if (nodePort === undefined) {
    throw new UsageError(
      'Nothing to claim. ' +
        `Name a port, as in ${EXAMPLE}, or leave the choice: cdk8s-nodeport claim --next --service storage/minio`,
    );
  }
  if (more.length > 0) throw new UsageError(`One call claims one port. Remove ${more.join(', ')}`);
  return claiming.claim(nodePort);
}

/** One call of the command. */
class Claiming {
  private readonly kubectl: Kubectl;
  private readonly claims: ClusterClaims;
  private readonly typedAgain: string;

  constructor(
    private readonly flags: Flags,
    private readonly world: World,
  ) {
    this.kubectl = new Kubectl(kubectlTarget(flags), world);
    this.claims = new ClusterClaims(this.kubectl);
    const claimedBy = flags.text('claimed-by');
    this.typedAgain = `${claimedBy === undefined ? '' : ` --claimed-by ${shellWord(claimedBy)}`}${kubectlFlags(flags)}`;
  }

  /** Claims one port. */
  public claim(nodePort: number): ExitCode {
    const wanted = { nodePort, ...claimIn(this.flags, this.world) };
    const stranger = this.holders().find((each) => each.nodePort === nodePort && !admits(wanted, each.service));
    if (stranger) return this.refused(heldBy(this.requestFor(wanted), stranger.service));
    const { answer, stderr } = this.claims.create(wanted);
    if (answer === undefined) return this.reportClaimed(wanted);
    const owner = answer === ClaimAnswer.TAKEN ? this.claims.find(nodePort) : undefined;
    if (owner?.service === wanted.service) {
      if (owner.claimedBy === wanted.claimedBy) return this.claimAgain(wanted, owner);
      if (owner.claimedBy === ADOPTED) return this.reportResult(this.claims.takeOver(wanted), wanted, owner);
    }
    return this.reportRefusal({ answer, stderr }, wanted, owner);
  }

  /** Claims the first free port that the cluster lets this caller have. */
  public next(): ExitCode {
    const wanted = claimIn(this.flags, this.world);
    const known = this.claims.list();
    const same = sameClaim(known, wanted);
    if (same) return this.reportClaimed(same);
    const bands = this.bands();
    const taken = new Set([...known, ...this.holders()].map(({ nodePort }) => nodePort));
    let refusal: ClaimRefusal | undefined;
    for (const nodePort of freePorts(bands, taken)) {
      const claim = { nodePort, ...wanted };
      const { answer, stderr } = this.claims.create(claim);
      if (answer === undefined) return this.reportClaimed(claim);
      if (answer !== ClaimAnswer.TAKEN && answer !== ClaimAnswer.NOT_YOURS) {
        return this.reportRefusal({ answer, stderr }, claim);
      }
      if (answer === ClaimAnswer.NOT_YOURS) refusal = refusalOf(answer, stderr, this.requestFor(claim));
    }
    const what = `you may not claim any free port of the static band ${bands.staticBand}`;
    const wayOut = 'Find one to release: cdk8s-nodeport claims';
    return this.refused({ what: refusal ? `${what}: ${refusal.what}` : what, wayOut });
  }

  /** Releases ports, except those of others. */
  public release(ports: readonly number[]): ExitCode {
    if (ports.length === 0) {
      throw new UsageError('Nothing to release. Name ports, as in cdk8s-nodeport claim --release 30009');
    }
    const claimedBy = claimedByIn(this.flags, this.world);
    return Math.max(...ports.map((nodePort) => this.releaseOne(nodePort, claimedBy)));
  }

  private releaseOne(nodePort: number, claimedBy: string): ExitCode {
    const owner = this.claims.find(nodePort);
    if (!owner) return this.reportDone(`node port ${nodePort} is not claimed`);
    if (owner.claimedBy !== claimedBy) {
      return this.refused(notOurs(owner, { claim: { ...owner, claimedBy }, flags: kubectlFlags(this.flags) }));
    }
    const { answer, stderr } = this.claims.remove(nodePort);
    if (answer === undefined || answer === ClaimAnswer.NOT_FOUND) {
      return this.reportDone(`released node port ${nodePort}`);
    }
    return this.reportRefusal({ answer, stderr }, owner);
  }

  /** Updates the reason of a claim that is already ours. */
  private claimAgain(wanted: ClusterClaim, owner: ClusterClaim): ExitCode {
    const changed = { ...wanted, reason: wanted.reason || owner.reason, port: wanted.port || owner.port };
    if (changed.reason === owner.reason && changed.port === owner.port) return this.reportClaimed(owner);
    return this.reportResult(this.claims.update(changed), changed, owner);
  }

  private reportResult(result: WriteResult, claim: ClusterClaim, owner: ClusterClaim): ExitCode {
    return result.answer === undefined ? this.reportClaimed(claim) : this.reportRefusal(result, claim, owner);
  }

  private reportClaimed(claim: ClusterClaim): ExitCode {
    this.world.stdout.write(`${claim.nodePort}\n`);
    const { nodePort, service, claimedBy, reason } = claim;
    const forWhat = `${service && ` for ${service}`}${reason && ` (${reason})`}`;
    return this.reportDone(`claimed node port ${nodePort}${forWhat}, as ${claimedBy}`);
  }

  private reportRefusal(result: WriteResult, claim: ClusterClaim, owner?: ClusterClaim): ExitCode {
    const { answer = ClaimAnswer.UNKNOWN, stderr } = result;
    if (answer === ClaimAnswer.NO_DEFINITION) throw new NoClaimsError();
    const refusal = refusalOf(answer, stderr, this.requestFor(claim), owner);
    this.refused(refusal);
    return VERDICTS.includes(answer) ? ExitCode.FINDINGS : ExitCode.COULD_NOT_RUN;
  }

  private refused({ what, wayOut }: ClaimRefusal): ExitCode {
    tell(this.world, `${what}. ${wayOut}`);
    return ExitCode.FINDINGS;
  }

  private reportDone(what: string): ExitCode {
    tell(this.world, `${what}.`);
    return ExitCode.CLEAN;
  }

  private requestFor(claim: ClusterClaim): ClaimRequest {
    return { claim, flags: this.typedAgain };
  }

  private bands(): NodePortBands {
    const { description = {} } = configured(this.flags, this.world);
    return NodePortBands.of(PortRange.parse(this.flags.text('range') ?? description.portRange ?? DEFAULT_PORT_RANGE));
  }

  /** Callers who may not list all Services can still claim, but get a warning. */
  private holders() {
    const holders = holdersOnCluster(this.kubectl);
    if (holders) return holders;
    tell(
      this.world,
      'warning: the Services of the cluster cannot be listed, ' +
        'so a port that one of them holds may be claimed. ' +
        'Compare later: cdk8s-nodeport claims',
    );
    return [];
  }
}
