import { picksFirst } from './new-release';
import { OrderProblem, PortMove, Step, StepKind } from './plan-steps';
import { PredictedCluster, Risk } from './predicted-cluster';
import { Refusal } from './refusal';
import { isSameRelease } from '../live/helm-release';
import { LiveService } from '../live/live-service';
import { storedFields, withDefaults } from '../live/service-state';
import { afterUpdate, changesBetween } from '../merge/field-changes';
import { MergedService } from '../merge/merge-by-tool';
import { Fields } from '../service/service-fields';

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
    managers: live.managers && afterUpdate(live.managers, { name: 'kubectl-patch' }, changes),
    applied: live.applied,
  };
}

function movedTo(at: number, moves: readonly PortMove[]): Fields {
  const move = moves.find(({ index }) => index === at);
  return move ? { nodePort: move.to } : {};
}
