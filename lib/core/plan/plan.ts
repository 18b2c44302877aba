import { Collision, collisionsOf } from './collisions';
import { desiredService } from './desired-service';
import { FreeNumbers } from './free-numbers';
import { GivenOrder, inGivenOrder } from './given-order';
import { planHandovers } from './handovers';
import { Hazard, hazardsOf } from './hazards';
import { AppliedWith, PlanOptions, partiesOf } from './parties';
import { OrderProblem, Step } from './plan-steps';
import { PortChange, portChanges } from './port-changes';
import { PredictedCluster, Risk } from './predicted-cluster';
import { PlannedRefusal } from './refusal';
import { SafeOrder } from './safe-order';
import { simulate } from './simulation';
import { stateAfter } from './strategy';
import { unknownFacts } from './unknown-facts';
import { ClusterProfile } from '../cluster/cluster-profile';
import { ServiceState } from '../live/service-state';
import { Snapshot } from '../live/snapshot';
import { ServiceClaims } from '../service/service-claims';

/** The outcome of applying manifests. */
export enum PlanVerdict {
  /** Every document is accepted in the given order, and every number is as written. */
  SAFE = 'safe',
  /** It depends on something unknown, or some number will not be as written. */
  RISKY = 'risky',
  /** At least one document is refused. */
  UNSAFE = 'unsafe',
}

/** What will happen if manifests are applied to a cluster. */
export interface Plan {
  readonly verdict: PlanVerdict;
  /** The Services that are applied with another tool than the one asked for. */
  readonly assumed: readonly AppliedWith[];
  /** By number. */
  readonly changes: readonly PortChange[];
  /** In the order of the documents. A refusal does not stop the rest, as with kubectl. */
  readonly refusals: readonly PlannedRefusal[];
  readonly risks: readonly Risk[];
  readonly collisions: readonly Collision[];
  readonly hazards: readonly Hazard[];
  /** What to do instead of applying in the given order; undefined if that is safe, or if no order helps. */
  readonly sequence?: readonly Step[];
  /** What the sequence still depends on. */
  readonly sequenceRisks: readonly Risk[];
}

/**
 * Predicts what happens if manifests are applied to a live cluster, one after the other.
 *
 * @param snapshot what the cluster holds
 * @param services the Services of the input, in the order in which they are applied, read with their fields
 * @param options the tool that applies them, and assumptions about the cluster
 */
export function planOf(snapshot: Snapshot, services: readonly ServiceClaims[], options: PlanOptions): Plan {
  const desired = services.map(desiredService);
  const { parties, assumed, documents } = partiesOf(snapshot, desired, options);
  const problem: OrderProblem = { snapshot, profile: profileOf(snapshot, options), parties, taken: options.taken };
  const given = inGivenOrder(documents, problem);
  const verdict = verdictOf(given);
  const handoverPlan = planHandovers(problem);
  const order = new SafeOrder(problem, handoverPlan);
  const sequence = betterSequence(verdict, problem, order);
  const outcome = verdict === PlanVerdict.UNSAFE ? undefined : given.cluster;
  const whenPruned = partiesOf(snapshot, desired, { ...options, prune: true }).parties;
  return {
    verdict,
    assumed,
    changes: portChanges(parties.values(), (key) => outcomeOf(key, outcome, sequence, problem)),
    refusals: given.refusals,
    risks: given.risks,
    collisions: collisionsOf(handoverPlan, problem, whenPruned, new FreeNumbers(problem)),
    hazards: hazardsOf(problem, handoverPlan, order, given.refusals),
    sequence,
    sequenceRisks: sequence ? risksOf(sequence, problem) : [],
  };
}

function profileOf({ cluster, portRange }: Snapshot, options: PlanOptions): ClusterProfile {
  const { kubernetesVersion, staticSubrangeGate } = options;
  return new ClusterProfile({ cluster, portRange: portRange.toString(), kubernetesVersion, staticSubrangeGate });
}

function verdictOf({ refusals, risks }: GivenOrder): PlanVerdict {
  if (refusals.some(({ isUncertain }) => !isUncertain)) return PlanVerdict.UNSAFE;
  return refusals.length + risks.length > 0 ? PlanVerdict.RISKY : PlanVerdict.SAFE;
}

/** A sequence that works better than the given order. */
function betterSequence(verdict: PlanVerdict, problem: OrderProblem, order: SafeOrder): Step[] | undefined {
  if (verdict === PlanVerdict.SAFE) return undefined;
  const sequence = order.sequenceFor(problem.parties.keys());
  if (!sequence || verdict === PlanVerdict.UNSAFE) return sequence;
  return risksOf(sequence, problem).length === 0 ? sequence : undefined;
}

/** What a sequence depends on. */
function risksOf(sequence: readonly Step[], problem: OrderProblem): Risk[] {
  return [...unknownFacts(problem), ...simulate(sequence, problem).risks];
}

/**
 * A Service in the end: after the given order if that works, else after the sequence if there is one, else if it is
 * applied alone.
 */
function outcomeOf(
  key: string,
  given: PredictedCluster | undefined,
  sequence: readonly Step[] | undefined,
  problem: OrderProblem,
): ServiceState | undefined {
  const cluster = given ?? (sequence && simulate(sequence, problem).cluster);
  if (cluster) return cluster.find(key)?.state;
  const party = problem.parties.get(key)!;
  return party.desired ? (stateAfter(party, party.way, 'nothing', problem) ?? party.live?.state) : undefined;
}
