import { GuardVerdict } from './guard-policy';
import { GUARD_POLICY } from './names';

/** The state of one part of the guard. */
type Health = 'ok' | 'missing' | 'optional';

/** One check, and what to type if it fails. */
export interface Check {
  readonly health: Health;
  readonly text: string;
}

/** What happened to a stranger's Service that asked for a claimed port. */
export enum ProbeResult {
  REFUSED = 'refused',
  WARNED = 'warned',
  LET_THROUGH = 'let-through',
  /** Something else prevented the test. */
  UNKNOWN = 'unknown',
}

/** What kubectl answered to a dry run of the Service that probes the guard. */
export interface ProbeAnswer {
  readonly isDone: boolean;
  readonly stderr: string;
}

/** Reads what happened to a stranger's Service that asked for a claimed port. */
export function readProbe({ isDone, stderr }: ProbeAnswer): ProbeResult {
  const isGuard = stderr.includes(`ValidatingAdmissionPolicy '${GUARD_POLICY}'`);
  if (!isDone) return isGuard ? ProbeResult.REFUSED : ProbeResult.UNKNOWN;
  return isGuard ? ProbeResult.WARNED : ProbeResult.LET_THROUGH;
}

const PROBE = 'nodeport-guard-probe';

/** The name of the test Service, which is never created. */
export function probeKey(namespace: string): string {
  return `${namespace}/${PROBE}`;
}

/** A Service that asks for a free port that is claimed for another. */
export function probeService(namespace: string, nodePort: number): object {
  return probeOf(namespace, { type: 'NodePort', ports: [{ port: 80, nodePort }] });
}

/**
 * A Service that asks for a port in use that is claimed for another. The API server's allocator would refuse it before
 * the guard runs, except for an ExternalName, which may carry any number without holding it.
 */
export function probeOfHeldPort(namespace: string, nodePort: number): object {
  return probeOf(namespace, { type: 'ExternalName', externalName: 'probe.invalid', ports: [{ port: 80, nodePort }] });
}

function probeOf(namespace: string, spec: object): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: PROBE, namespace }, spec };
}

/** A namespace selector that may be malformed. */
interface Selector {
  readonly matchExpressions?: unknown;
}

/** An expression of such a selector. */
interface MatchExpression {
  readonly operator?: unknown;
  readonly values?: unknown;
}

/** The namespaces that a binding of the guard exempts. */
export function exemptIn(binding: unknown): string[] {
  const { spec } = Object(binding) as { spec?: { matchResources?: { namespaceSelector?: Selector } } };
  const expressions = spec?.matchResources?.namespaceSelector?.matchExpressions;
  if (!Array.isArray(expressions)) return [];
  return expressions
    .map((each) => Object(each) as MatchExpression)
    .filter(({ operator }) => operator === 'NotIn')
    .flatMap(({ values }) => (Array.isArray(values) ? values.map(String) : []));
}

/** What a binding of the guard does with a Service that uses a port claimed for another. */
export function verdictOfBinding(binding: unknown): GuardVerdict {
  const { spec } = Object(binding) as { spec?: { validationActions?: unknown } };
  const actions = spec?.validationActions;
  return Array.isArray(actions) && actions.includes('Deny') ? 'Deny' : 'Warn';
}
