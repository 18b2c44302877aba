import { NodePortBands } from '../cluster/bands';
import { ClusterProfile } from '../cluster/cluster-profile';
import { PortRange } from '../cluster/port-range';
import { Code } from '../findings/catalogue';
import { FreeStaticPorts, Ledger } from '../ledger/ledger';
import { Claim, ClaimKind, nameOwner, serviceKey } from '../service/claim';

/** What a rule has to go by. */
export interface RuleContext {
  readonly ledger: Ledger;
  readonly profile: ClusterProfile;
  /** Where findings about the cluster as a whole are reported. */
  readonly clusterPath: string;
  readonly free: FreeStaticPorts;
  /** What to type to accept a finding about the cluster. */
  readonly howToAccept: (code: Code) => string;
}

/** Something wrong or risky, before it is worded: without a way out, that is a free static port. */
export interface RuleResult {
  readonly code: Code;
  readonly path: string;
  readonly who?: string;
  /** The Service that it is about. */
  readonly service?: string;
  readonly what: string;
  readonly wayOut?: string;
  /** What else to type, after a free static port. */
  readonly orElse?: string;
  readonly nodePort?: number;
  readonly otherPath?: string;
}

/** A pure check of a ledger. */
export type Rule = (context: RuleContext) => RuleResult[];

/** A claim with a number. */
export type PinnedClaim = Claim & { readonly nodePort: number };

/** Whether a claim has a number. */
export function isPinned(claim: Claim): claim is PinnedClaim {
  return claim.nodePort !== undefined;
}

/** The numbers that Services of this app ask for. */
export function pinnedClaims(ledger: Ledger): PinnedClaim[] {
  const isOfService = ({ kind }: Claim) => kind === ClaimKind.NODE_PORT || kind === ClaimKind.HEALTH_CHECK;
  return [...ledger.byPort.values()].flat().filter((claim): claim is PinnedClaim => isOfService(claim));
}

/** A concern about one claim, at the place where that is written. */
export function about(claim: Claim, code: Code, what: string, wayOut?: string): RuleResult {
  const { owner, nodePort } = claim;
  const service = owner.service === undefined ? undefined : serviceKey(owner);
  return { code, path: owner.path, who: nameOwner(owner), service, what, wayOut, nodePort };
}

/** The way out for a number that nobody wrote; undefined where somebody did, who may write another. */
export function assignAgain({ assigned, nodePort }: Claim, { locked, record: { lockFile } }: Ledger): string | undefined {
  return assigned && locked.has(nodePort as number) ? `Remove the line of ${nodePort} from ${lockFile}, to have another assigned` : undefined;
}

/** How messages name a cluster. */
export function nameCluster({ name }: Pick<ClusterProfile, 'name'>): string {
  return name === 'default' ? 'the cluster' : `cluster ${name}`;
}

/** A range with a static band of at least one port more; undefined where that is as large as it gets. */
export function withLargerStaticBand({ bandOffset, portRange: { first } }: NodePortBands): PortRange | undefined {
  const wanted = Math.min(bandOffset + ROOM, LARGEST_OFFSET);
  const last = first + wanted * PORTS_PER_STATIC - 1;
  return wanted > bandOffset && last <= 65535 ? PortRange.between(first, last) : undefined;
}

/** How many static ports more are proposed at once. */
const ROOM = 16;
const LARGEST_OFFSET = 128;
/** A range has one static port for so many ports, once it has more than the least. */
const PORTS_PER_STATIC = 32;

/** Twice the range, as far as there are ports; its start stays where it can, since the static band moves with it. */
export function wider({ first, last, size }: PortRange): string {
  const wide = last === 65535 ? PortRange.between(Math.max(first - size, 1), last) : PortRange.between(first, Math.min(last + size, 65535));
  return wide.toString();
}
