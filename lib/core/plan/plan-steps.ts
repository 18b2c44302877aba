import { DesiredService } from './desired-service';
import { picksFirst } from './new-release';
import { PredictedCluster, Risk } from './predicted-cluster';
import { Refusal } from './refusal';
import { WaitGraph } from './wait-graph';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HelmRelease, isSameRelease } from '../live/helm-release';
import { LiveService } from '../live/live-service';
import { storedFields, withDefaults } from '../live/service-state';
import { Snapshot } from '../live/snapshot';
import { afterUpdate, changesBetween } from '../merge/field-changes';
import { MergedService } from '../merge/merge-by-tool';
import { Way } from '../merge/tools';
import { Fields } from '../service/service-fields';

/** The kind of a step. */
export enum StepKind {
  /** Apply the manifest of a Service, or all of a Helm release. */
  APPLY = 'apply',
  /** Delete a Service. */
  DELETE = 'delete',
  /** Change a live Service so that it releases numbers until its manifest is applied. */
  MOVE_ASIDE = 'move-aside',
  /** Give a live Service the ports of its manifest, which the tool would otherwise merge into something else. */
  WRITE_PORTS = 'write-ports',
}

/** Another number for an entry of `spec.ports`. */
export interface PortMove {
  /** The index of the entry. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** One request of a safe sequence, or one `helm upgrade`. */
export interface Step {
  readonly kind: StepKind;
  /** The Service, as namespace and name; the first one of a release. */
  readonly service: string;
  /** The documents to apply: that of one Service, or those of a release in their order. */
  readonly documents?: readonly { readonly service: string; readonly path: string }[];
  /** The tool that applies it. */
  readonly way?: Way;
  /** The release that is upgraded. */
  readonly release?: HelmRelease;
  /** Whether that release may not exist yet. */
  readonly installs?: boolean;
  /** The numbers that it uses temporarily. */
  readonly moves?: readonly PortMove[];
  /** All ports that it gets, and those that it has before. */
  readonly ports?: { readonly from: readonly Fields[]; readonly to: readonly Fields[] };
  /** Whether it temporarily gives up its health check: `externalTrafficPolicy: Cluster`. */
  readonly dropsHealthCheck?: boolean;
  /** Whether the Service is recreated later, so that it is unreachable in between. */
  readonly interrupts?: boolean;
}

/** A Service that will change. */
export interface Party {
  readonly key: string;
  readonly live?: LiveService;
  /** Its last document; undefined for a Service to be deleted. */
  readonly desired?: DesiredService;
  /** All its documents, in their order. */
  readonly documents: readonly DesiredService[];
  /** Its position in the given order. */
  readonly position: number;
  /** The tool that applies or deletes it. */
  readonly way: Way;
  /** The release with which it is applied or deleted. */
  readonly release?: HelmRelease;
}

/** Everything that an order has to take into account. */
export interface OrderProblem {
  readonly snapshot: Snapshot;
  readonly profile: ClusterProfile;
  readonly parties: ReadonlyMap<string, Party>;
}

/** The result of a sequence. */
export interface Outcome {
  readonly refusals: readonly { readonly step: Step; readonly refusal: Refusal }[];
  readonly risks: readonly Risk[];
  /** The cluster afterwards. */
  readonly cluster: PredictedCluster;
}

/**
 * Simulates a sequence. A refused step changes nothing, and the next one is tried, as with kubectl.
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
  if (step.kind === StepKind.MOVE_ASIDE || step.kind === StepKind.WRITE_PORTS) return changeByHand(step, cluster);
  if (step.kind === StepKind.DELETE) {
    cluster.remove(step.service);
    return undefined;
  }
  const documents = (step.documents ?? []).map(({ service, path }) => ({
    desired: parties.get(service)!.documents.find(({ claims }) => claims.owner.path === path)!,
  }));
  for (const { desired } of step.installs ? picksFirst(documents) : documents) {
    const refusal = cluster.apply(desired, step.way!);
    if (refusal) return refusal;
  }
  // At the end, Helm deletes what the release no longer contains.
  for (const { key, desired, release } of parties.values()) {
    if (!desired && isSameRelease(step.release, release)) cluster.remove(key);
  }
  return undefined;
}

/** Sends the change of a step that kubectl patch makes. */
export function changeByHand(step: Step, cluster: PredictedCluster): Refusal | undefined {
  return cluster.patch(step.service, (live) => changedByHand(live, step));
}

/** A Service with other ports or other numbers, and without its health check. */
function changedByHand(live: LiveService, { moves = [], dropsHealthCheck, ports: written }: Step): MergedService {
  const { scalars, ports: stored = [] } = storedFields(live.state);
  const ports = written?.to ?? stored;
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

/** A number that one Service releases and another needs; the same Service, if it cannot do both in one request. */
export interface Handover {
  readonly nodePort: number;
  readonly from: string;
  readonly to: string;
}

/** Who waits for whom: the Service that needs a number waits for its holder. */
export function waitGraphOf(handovers: readonly Handover[]): WaitGraph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of handovers) graph.set(to, (graph.get(to) ?? new Set()).add(from));
  return graph;
}
