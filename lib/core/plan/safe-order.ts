import { isAsWritten } from './as-written';
import { EarlyReleases } from './early-releases';
import { HandoverPlan } from './handovers';
import { isNewRelease } from './new-release';
import { OrderProblem, Party, Step, StepKind } from './plan-steps';
import { isPick } from './port-pool';
import { simulate } from './simulation';
import { writingPorts } from './strategy';
import { Units, unitOf } from './units';
import { ServiceState } from '../live/service-state';

/** Finds sequences of requests in which no Service requests a number before it is free. */
export class SafeOrder {
  private readonly units: Units;
  private readonly early: EarlyReleases;

  constructor(
    private readonly problem: OrderProblem,
    private readonly handoverPlan: HandoverPlan,
  ) {
    this.units = new Units(problem);
    this.early = new EarlyReleases(problem, handoverPlan, this.units);
  }

  /**
   * A safe sequence for some of the Services: each is applied or deleted once, in the given order unless it has to
   * wait. Services that leave a number to the API server come last, so that it finds every pinned number taken.
   *
   * Undefined if it would still be refused, or would end with other numbers than those written.
   */
  public sequenceFor(keys: Iterable<string>): Step[] | undefined {
    const parties = [...keys].map((key) => this.problem.parties.get(key)!);
    if (parties.some(({ key, desired }) => desired && !this.handoverPlan.strategies.has(key))) return undefined;
    const sequence: Step[] = [];
    const placed = new Set<string>();
    const units = [...new Set(parties.map(unitOf))];
    for (const unit of units.sort(
      (a, b) => this.turnOf(a) - this.turnOf(b) || this.units.position(a) - this.units.position(b),
    )) {
      this.place(unit, placed, sequence);
    }
    return this.succeeds(sequence, parties) ? sequence : undefined;
  }

  private succeeds(sequence: readonly Step[], parties: readonly Party[]): boolean {
    const { refusals, cluster } = simulate(sequence, this.problem);
    return (
      refusals.length === 0 &&
      parties.every(({ key, desired }) => {
        const then = cluster.find(key);
        return desired
          ? then !== undefined && isAsWritten(then.state, desired.fields) && this.hasWhatItKeeps(key, then.state)
          : then === undefined;
      })
    );
  }

  /** A number that is not written, but that the Service would have kept, may be lost when it moves aside. */
  private hasWhatItKeeps(key: string, then: ServiceState): boolean {
    const { state } = this.handoverPlan.strategies.get(key)!;
    const known = new Set(this.problem.parties.get(key)!.live?.state.ports.map(({ nodePort }) => nodePort));
    return state.ports.every(
      ({ name, nodePort }) =>
        nodePort === 0 ||
        !known.has(nodePort) ||
        then.ports.some((port) => port.name === name && port.nodePort === nodePort),
    );
  }

  /** Places a unit after everything that it waits for. */
  private place(unit: string, placed: Set<string>, sequence: Step[]): void {
    const path = [{ unit, waitsFor: this.waitsOf(unit) }];
    while (path.length > 0) {
      const { unit: current, waitsFor } = path[path.length - 1];
      const next = placed.has(current) ? undefined : waitsFor.pop();
      if (next === undefined) {
        path.pop();
        if (!placed.has(current)) sequence.push(...this.stepsOf(current));
        placed.add(current);
      } else if (!placed.has(next)) {
        path.push({ unit: next, waitsFor: this.waitsOf(next) });
      }
    }
  }

  /** Units are placed by name: a Service that releases numbers early has its own step for that, which never waits. */
  private waitsOf(name: string): string[] {
    if (name.startsWith(EARLY)) return [];
    const handed = this.handoverPlan.handovers.filter(({ to }) => unitOf(this.problem.parties.get(to)!) === name);
    const waits = handed.map((handover) =>
      this.early.includes(handover) ? `${EARLY}${handover.from}` : unitOf(this.problem.parties.get(handover.from)!),
    );
    const own = this.units
      .of(name)
      .filter(({ key }) => this.early.of(key))
      .map(({ key }) => `${EARLY}${key}`);
    return [...new Set([...waits, ...own])].filter((other) => other !== name);
  }

  private stepsOf(name: string): Step[] {
    if (name.startsWith(EARLY)) return [this.early.of(name.slice(EARLY.length))!];
    const parties = this.units.of(name);
    const documents = parties.flatMap(({ key, documents: own }) =>
      own.map(({ claims: { owner } }) => ({ service: key, path: owner.path })),
    );
    const [{ key, release }] = parties;
    if (documents.length === 0) return this.early.of(key) ? [] : [{ kind: StepKind.DELETE, service: key }];
    const ways = parties.flatMap((party) => this.handoverPlan.strategies.get(party.key)?.way ?? []);
    const way = ways.find(({ forcesConflicts }) => forcesConflicts) ?? ways.at(0);
    const installs = isNewRelease(release, this.problem.snapshot.services) || undefined;
    const applies = release ? [documents] : documents.map((document) => [document]);
    return [
      ...parties.flatMap((party) => this.writingPorts(party) ?? []),
      ...applies.map((each) => ({
        kind: StepKind.APPLY,
        service: each[0].service,
        documents: each,
        way,
        release,
        installs,
      })),
    ];
  }

  private writingPorts(party: Party): Step | undefined {
    return this.handoverPlan.strategies.get(party.key)?.before === 'write-ports' ? writingPorts(party) : undefined;
  }

  /** Services that leave a number to the API server are applied late, and deletions come last. */
  private turnOf(unit: string): Turn {
    const parties = this.units.of(unit);
    if (parties.every(({ desired }) => !desired)) return Turn.DELETION;
    const states = parties.map(({ key }) => this.handoverPlan.strategies.get(key)?.state);
    return states.some((state) => state?.ports.some(({ nodePort }) => isPick(nodePort))) ? Turn.PICK : Turn.PINNED;
  }
}

/** When a unit is applied or deleted, as far as it does not have to wait. */
enum Turn {
  PINNED,
  PICK,
  DELETION,
}

const EARLY = 'early:';
