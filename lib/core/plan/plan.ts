import { Hazard, hazardsOf } from './hazards';
import { Handover, OrderProblem, Party, Step, simulate } from './plan-steps';
import { PortChange, changesOf } from './port-changes';
import { PredictedCluster, Refusal, Risk, requestFor } from './predicted-cluster';
import { SafeOrder } from './safe-order';
import { reservesPorts } from './service-request';
import { ClusterDescription, ClusterProfile } from '../cluster/cluster-profile';
import { HeldService, heldServices, numbersOf } from '../live/held-service';
import { API_SERVER_ITSELF, Snapshot } from '../live/snapshot';
import { serviceKey } from '../service/claim';
import { ServiceClaims } from '../service/service-claims';

/** How the applying of manifests will end. */
export enum PlanVerdict {
  /** Every document is taken, in the order given. */
  SAFE = 'safe',
  /** It depends on the numbers that the API server picks for others whether every document is taken. */
  RISKY = 'risky',
  /** At least one document is refused. */
  UNSAFE = 'unsafe',
}

/** What a plan may assume. */
export interface PlanOptions extends Pick<ClusterDescription, 'kubernetesVersion' | 'staticSubrangeGate'> {
  /**
   * Whether every Service of the snapshot that the input lacks is deleted, after everything is applied, in the namespaces of the input.
   * `default/kubernetes` never is.
   */
  readonly prune: boolean;
}

/** A document that the API server will refuse when the documents are applied in the order given. */
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
}

