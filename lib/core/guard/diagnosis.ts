import { GUARD_POLICY } from './names';

/** The state of one part of the guard. */
export type Health = 'ok' | 'missing' | 'optional';

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

/** Reads kubectl's output after a stranger's Service asked for a claimed port in a dry run. */
export function readProbe(isDone: boolean, stderr: string): ProbeResult {
  const isGuard = stderr.includes(`ValidatingAdmissionPolicy '${GUARD_POLICY}'`);
  if (!isDone) return isGuard ? ProbeResult.REFUSED : ProbeResult.UNKNOWN;
  return isGuard ? ProbeResult.WARNED : ProbeResult.LET_THROUGH;
}

const PROBE = 'nodeport-guard-probe';

/** The name of the test Service, which is never created. */
export function probeKey(namespace: string): string {
  return `${namespace}/${PROBE}`;
}

/**
 * A Service that asks for a port claimed for another.
 *
 * @param isHeld whether its owner has the port: then the API server's allocator would refuse before the guard runs,
 * except for an ExternalName, which may carry any number without holding it
 */
export function probeService(namespace: string, nodePort: number, isHeld: boolean): object {
  const ports = [{ port: 80, nodePort }];
  const spec = isHeld ? { type: 'ExternalName', externalName: 'probe.invalid', ports } : { type: 'NodePort', ports };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: PROBE, namespace }, spec };
}

/** A namespace selector that may be malformed. */
interface Selector {
  readonly matchExpressions?: unknown;
}

/** The namespaces that a binding of the guard exempts. */
export function exemptIn(binding: unknown): string[] {
  const { spec } = Object(binding) as { spec?: { matchResources?: { namespaceSelector?: Selector } } };
  const expressions = spec?.matchResources?.namespaceSelector?.matchExpressions;
  if (!Array.isArray(expressions)) return [];
  return (expressions as { operator?: string; values?: string[] }[])
    .filter(({ operator }) => operator === 'NotIn')
    .flatMap(({ values }) => values ?? []);
}

/** Whether a binding of the guard denies requests, rather than only warns. */
export function refuses(binding: unknown): boolean {
  const { spec } = Object(binding) as { spec?: { validationActions?: unknown } };
  return Array.isArray(spec?.validationActions) && spec.validationActions.includes('Deny');
}
