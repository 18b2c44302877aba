import { PredictedCluster, Refusal, Risk } from './predicted-cluster';
import { WaitGraph } from './wait-graph';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HeldService } from '../live/held-service';
import { Snapshot } from '../live/snapshot';
import { ServiceClaims } from '../service/service-claims';

/** What a step does. */
export enum StepKind {
  /** Apply the manifest of a Service. */
  APPLY = 'apply',
  /** Delete a Service. */
  DELETE = 'delete',
  /** Edit a live Service, so that it lets go of numbers until its manifest is applied. */
  MOVE_ASIDE = 'move-aside',
}

/** One request of a safe sequence. */
export interface Step {
  readonly kind: StepKind;
  /** The Service, as namespace and name. */
  readonly service: string;
  /** Where its manifest was written, for one that is applied. */
  readonly path?: string;
  /** The numbers that it takes meanwhile. */
  readonly moves?: readonly { readonly from: number; readonly to: number }[];
  /** Whether it gives up its health check meanwhile: `externalTrafficPolicy: Cluster`. */
  readonly dropsHealthCheck?: boolean;
}

/** A Service that is to change. */
export interface Party {
  readonly key: string;
  readonly held?: HeldService;
  /** What is to be applied; undefined for a Service that is to be deleted. */
  readonly claims?: ServiceClaims;
  /** Its place in the order that was given. */
  readonly position: number;
}

/** A number that one Service lets go of and another wants. They are one where it cannot do both in one request. */
export interface Handover {
  readonly nodePort: number;
  readonly from: string;
  readonly to: string;
}

/** Everything that an order must heed. */
export interface OrderProblem {
  readonly snapshot: Snapshot;
  readonly profile: ClusterProfile;
  readonly parties: ReadonlyMap<string, Party>;
  readonly handovers: readonly Handover[];
}

/** What a sequence comes to. */
export interface Outcome {
  readonly refusals: readonly { readonly step: Step; readonly refusal: Refusal }[];
  readonly risks: readonly Risk[];
  /** What is then. */
  readonly cluster: PredictedCluster;
}

/** What happens when a sequence meets the cluster. A step that is refused changes nothing, and the next is tried, as kubectl does. */
export function simulate(sequence: readonly Step[], { snapshot, profile, parties }: OrderProblem): Outcome {
  const cluster = PredictedCluster.of(snapshot, profile);
  const refusals = sequence.flatMap((step) => {
    const refusal = take(step, cluster, parties);
    return refusal ? [{ step, refusal }] : [];
  });
  return { refusals, risks: cluster.risks, cluster };
}

function take(step: Step, cluster: PredictedCluster, parties: OrderProblem['parties']): Refusal | undefined {
  const { kind, service, moves = [], dropsHealthCheck = false } = step;
  if (kind === StepKind.MOVE_ASIDE) return cluster.moveAside(service, new Map(moves.map(({ from, to }) => [from, to])), dropsHealthCheck);
  if (kind === StepKind.APPLY) return cluster.apply(service, parties.get(service)!.claims!);
  cluster.remove(service);
  return undefined;
}

/** Who waits for whom: whoever wants a number, for whoever holds it. */
export function waitGraphOf(handovers: readonly Handover[]): WaitGraph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of handovers) graph.set(to, (graph.get(to) ?? new Set()).add(from));
  return graph;
}
