import { numbersOf } from './allocation';
import { Settlement } from './handovers';
import { isNewRelease } from './new-release';
import { Handover, OrderProblem, Party, Step, StepKind, simulate } from './plan-steps';
import { isPick } from './port-pool';
import { canBeRecreated, isAsWritten, lettingGo, portsInTheWay, writingPorts } from './strategy';
import { WaitGraph, cyclesOf, feedbackVertexSet } from './wait-graph';
import { candidatesIn } from '../cluster/popular-ports';
import { ServiceState, reservesPorts } from '../live/service-state';

/** Finds sequences of requests in which no Service requests a number before it is free. */
export class SafeOrder {
  /** The units that are applied at once, each a Service or a whole release, by name and in the given order. */
  private readonly units = new Map<string, Party[]>();
  private readonly graph: WaitGraph;
  /** The Services that must release numbers before anything else is applied, and how. */
  private readonly early = new Map<string, Step>();
  private readonly spare: number[];

  constructor(
    private readonly problem: OrderProblem,
    private readonly settlement: Settlement,
  ) {
    for (const party of problem.parties.values()) {
      const unit = unitOf(party);
      this.units.set(unit, [...(this.units.get(unit) ?? []), party]);
    }
    this.spare = spareNumbers(problem, settlement);
    this.prepare();
    this.graph = this.waits();
    for (const cycle of cyclesOf(this.graph)) {
      for (const unit of feedbackVertexSet(this.byPreference(cycle), this.graph)) this.cut(unit, cycle);
    }
  }