/** What will happen when manifests are applied to a cluster. */
export interface Plan {
  readonly verdict: PlanVerdict;
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
 * A live Service without node ports is not in a snapshot, so its manifest counts as that of a new Service. Where it leaves several
 * protocols of one port unset, each gets a pick of its own then, and not the one that a new Service would share. What `kubectl apply`
 * keeps of a Service depends on what it wrote before, which no snapshot tells: that is a risk.
 *
 * @param snapshot what the cluster holds
 * @param desired the Services of the input, in the order in which they are applied
 * @param options what may be assumed
 */
export function planOf(snapshot: Snapshot, desired: readonly ServiceClaims[], { prune, ...description }: PlanOptions): Plan {
  const profile = new ClusterProfile({ cluster: snapshot.cluster, portRange: snapshot.portRange.toString(), ...description });
  const live = heldServices(snapshot);
  const parties = partiesOf(desired, live, prune);
  const handovers = handoversOf(parties, live, profile);
  const problem: OrderProblem = { snapshot, profile, parties, handovers: handovers.filter((handover) => letsGo(handover, parties, profile)) };
  const { refusals, risks } = inGivenOrder(desired, problem);
  const isCertain = refusals.some(({ unlessLucky }) => !unlessLucky);
  const verdict = isCertain ? PlanVerdict.UNSAFE : refusals.length + risks.length > 0 ? PlanVerdict.RISKY : PlanVerdict.SAFE;
  const order = new SafeOrder(problem);
  const sequence = betterSequence(verdict, problem, order);
  return {
    verdict,
    changes: changesOf(parties.values(), profile),
    refusals,
    risks,
    collisions: handovers.filter(({ from }) => !parties.has(from))
      .map(({ nodePort, from, to }) => ({ nodePort, holder: from, service: to, path: placeOf(parties.get(to)!.claims!, nodePort) })),
    hazards: hazardsOf(problem, order, refusals),
    sequence,
    sequenceRisks: sequence ? risksOf(sequence, problem) : [],
  };
}

/** What a sequence depends on, where Services that need it are applied on the server side. */
function risksOf(sequence: readonly Step[], problem: OrderProblem): Risk[] {
  return simulate(sequence, problem).risks.filter(({ isServerSideSure }) => !isServerSideSure);
}

/** A sequence that fares better than the order given. */
function betterSequence(verdict: PlanVerdict, problem: OrderProblem, order: SafeOrder): Step[] | undefined {
  if (verdict === PlanVerdict.SAFE) return undefined;
  const sequence = order.sequenceFor([...problem.parties.keys()]);
  if (!sequence || verdict === PlanVerdict.UNSAFE) return sequence;
  return risksOf(sequence, problem).length === 0 ? sequence : undefined;
}

/** Every Service that is to be applied, as its last document has it, and every one that is to be deleted. */
function partiesOf(desired: readonly ServiceClaims[], live: ReadonlyMap<string, HeldService>, prune: boolean): Map<string, Party> {
  const parties = new Map<string, Party>();
  desired.forEach((claims, position) => {
    const key = keyOf(claims, position);
    parties.set(key, { key, claims, position, held: live.get(key) });
  });
  if (!prune) return parties;
  const namespaces = new Set([...parties.keys()].map(namespaceIn));
  for (const [key, held] of live) {
    if (parties.has(key) || key === API_SERVER_ITSELF || !namespaces.has(namespaceIn(key))) continue;
    parties.set(key, { key, held, position: desired.length });
  }
  return parties;
}

function namespaceIn(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** Every number that somebody wants and a live Service holds, its own included where one request cannot do both. */
function handoversOf(parties: ReadonlyMap<string, Party>, live: ReadonlyMap<string, HeldService>, profile: ClusterProfile): Handover[] {
  const holders = new Map<number, string[]>();
  for (const [key, held] of live) {
    for (const number of numbersOf(held)) if (profile.range.contains(number)) holders.set(number, [...holders.get(number) ?? [], key]);
  }
  return [...parties.values()].flatMap(({ key, claims, held }) => {
    if (!claims) return [];
    const { slots, healthCheck, changesHealthCheck } = requestFor(claims.manifest, held, profile);
    const wanted = [...slots, ...(changesHealthCheck && healthCheck ? [healthCheck] : [])].flatMap(({ nodePort }) => nodePort ?? []);
    const handed = wanted.flatMap((nodePort) => (holders.get(nodePort) ?? []).map((from) => ({ nodePort, from, to: key })));
    // A health check cannot change while it is needed, even to a free number: the Service waits for itself.
    return changesHealthCheck ? [...handed, { nodePort: held!.healthCheck!, from: key, to: key }] : handed;
  });
}

/** Whether the holder of a number gives it up in the end. Where it keeps it, no order helps. */
function letsGo({ nodePort, from, to }: Handover, parties: ReadonlyMap<string, Party>, profile: ClusterProfile): boolean {
  const holder = parties.get(from);
  if (!holder || !holder.claims || from === to) return holder !== undefined;
  const { ports, healthCheck } = requestFor(holder.claims.manifest, holder.held, profile);
  return !reservesPorts(holder.claims.manifest) || !(ports.some(({ slot }) => slot.nodePort === nodePort) || healthCheck?.nodePort === nodePort);
}

function inGivenOrder(desired: readonly ServiceClaims[], { snapshot, profile }: OrderProblem): Pick<Plan, 'refusals' | 'risks'> {
  const cluster = PredictedCluster.of(snapshot, profile);
  let isLuck = false;
  const refusals = desired.flatMap((claims, document) => {
    const service = keyOf(claims, document);
    const refusal = cluster.apply(service, claims);
    // What luck lets pass changes what comes after it.
    const unlessLucky = refusal?.unlessLucky || isLuck || undefined;
    isLuck ||= refusal?.unlessLucky === true;
    return refusal ? [{ ...refusal, unlessLucky, document, service, path: placeOf(claims, refusal.nodePort) }] : [];
  });
  return { refusals, risks: cluster.risks };
}

/** Where a Service asks for a number; the Service itself where it does not, in so many words. */
function placeOf({ claims, owner }: ServiceClaims, nodePort: number | undefined): string {
  return claims.find((claim) => nodePort !== undefined && claim.nodePort === nodePort)?.owner.path ?? owner.path;
}

/** The Service that a manifest is about. Each object that the API server is to name is another one. */
function keyOf({ owner }: ServiceClaims, document: number): string {
  return owner.service?.endsWith('*') ? `${serviceKey(owner)}${document}` : serviceKey(owner);
}
