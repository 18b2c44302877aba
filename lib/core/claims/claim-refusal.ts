import { ClaimAnswer, managersIn, messageIn } from './claim-answer';
import { ClusterClaim, nameClaim } from './cluster-claim';
import { shellCommand, shellFlag } from '../text/shell';

/** Why a port could not be claimed, and what to type instead. */
export interface ClaimRefusal {
  readonly what: string;
  readonly wayOut: string;
}

/** What was asked of the API server, so that a refusal can suggest a command. */
export interface ClaimRequest {
  readonly claim: ClusterClaim;
  /** The flags to repeat in a suggested command, such as `--context prod`, each with a leading space. */
  readonly flags: string;
}

/** Turns the API server's answer to a claim into a refusal: who has the port, and what to type. */
export function refusalOf(
  answer: ClaimAnswer,
  stderr: string,
  request: ClaimRequest,
  owner?: ClusterClaim,
): ClaimRefusal {
  switch (answer) {
    case ClaimAnswer.TAKEN:
      return takenBy(request, owner);
    case ClaimAnswer.MANAGED:
      return managedBy(request, managersIn(stderr));
    case ClaimAnswer.NOT_YOURS:
      return { what: messageIn(stderr), wayOut: anotherPort(request) };
    case ClaimAnswer.FORBIDDEN:
      return { what: messageIn(stderr), wayOut: ASK_FOR_ROLE };
    default:
      return { what: messageIn(stderr), wayOut: 'Check the cluster: cdk8s-nodeport claims doctor' };
  }
}

/** The refusal of a port that another Service holds without a claim. */
export function heldBy(request: ClaimRequest, service: string): ClaimRefusal {
  const { nodePort } = request.claim;
  const what = `node port ${nodePort} is in use by Service ${service}, which keeps it`;
  return { what, wayOut: anotherPort(request) };
}

/** The refusal to release someone else's claim. */
export function notOurs(owner: ClusterClaim, { flags, claim }: ClaimRequest): ClaimRefusal {
  const what = `node port ${owner.nodePort} is claimed by ${nameClaim(owner)}, not by ${claim.claimedBy}`;
  const words = ['claim', '--release', String(owner.nodePort), '--claimed-by', owner.claimedBy];
  const release = shellCommand('cdk8s-nodeport', ...words);
  return { what, wayOut: release === undefined ? 'Ask them to release it' : `If that is you: ${release}${flags}` };
}

const ASK_FOR_ROLE =
  'Ask a cluster administrator for a role that may create nodeportclaims; ' +
  'cdk8s-nodeport guard --tenancy GROUP=PORTS prints one';

function takenBy(request: ClaimRequest, owner: ClusterClaim | undefined): ClaimRefusal {
  const { nodePort } = request.claim;
  const who = owner ? `is claimed by ${nameClaim(owner)}` : 'was claimed by somebody else a moment ago';
  return { what: `node port ${nodePort} ${who}`, wayOut: anotherPort(request) };
}

function managedBy({ claim: { nodePort }, flags }: ClaimRequest, managers: readonly string[]): ClaimRefusal {
  const who = managers.map((manager) => JSON.stringify(manager)).join(' and ') || 'another tool';
  return {
    what: `the claim of node port ${nodePort} is yours, but ${who} ${managers.length > 1 ? 'manage' : 'manages'} it`,
    wayOut: `Change it there, or release it first: cdk8s-nodeport claim --release ${nodePort}${flags}`,
  };
}

/** A command that claims the first port that the cluster grants. */
function anotherPort({ claim: { service, port, reason }, flags }: ClaimRequest): string {
  const options = [
    ['service', service],
    ['port', port],
    ['reason', reason],
  ]
    .filter(([, text]) => text !== '')
    .map(([name, text]) => ` ${shellFlag(name, text)}`)
    .join('');
  return `Claim another: cdk8s-nodeport claim --next${options}${flags}`;
}
