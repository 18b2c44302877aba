import { OrderProblem, Party, Step, StepKind, simulate, waitGraphOf } from './plan-steps';
import { PredictedCluster, requestFor } from './predicted-cluster';
import { reservesPorts } from './service-request';
import { WaitGraph, cyclesOf, minimumFeedbackVertexSet } from './wait-graph';
import { candidatesIn } from '../cluster/popular-ports';
import { numbersOf } from '../live/held-service';

/** Finds sequences of requests in which nobody asks for a number before it is free. */
export class SafeOrder {
  private readonly graph: WaitGraph;
  /** Who must let go of its numbers early, and how. */
  private readonly early = new Map<string, Step>();

  constructor(private readonly problem: OrderProblem) {
    this.graph = waitGraphOf(problem.handovers);
    const spare = spareNumbers(problem);
    for (const cycle of cyclesOf(this.graph)) {
      for (const key of minimumFeedbackVertexSet(this.byPreference(cycle, spare), this.graph)) this.early.set(key, this.releaseStep(key, spare));
    }
  }

  /**
   * The shortest safe sequence for some of the Services: each is applied or deleted once, in the given order as far as nobody
   * has to wait; those that leave a pick to the API server come last, so that it finds every pinned number taken.
   *
   * Undefined where it would be refused all the same.
   */
  public sequenceFor(keys: readonly string[]): Step[] | undefined {
    const sequence: Step[] = [];
    const placed = new Set<string>();
    const pending = keys
      .map((key) => this.problem.parties.get(key)!)
      .sort((a, b) => this.orderRank(a) - this.orderRank(b) || a.position - b.position);
    for (const { key } of pending) this.place(key, placed, sequence);
    const { refusals, cluster } = simulate(sequence, this.problem);
    return refusals.length === 0 && pending.every((party) => this.isSettled(party, cluster)) ? sequence : undefined;
  }

  /** Whether a Service ended with every number that can be foreseen: one that it was to keep may be lost when it moves aside. */
  private isSettled({ key, held, claims }: Party, cluster: PredictedCluster): boolean {
    if (!claims) return true;
    const { ports, healthCheck } = requestFor(claims.manifest, held, this.problem.profile);
    const then = cluster.find(key)!;
    const isThere = (name: string, nodePort: number): boolean => then.ports.some((port) => port.name === name && port.nodePort === nodePort);
    return ports.every(({ name, slot }) => slot.nodePort === undefined || isThere(name, slot.nodePort))
      && (healthCheck?.nodePort === undefined || then.healthCheck === healthCheck.nodePort);
  }

  /** Puts a Service in its place, after everybody for whom it waits. */
  private place(key: string, placed: Set<string>, sequence: Step[]): void {
    const path = [{ key, waitsFor: this.waitsOf(key) }];
    while (path.length > 0) {
      const { key: current, waitsFor } = path[path.length - 1];
      const next = placed.has(current) ? undefined : waitsFor.pop();
      if (next === undefined) {
        path.pop();
        if (!placed.has(current)) sequence.push(this.stepOf(current));
        placed.add(current);
      } else if (!placed.has(next)) {
        path.push({ key: next, waitsFor: this.waitsOf(next) });
      }
    }
  }

  /** Steps are placed by name: a Service that lets go early has one of its own for that, which waits for nobody. */
  private waitsOf(name: string): string[] {
    if (name.startsWith(EARLY)) return [];
    const others = [...this.graph.get(name) ?? []].filter((other) => other !== name).map((other) => (this.early.has(other) ? `${EARLY}${other}` : other));
    return this.early.has(name) ? [...others, `${EARLY}${name}`] : others;
  }

  private stepOf(name: string): Step {
    if (name.startsWith(EARLY)) return this.early.get(name.slice(EARLY.length))!;
    const { claims } = this.problem.parties.get(name)!;
    return claims ? { kind: StepKind.APPLY, service: name, path: claims.owner.path } : { kind: StepKind.DELETE, service: name };
  }

  private orderRank({ claims, held }: Party): number {
    if (!claims) return 2;
    return Number(requestFor(claims.manifest, held, this.problem.profile).slots.some(({ nodePort }) => nodePort === undefined));
  }

  /** Moving aside comes before deleting, and the given order decides between equals. */
  private byPreference(cycle: readonly string[], spare: readonly number[]): string[] {
    const cost = (key: string): number => (this.moved(key).length <= spare.length ? 0 : 1 + Number(!this.canBeRecreated(key)));
    return [...cycle].sort((a, b) => cost(a) - cost(b) || this.problem.parties.get(a)!.position - this.problem.parties.get(b)!.position);
  }

  private releaseStep(key: string, spare: number[]): Step {
    const moved = this.moved(key);
    if (moved.length > spare.length && this.canBeRecreated(key)) return { kind: StepKind.DELETE, service: key };
    const moves = moved.map((from) => ({ from, to: spare.shift() ?? from }));
    return { kind: StepKind.MOVE_ASIDE, service: key, moves, dropsHealthCheck: this.dropsHealthCheck(key) };
  }

  /** The ports that a Service must let go of, for somebody else or for another use of its own. */
  private moved(key: string): number[] {
    const { held } = this.problem.parties.get(key)!;
    const wanted = new Set(this.problem.handovers.filter(({ from }) => from === key).map(({ nodePort }) => nodePort));
    return [...new Set(held?.ports.map(({ nodePort }) => nodePort))].filter((number) => wanted.has(number));
  }

  private dropsHealthCheck(key: string): boolean {
    const { held, claims } = this.problem.parties.get(key)!;
    if (held?.healthCheck === undefined) return false;
    const isWanted = this.problem.handovers.some(({ from, nodePort }) => from === key && nodePort === held.healthCheck);
    return isWanted || (claims !== undefined && requestFor(claims.manifest, held, this.problem.profile).changesHealthCheck);
  }

  /** Whether nothing is lost with a Service that is deleted and applied anew: no number that only the cluster knows. */
  private canBeRecreated(key: string): boolean {
    const { claims, held } = this.problem.parties.get(key)!;
    if (!claims || !held) return false;
    const { ports, healthCheck } = requestFor(claims.manifest, held, this.problem.profile);
    const isWritten = (written: number, settled: number | undefined): boolean => settled === undefined || written !== 0;
    return ports.every(({ slot }) => isWritten(claims.manifest.ports[slot.index].nodePort, slot.nodePort))
      && (!healthCheck || isWritten(claims.manifest.healthCheck.nodePort, healthCheck.nodePort));
  }
}

const EARLY = 'early:';

/** Numbers that nobody holds or wants, static ones first. */
function spareNumbers({ snapshot, profile, parties }: OrderProblem): number[] {
  const used = new Set(snapshot.ports.map(({ nodePort }) => nodePort));
  for (const { claims, held } of parties.values()) {
    for (const number of numbersOf(held)) used.add(number);
    if (!claims || !reservesPorts(claims.manifest)) continue;
    for (const { nodePort } of [...claims.manifest.ports, claims.manifest.healthCheck]) used.add(nodePort);
  }
  const { staticBand, dynamicBand } = profile.bands;
  return [staticBand, ...dynamicBand ? [dynamicBand] : []].flatMap((band) => [...candidatesIn(band, band.first)]).filter((port) => !used.has(port));
}
