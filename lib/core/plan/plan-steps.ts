import { DesiredService } from './desired-service';
import { picksFirst } from './new-release';
import { PredictedCluster, Risk } from './predicted-cluster';
import { Refusal } from './refusal';
import { WaitGraph } from './wait-graph';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HelmRelease, LiveService, isSameRelease } from '../live/live-service';
import { storedFields, withDefaults } from '../live/service-state';
import { Snapshot } from '../live/snapshot';
import { afterUpdate, changesBetween } from '../merge/field-changes';
import { MergedService } from '../merge/merge-by-tool';
import { Way } from '../merge/tools';
import { Fields } from '../service/service-fields';

/** What a step does. */
export enum StepKind {
  /** Apply the manifest of a Service, or all of a Helm release. */
  APPLY = 'apply',
  /** Delete a Service. */
  DELETE = 'delete',
  /** Change a live Service, so that it lets go of numbers until its manifest is applied. */
  MOVE_ASIDE = 'move-aside',
}

/** Another number for an entry of `spec.ports`. */
export interface PortMove {
  /** The place of the entry, from 0. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** One request of a safe sequence, or one `helm upgrade`. */
export interface Step {
  readonly kind: StepKind;
  /** The Service, as namespace and name; the first one of a release. */
  readonly service: string;
  /** What is applied, and where it is written: one Service, or those of a release in their order. */
  readonly documents?: readonly { readonly service: string; readonly path: string }[];
  /** What it is applied with. */
  readonly way?: Way;
  /** The release that is upgraded. */
  readonly release?: HelmRelease;
  /** Whether that release may not be there yet. */
  readonly installs?: boolean;
  /** The numbers that it takes meanwhile. */
  readonly moves?: readonly PortMove[];
  /** Whether it gives up its health check meanwhile: `externalTrafficPolicy: Cluster`. */
  readonly dropsHealthCheck?: boolean;
  /** Whether the Service is created again later, so that nobody reaches it in between. */
  readonly interrupts?: boolean;
}

/** A Service that is to change. */
export interface Party {
  readonly key: string;
  readonly live?: LiveService;
  /** What is to be applied, as its last document has it; undefined for a Service that is to be deleted. */
  readonly desired?: DesiredService;
  /** Its place in the order that was given. */
  readonly position: number;
  /** What it is applied with, or deleted by. */
  readonly way: Way;
  /** The release that it is applied or deleted with. */
  readonly release?: HelmRelease;
}

/** Everything that an order must heed. */
export interface OrderProblem {
  readonly snapshot: Snapshot;
  readonly profile: ClusterProfile;
  readonly parties: ReadonlyMap<string, Party>;
}

/** What a sequence comes to. */
export interface Outcome {
  readonly refusals: readonly { readonly step: Step; readonly refusal: Refusal }[];
  readonly risks: readonly Risk[];
  /** What is then. */
  readonly cluster: PredictedCluster;
}

/**
 * What happens when a sequence meets the cluster. A step that is refused changes nothing, and the next is tried, as
 * kubectl does.
 */
export function simulate(sequence: readonly Step[], { snapshot, profile, parties }: OrderProblem): Outcome {
  const cluster = new PredictedCluster(snapshot.services, profile);
  const refusals = sequence.flatMap((step) => {
    const refusal = take(step, cluster, parties);
    return refusal ? [{ step, refusal }] : [];
  });
  return { refusals, risks: cluster.risks, cluster };
}

function take(step: Step, cluster: PredictedCluster, parties: OrderProblem['parties']): Refusal | undefined {
  if (step.kind === StepKind.MOVE_ASIDE) return moveAside(step, cluster);
  if (step.kind === StepKind.DELETE) {
    cluster.remove(step.service);
    return undefined;
  }
  const documents = (step.documents ?? []).map(({ service }) => ({ desired: parties.get(service)!.desired! }));
  for (const { desired } of step.installs ? picksFirst(documents) : documents) {
    const refusal = cluster.apply(desired, step.way!);
    if (refusal) return refusal;
  }
  // What a release had and has no longer, Helm deletes in the end.
  for (const { key, desired, release } of parties.values()) {
    if (!desired && isSameRelease(step.release, release)) cluster.remove(key);
  }
  return undefined;
}

/** Sends a change by hand. */
export function moveAside(step: Step, cluster: PredictedCluster): Refusal | undefined {
  return cluster.patch(step.service, (live) => changedByHand(live, step));
}

/** A Service with other numbers, and without its health check. */
function changedByHand(live: LiveService, { moves = [], dropsHealthCheck }: Step): MergedService {
  const { scalars, ports = [] } = storedFields(live.state);
  const { healthCheckNodePort, ...rest } = scalars;
  const fields = {
    scalars: dropsHealthCheck ? { ...rest, externalTrafficPolicy: 'Cluster' } : scalars,
    ports: ports.map((entry, index): Fields => ({ ...entry, ...movedTo(index, moves) })),
  };
  const changes = changesBetween(storedFields(live.state), storedFields(withDefaults(fields)));
  return {
    fields,
    managers: live.managers && afterUpdate(live.managers, 'kubectl-patch', changes),
    applied: live.applied,
  };
}

function movedTo(at: number, moves: readonly PortMove[]): Fields {
  const move = moves.find(({ index }) => index === at);
  return move ? { nodePort: move.to } : {};
}

/** A number that one Service lets go of and another wants. They are one where it cannot do both in one request. */
export interface Handover {
  readonly nodePort: number;
  readonly from: string;
  readonly to: string;
}

/** Who waits for whom: whoever wants a number, for whoever holds it. */
export function waitGraphOf(handovers: readonly Handover[]): WaitGraph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of handovers) graph.set(to, (graph.get(to) ?? new Set()).add(from));
  return graph;
}
