import { desiredService, placeOf } from './desired-service';
import { GivenOrder, inGivenOrder } from './given-order';
import { Settlement, settle } from './handovers';
import { Hazard, hazardsOf } from './hazards';
import { AppliedWith, PlanOptions, partiesOf } from './parties';
import { OrderProblem, Party, Step, simulate } from './plan-steps';
import { PortChange, changesOf } from './port-changes';
import { PredictedCluster, Risk } from './predicted-cluster';
import { Refusal } from './refusal';
import { SafeOrder } from './safe-order';
import { tried } from './strategy';
import { unknownFacts } from './unknown-facts';
import { ClusterProfile } from '../cluster/cluster-profile';
import { HelmRelease } from '../live/live-service';
import { ServiceState } from '../live/service-state';
import { Snapshot, servicesByKey } from '../live/snapshot';
import { ServiceClaims } from '../service/service-claims';

/** How the applying of manifests will end. */
export enum PlanVerdict {
  /** Every document is taken, in the order given, and every number is as written. */
  SAFE = 'safe',
  /** It depends on what nobody can know here, or some number will not be as written. */
  RISKY = 'risky',
  /** At least one document is refused. */
  UNSAFE = 'unsafe',
}

/** A document that will be refused when the documents are applied in the order given. */
export interface PlannedRefusal extends Refusal {
  /** Its place among the Services of the input, from 0. */
  readonly document: number;
  readonly service: string;
  /** Where the number is asked for. */
  readonly path: string;
}

/** A number that is wanted while somebody holds it who has no part in the plan. */
export interface Collision {
  readonly nodePort: number;
  readonly service: string;
  readonly path: string;
  /** The live Service that holds it, as namespace and name. */
  readonly holder: string;
  /** The Helm release that owns the holder. */
  readonly holderRelease?: HelmRelease;
  /** That release, where the Service may be meant for it: nothing says of which release it is. */
  readonly meantFor?: HelmRelease;
  /** Whether the holder would be deleted if what the manifests lack were pruned. */
  readonly isPrunable: boolean;
}

/** What will happen when manifests are applied to a cluster. */
export interface Plan {
  readonly verdict: PlanVerdict;
  /** What each Service is applied with, where that is not what was asked for. */
  readonly assumed: readonly AppliedWith[];
  /** By number. */
  readonly changes: readonly PortChange[];
  /** In the order of the documents. Applying goes on after a refusal, as kubectl does. */
  readonly refusals: readonly PlannedRefusal[];
  readonly risks: readonly Risk[];
  readonly collisions: readonly Collision[];
  readonly hazards: readonly Hazard[];
  /** What to do instead of applying in the order given; undefined where that is safe, and where no order helps. */
  readonly sequence?: readonly Step[];
  /** What that still depends on. */
  readonly sequenceRisks: readonly Risk[];
}

/**
 * Foresees what happens when manifests are applied to a live cluster, one after the other.
 *
 * @param snapshot what the cluster holds
 * @param services the Services of the input, in the order in which they are applied, read with their fields
 * @param options what they are applied with, and what may be assumed
 */
export function planOf(snapshot: Snapshot, services: readonly ServiceClaims[], options: PlanOptions): Plan {
  const { kubernetesVersion, staticSubrangeGate } = options;
  const profile = new ClusterProfile({
    cluster: snapshot.cluster,
    portRange: snapshot.portRange.toString(),
    kubernetesVersion,
    staticSubrangeGate,
  });
  const desired = services.map(desiredService);
  const { parties, assumed, documents } = partiesOf(snapshot, desired, options);
  const problem: OrderProblem = { snapshot, profile, parties };
  const given = inGivenOrder(documents, problem);
  const verdict = verdictOf(given);
  const settlement = settle(problem);
  const order = new SafeOrder(problem, settlement);
  const sequence = betterSequence(verdict, problem, order);
  return {
    verdict,
    assumed,
    changes: changesOf(parties.values(), (key) =>
      outcomeOf(key, verdict === PlanVerdict.UNSAFE ? undefined : given.cluster, sequence, problem),
    ),
    refusals: given.refusals,
    risks: given.risks,
    collisions: collisionsOf(settlement, problem, partiesOf(snapshot, desired, { ...options, prune: true }).parties),
    hazards: hazardsOf(problem, settlement, order, given.refusals),
    sequence,
    sequenceRisks: sequence ? risksOf(sequence, problem) : [],
  };
}

/**
 * What is wanted of those who have no part in the plan.
 *
 * @param whenPruned who would have a part in it if what the manifests lack were deleted
 */
function collisionsOf(
  { collisions }: Settlement,
  { snapshot, parties }: OrderProblem,
  whenPruned: ReadonlyMap<string, Party>,
): Collision[] {
  const live = servicesByKey(snapshot);
  return collisions
    .filter(({ from }) => !parties.has(from))
    .map(({ nodePort, from, to }) => {
      const { desired, release } = parties.get(to)!;
      const holderRelease = live.get(from)?.release;
      return {
        nodePort,
        service: to,
        path: placeOf(desired!, nodePort),
        holder: from,
        holderRelease,
        meantFor: release === undefined && desired!.namespace === holderRelease?.namespace ? holderRelease : undefined,
        isPrunable: whenPruned.has(from),
      };
    });
}

function verdictOf({ refusals, risks }: GivenOrder): PlanVerdict {
  if (refusals.some(({ unlessLucky }) => !unlessLucky)) return PlanVerdict.UNSAFE;
  return refusals.length + risks.length > 0 ? PlanVerdict.RISKY : PlanVerdict.SAFE;
}

/** A sequence that fares better than the order given. */
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
 * What a Service is in the end: in the order given where that works, in the sequence where there is one, else by
 * itself.
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
  return party.desired ? (tried(party, party.way, 'nothing', problem) ?? party.live?.state) : undefined;
}
