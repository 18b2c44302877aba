import { ClusterProfile } from '../cluster/cluster-profile';
import { FindingKind } from '../findings/finding-kind';
import { FreeStaticPorts } from '../ledger/free-static-ports';
import { Ledger } from '../ledger/ledger';
import { Claim, ClaimOwner, serviceKey } from '../service/claim';
import { nameOwner, nameService } from '../service/owner-names';

/** The input of a rule. */
export interface RuleContext {
  readonly ledger: Ledger;
  readonly profile: ClusterProfile;
  /** Where findings about the cluster as a whole are reported. */
  readonly clusterPath: string;
  readonly free: FreeStaticPorts;
  /** What to type to accept a finding about the cluster. */
  readonly howToAccept: (code: string) => string;
}

/** A problem or risk, before its message is formatted. The default way out is a free static port. */
export interface RuleResult {
  readonly path: string;
  readonly who?: string;
  /** The Service that it is about. */
  readonly service?: string;
  readonly what: string;
  readonly wayOut?: string;
  /** An alternative way out, after a free static port. */
  readonly orElse?: string;
  readonly nodePort?: number;
  readonly otherPath?: string;
}

/** A rule about all claims of a cluster: its metadata, and a pure check of a ledger. */
export interface LedgerRule extends FindingKind {
  readonly check: (context: RuleContext) => readonly RuleResult[];
}

/** Declares a rule, keeping its code as a type of its own for the catalogue. */
export function ledgerRule<const Code extends string>(
  rule: LedgerRule & { readonly code: Code },
): LedgerRule & { readonly code: Code } {
  return rule;
}

/** A result about one claim, at the place where the claim is written. */
export function about(claim: Claim, what: string, wayOut?: string): RuleResult {
  const { owner, nodePort } = claim;
  const service = owner.service === undefined ? undefined : serviceKey(owner);
  return { path: owner.path, who: nameOwner(owner), service, what, wayOut, nodePort };
}

/** A result about a whole Service, at the place where the Service is written. */
export function aboutService(owner: ClaimOwner, what: string, wayOut?: string): RuleResult {
  return { path: owner.path, who: nameService(owner), service: serviceKey(owner), what, wayOut };
}
