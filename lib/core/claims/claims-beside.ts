import { ClusterClaim, admits } from './cluster-claim';
import { compareText } from '../findings/place';

/** A Service that has, or should get, a node port, and where that is recorded. */
export interface Holder {
  readonly nodePort: number;
  /** `namespace/name`. */
  readonly service: string;
  readonly port: string;
  /** Where it is recorded, such as `prod.snapshot.yaml:9:13`; undefined for the cluster itself. */
  readonly place?: string;
}

/** Whether a claim matches what holds its port. */
export enum ClaimState {
  /** The Service that claims the port has it. */
  HELD = 'held',
  /** The port is claimed, but nothing uses it yet. */
  NOT_HELD = 'not held',
  /** The port is claimed, but another Service has it. */
  HELD_BY_ANOTHER = 'held by another',
  /** A Service has the port, and nobody claims it. */
  NOT_CLAIMED = 'not claimed',
}

/** One node port: its claim, and what holds it. */
export interface ClaimRow {
  readonly nodePort: number;
  readonly state: ClaimState;
  readonly claim?: ClusterClaim;
  readonly holders: readonly Holder[];
}

/** Compares claims with what holds ports, by number. */
export function claimsBeside(claims: readonly ClusterClaim[], holders: readonly Holder[]): ClaimRow[] {
  const claimOf = new Map(claims.map((claim) => [claim.nodePort, claim]));
  const holdersOf = new Map<number, Holder[]>();
  for (const holder of holders) holdersOf.set(holder.nodePort, [...(holdersOf.get(holder.nodePort) ?? []), holder]);
  const ports = new Set([...claimOf.keys(), ...holdersOf.keys()]);
  return [...ports]
    .sort((a, b) => a - b)
    .map((nodePort) => {
      const claim = claimOf.get(nodePort);
      const held = [...(holdersOf.get(nodePort) ?? [])].sort((a, b) => compareText(a.service, b.service));
      return { nodePort, state: stateOf(claim, held), claim, holders: held };
    });
}

function stateOf(claim: ClusterClaim | undefined, holders: readonly Holder[]): ClaimState {
  if (!claim) return ClaimState.NOT_CLAIMED;
  if (holders.length === 0) return ClaimState.NOT_HELD;
  return holders.every(({ service }) => admits(claim, service)) ? ClaimState.HELD : ClaimState.HELD_BY_ANOTHER;
}