  /**
   * A safe sequence for some of the Services: each is applied or deleted once, in the given order unless it has to
   * wait. Services that leave a number to the API server come last, so that it finds every pinned number taken.
   *
   * Undefined if it would still be refused, or would end with other numbers than those written.
   */
  public sequenceFor(keys: Iterable<string>): Step[] | undefined {
    const parties = [...keys].map((key) => this.problem.parties.get(key)!);
    if (parties.some(({ key, desired }) => desired && !this.settlement.strategies.has(key))) return undefined;
    const sequence: Step[] = [];
    const placed = new Set<string>();
    const units = [...new Set(parties.map(unitOf))];
    for (const unit of units.sort(
      (a, b) => this.lateness(a) - this.lateness(b) || this.position(a) - this.position(b),
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
    const { state } = this.settlement.strategies.get(key)!;
    return state.ports.every(
      ({ name, nodePort }) =>
        isPick(nodePort) ||
        nodePort === 0 ||
        then.ports.some((port) => port.name === name && port.nodePort === nodePort),
    );
  }

  /** What has to happen to each Service before it is applied, regardless of the others. */
  private prepare(): void {
    for (const [key, { before }] of this.settlement.strategies) {
      if (before === 'delete') this.early.set(key, { kind: StepKind.DELETE, service: key, interrupts: true });
      if (before === 'drop-health-check') this.early.set(key, this.withoutHealthCheck(key));
    }
    // Within a release the order is fixed, and what it no longer contains is deleted last.
    for (const { from, to } of this.settlement.handovers) {
      const [holder, asker] = [this.problem.parties.get(from)!, this.problem.parties.get(to)!];
      if (from !== to && unitOf(holder) === unitOf(asker) && holder.position >= asker.position) this.letGo(holder);
    }
  }

  private withoutHealthCheck(key: string): Step {
    const party = this.problem.parties.get(key)!;
    return lettingGo(party, portsInTheWay(party), this.spare, true);
  }

  private waits(): WaitGraph {
    const graph = new Map<string, Set<string>>();
    for (const handover of this.settlement.handovers) {
      const [holder, asker] = [handover.from, handover.to].map((key) => unitOf(this.problem.parties.get(key)!));
      if (holder !== asker && !this.isFreedEarly(handover)) {
        graph.set(asker, (graph.get(asker) ?? new Set()).add(holder));
      }
    }
    return graph;
  }

  private isFreedEarly({ from, nodePort }: Handover): boolean {
    const step = this.early.get(from);
    if (!step) return false;
    return (
      step.kind === StepKind.DELETE ||
      (step.moves ?? []).some((move) => move.from === nodePort) ||
      (step.dropsHealthCheck === true && this.problem.parties.get(from)!.live!.state.healthCheckNodePort === nodePort)
    );
  }

  /** Makes the Services of a unit release what the others in its cycle wait for. */
  private cut(unit: string, cycle: readonly string[]): void {
    const waited = this.settlement.handovers.filter(
      ({ from, to }) =>
        unitOf(this.problem.parties.get(from)!) === unit && cycle.includes(unitOf(this.problem.parties.get(to)!)),
    );
    for (const key of new Set(waited.map(({ from }) => from))) this.letGo(this.problem.parties.get(key)!);
  }

  /** Moving aside is gentler than deleting, which is used only if there is no free number to move to. */
  private letGo(party: Party): void {
    const { key, live, desired } = party;
    const known = this.early.get(key);
    if (known?.kind === StepKind.DELETE) return;
    const wanted = new Set(
      this.settlement.handovers.filter(({ from }) => from === key).map(({ nodePort }) => nodePort),
    );
    const moved = new Set(live!.state.ports.map(({ nodePort }) => nodePort).filter((number) => wanted.has(number)));
    const strategy = this.settlement.strategies.get(key);
    const isTight =
      moved.size > this.spare.length && strategy !== undefined && canBeRecreated(party, this.problem, strategy);
    const dropsHealthCheck = wanted.has(live!.state.healthCheckNodePort) || known?.dropsHealthCheck === true;
    const deleting: Step = { kind: StepKind.DELETE, service: key, interrupts: desired !== undefined };
    this.early.set(key, !desired || isTight ? deleting : lettingGo(party, moved, this.spare, dropsHealthCheck));
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
    const handed = this.settlement.handovers.filter(({ to }) => unitOf(this.problem.parties.get(to)!) === name);
    const waits = handed.map((handover) =>
      this.isFreedEarly(handover) ? `${EARLY}${handover.from}` : unitOf(this.problem.parties.get(handover.from)!),
    );
    const own = this.units
      .get(name)!
      .filter(({ key }) => this.early.has(key))
      .map(({ key }) => `${EARLY}${key}`);
    return [...new Set([...waits, ...own])].filter((other) => other !== name);
  }

  private stepsOf(name: string): Step[] {
    if (name.startsWith(EARLY)) return [this.early.get(name.slice(EARLY.length))!];
    const parties = this.units.get(name)!;
    const documents = parties.flatMap(({ key, documents: own }) =>
      own.map(({ claims: { owner } }) => ({ service: key, path: owner.path })),
    );
    const [{ key, release }] = parties;
    if (documents.length === 0) return this.early.has(key) ? [] : [{ kind: StepKind.DELETE, service: key }];
    const way = parties
      .map((party) => this.settlement.strategies.get(party.key)?.way)
      .reduce((all, each) => (each?.forcesConflicts ? each : (all ?? each)));
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
    return this.settlement.strategies.get(party.key)?.before === 'write-ports' ? writingPorts(party) : undefined;
  }

  private position(unit: string): number {
    return Math.min(...this.units.get(unit)!.map(({ position }) => position));
  }

  private lateness(unit: string): number {
    const parties = this.units.get(unit)!;
    if (parties.every(({ desired }) => !desired)) return 2;
    return Number(
      parties.some(({ key }) =>
        this.settlement.strategies.get(key)?.state.ports.some(({ nodePort }) => isPick(nodePort)),
      ),
    );
  }

  /** Moving aside comes before deleting; among equals, the given order decides. */
  private byPreference(cycle: readonly string[]): string[] {
    const cost = (unit: string): number => (this.units.get(unit)!.length === 1 ? 0 : 1);
    return [...cycle].sort((a, b) => cost(a) - cost(b) || this.position(a) - this.position(b));
  }
}

const EARLY = 'early:';

/** The unit of a Service: its whole release, or the Service alone. */
function unitOf({ key, release }: Party): string {
  return release ? `release:${release.namespace}/${release.name}` : key;
}

/** Numbers that no Service holds or requests, static ones first. */
function spareNumbers({ snapshot, profile }: OrderProblem, { strategies }: Settlement): number[] {
  const states = [
    ...snapshot.services.map(({ state }) => state),
    ...[...strategies.values()].map(({ state }) => state),
  ];
  const used = new Set(states.filter(reservesPorts).flatMap(numbersOf));
  const { staticBand, dynamicBand } = profile.bands;
  return [staticBand, ...(dynamicBand ? [dynamicBand] : [])]
    .flatMap((band) => [...candidatesIn(band, band.first)])
    .filter((port) => !used.has(port));
}
