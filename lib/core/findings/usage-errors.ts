import { Authority, FindingKind, Severity } from './finding-kind';

/** Errors in the input itself, as opposed to those that a rule finds among all claims. */
export const USAGE_ERRORS = [
  entry('port-range-invalid', 'A port range cannot be used', 'Write it as 30000-32767'),
  entry('kubernetes-version-invalid', 'A Kubernetes version cannot be read', 'Write it as 1.31'),
  entry('gate-locked', 'A feature gate is off, but this version has it locked on', 'Remove staticSubrangeGate'),
  entry('registry-repeated', 'A scope or a cluster has two registries', 'Keep one of them'),
  entry(
    'prop-invalid',
    'The ports or pods of a static Service cannot be read',
    'Write the prop that the message names',
  ),
  entry('port-unknown', 'A static Service has no port of that name', 'Use one of the names that the message lists'),
  entry(
    'promise-broken',
    'A number that nodePortOf() returned is not the one in the manifest',
    'Synthesize again if there is a lock, write the number, or create the other Service first',
  ),
  entry(
    'object-not-rendered',
    'A manifest cannot be rendered, so its node ports are unknown',
    'Fix the value that the message names',
  ),
  entry(
    'registry-late',
    'A registry is created after a number of its cluster was handed out',
    'Create the registry first',
  ),
  entry(
    'library-repeated',
    'An app loads two copies of this library',
    'Install it once, as a peer dependency of the package that bundles its own copy',
  ),
  entry('reservation-invalid', 'A reservation cannot be used', 'Write ports or size, and a reason'),
  entry('lock-invalid', 'A lock file cannot be read', 'Fix the line that the message names'),
  entry('lock-outdated', 'A frozen lock file is not up to date', 'Synthesize where it may be written, and commit it'),
  entry(
    'assign-invalid',
    'A manifest asks for static ports in a way that cannot be met',
    'Write what the message names, or remove the label',
  ),
  entry(
    'place-uncertain',
    'A node port has no certain place in a manifest',
    'Write the ports of the Service out, or fill in what is rendered',
  ),
  entry('snapshot-invalid', 'A snapshot cannot be read', 'Take a new one with cdk8s-nodeport snapshot'),
  entry(
    'claim-invalid',
    'The app cannot claim a port in its cluster',
    'Change what the message names, or remove emitClaims',
  ),
  entry(
    'claims-invalid',
    'A record of NodePortClaims cannot be read',
    'Export the claims with kubectl get nodeportclaims -o yaml',
  ),
  entry(
    'guard-invalid',
    'A guard is invalid, or its cluster does not support it',
    'Change or remove what the message names',
  ),
  entry(
    'acceptance-invalid',
    'An acceptance names a finding that cannot be accepted',
    'Name a code that may be accepted',
  ),
  entry('reason-missing', 'An acceptance, a reservation or a taken port has no reason', 'Say why, in one sentence'),
] as const;

/** The code of an error in the input itself. */
export type UsageCode = (typeof USAGE_ERRORS)[number]['code'];

/** The entry of a code. */
export function usageKind(code: UsageCode): FindingKind {
  return USAGE_ERRORS.find((each) => each.code === code) as FindingKind;
}

function entry<const Code extends string>(
  code: Code,
  title: string,
  remedy: string,
): FindingKind & { readonly code: Code } {
  return { code, severity: Severity.ERROR, authority: Authority.USAGE, title, remedy };
}
