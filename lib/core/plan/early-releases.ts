import { numbersOf } from './allocation';
import { Handover, HandoverPlan, waitGraphOf } from './handovers';
import { SpareNumbers, movingAside, portsInTheWay, withoutHealthCheck } from './move-aside';
import { OrderProblem, Party, Step, StepKind } from './plan-steps';
import { canBeRecreated } from './strategy';
import { Units, unitOf } from './units';
import { WaitGraph, cyclesOf, feedbackVertexSet } from './wait-graph';
import { candidatesIn } from '../cluster/popular-ports';
import { reservesPorts } from '../live/service-state';

/** Which Services must release numbers before anything else is applied, and how, so that nobody waits in a circle. */
export class EarlyReleases {
  private readonly steps = new Map<string, Step>();
  private readonly spare: SpareNumbers;

  constructor(
    private readonly problem: OrderProblem,
    private readonly handoverPlan: HandoverPlan,
    units: Units,
  ) {
    this.spare = spareNumbers(problem, handoverPlan);
    this.prepare();
    const graph = this.waits();
    for (const cycle of cyclesOf(graph)) {
      for (const unit of feedbackVertexSet(units.byPreference(cycle), graph)) this.cut(unit, cycle);
    }
  }

  /** The step by which a Service releases numbers early; undefined if it does not. */
  public of(key: string): Step | undefined {
    return this.steps.get(key);
  }

  /** Whether a number is released early, so that nobody has to wait for the Service itself. */
  public includes({ from, nodePort }: Handover): boolean {
    const step = this.steps.get(from);
    if (!step) return false;
    return (
      step.kind === StepKind.DELETE ||
      (step.moves ?? []).some((move) => move.from === nodePort) ||
      // A Service that moves aside drops a health check for whose number another one waits.
      this.party(from).live!.state.healthCheckNodePort === nodePort
    );
  }

  /** What has to happen to each Service before it is applied, regardless of the others. */
  private prepare(): void {
    for (const [key, { before }] of this.handoverPlan.strategies) {
      if (before === 'delete') this.steps.set(key, { kind: StepKind.DELETE, service: key, interrupts: true });
      if (before === 'drop-health-check') {
        const party = this.party(key);
        this.steps.set(key, withoutHealthCheck(party, portsInTheWay(party), this.spare));
      }
    }
    // Within a release the order is fixed, and what it no longer contains is deleted last.
    for (const { from, to } of this.handoverPlan.handovers) {
      const [holder, asker] = [this.party(from), this.party(to)];
      if (from !== to && unitOf(holder) === unitOf(asker) && holder.position >= asker.position) this.release(holder);
    }
  }

  /** Which unit still waits for which. */
  private waits(): WaitGraph {
    const left = this.handoverPlan.handovers.filter((handover) => !this.includes(handover));
    const between = left.map(({ nodePort, from, to }) => ({
      nodePort,
      from: unitOf(this.party(from)),
      to: unitOf(this.party(to)),
    }));
    return waitGraphOf(between.filter(({ from, to }) => from !== to));
  }

  /** Makes the Services of a unit release what the others in its cycle wait for. */
  private cut(unit: string, cycle: readonly string[]): void {
    const waited = this.handoverPlan.handovers.filter(
      ({ from, to }) => unitOf(this.party(from)) === unit && cycle.includes(unitOf(this.party(to))),
    );
    for (const key of new Set(waited.map(({ from }) => from))) this.release(this.party(key));
  }

  /** Moving aside is gentler than deleting, which is used only if there is no free number to move to. */
  private release(party: Party): void {
    const { key, live, desired } = party;
    if (this.steps.get(key)?.kind === StepKind.DELETE) return;
    const wanted = new Set(
      this.handoverPlan.handovers.filter(({ from }) => from === key).map(({ nodePort }) => nodePort),
    );
    const moved = new Set(live!.state.ports.map(({ nodePort }) => nodePort).filter((number) => wanted.has(number)));
    const strategy = this.handoverPlan.strategies.get(key);
    const isTight =
      moved.size > this.spare.size && strategy !== undefined && canBeRecreated(party, this.problem, strategy);
    if (!desired || isTight) {
      this.steps.set(key, { kind: StepKind.DELETE, service: key, interrupts: desired !== undefined });
      return;
    }
    const step = wanted.has(live!.state.healthCheckNodePort)
      ? withoutHealthCheck(party, moved, this.spare)
      : movingAside(party, moved, this.spare);
    this.steps.set(key, step);
  }

  private party(key: string): Party {
    return this.problem.parties.get(key)!;
  }
}

/** Numbers that no Service holds or requests: static ones first, and last those that something else holds. */
function spareNumbers({ snapshot, profile, taken = [] }: OrderProblem, { strategies }: HandoverPlan): SpareNumbers {
  const states = [
    ...snapshot.services.map(({ state }) => state),
    ...[...strategies.values()].map(({ state }) => state),
  ];
  const used = new Set(states.filter(reservesPorts).flatMap(numbersOf));
  const { staticBand, dynamicBand } = profile.bands;
  const all = [staticBand, ...(dynamicBand ? [dynamicBand] : [])].flatMap((band) => [
    ...candidatesIn(band, band.first),
  ]);
  const free = all.filter((port) => !used.has(port));
  const held = new Set(taken);
  return new SpareNumbers([...free.filter((port) => !held.has(port)), ...free.filter((port) => held.has(port))]);
}
