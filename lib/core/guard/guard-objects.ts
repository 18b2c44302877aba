import { claimDefinition } from './claim-definition';
import { GuardManifest } from './guard-manifest';
import { GuardVerdict, guardBinding, guardPolicy } from './guard-policy';
import { injectionBinding, injectionPolicy } from './injection-policy';
import { Tenant, readers, tenancy } from './tenancy';

/** The first minor version of Kubernetes that supports each part of the guard. */
export const GUARD_SINCE_MINOR = 30;
export const INJECTION_SINCE_MINOR = 36;
export const CLAIMS_SINCE_MINOR = 27;

/** The options of a cluster's guard. */
export interface GuardOptions {
  /** What happens to a Service that uses a port claimed for another; undefined to install only claims. */
  readonly verdict?: GuardVerdict;
  readonly exemptNamespaces: readonly string[];
  readonly injects: boolean;
  /** Who may claim what; if undefined, anyone who may write claims may claim any port. */
  readonly tenants?: readonly Tenant[];
  /** The minor version of Kubernetes 1.x; undefined for a recent one. */
  readonly minor?: number;
}

/** Why a Kubernetes version does not support the guard, and what to do instead. */
export interface GuardFault {
  readonly what: string;
  readonly part: 'claims' | 'guard' | 'injection' | 'tenancy';
}

/** What a Kubernetes version lacks for a guard; undefined if nothing is missing. */
export function guardFault({ verdict, injects, tenants, minor = Infinity }: GuardOptions): GuardFault | undefined {
  const since = (part: GuardFault['part'], kind: string, first: number): GuardFault => ({
    part,
    what: `Kubernetes 1.${minor} does not have ${kind}, which came with 1.${first}`,
  });
  if (minor < CLAIMS_SINCE_MINOR) {
    return since('claims', 'validation rules with messages of their own', CLAIMS_SINCE_MINOR);
  }
  if (verdict !== undefined && minor < GUARD_SINCE_MINOR) {
    return since('guard', 'ValidatingAdmissionPolicy', GUARD_SINCE_MINOR);
  }
  if (tenants && minor < GUARD_SINCE_MINOR) return since('tenancy', 'ValidatingAdmissionPolicy', GUARD_SINCE_MINOR);
  if (injects && minor < INJECTION_SINCE_MINOR) {
    return since('injection', 'MutatingAdmissionPolicy', INJECTION_SINCE_MINOR);
  }
  return undefined;
}

/** All objects of a guard, in the order in which to apply them: the definition of claims first. */
export function guardManifests({ verdict, exemptNamespaces, injects, tenants, minor }: GuardOptions): GuardManifest[] {
  return [
    claimDefinition(minor),
    ...readers(),
    ...(verdict === undefined ? [] : [guardPolicy(), guardBinding(verdict, exemptNamespaces)]),
    ...(injects ? [injectionPolicy(), injectionBinding()] : []),
    ...(tenants ? tenancy(tenants) : []),
  ];
}
