import { numbersOf } from './allocation';
import { OrderProblem } from './plan-steps';
import { candidatesIn } from '../cluster/popular-ports';

/** Proposes free static ports in the order in which `check` does, each only once. */
export class FreeNumbers {
  private readonly used: Set<number>;

  constructor(private readonly problem: OrderProblem) {
    const { snapshot, parties, taken = [] } = problem;
    const requested = [...parties.values()].flatMap(({ documents }) =>
      documents.flatMap(({ claims }) => claims.claims),
    );
    this.used = new Set([
      ...taken,
      ...snapshot.services.flatMap(({ state }) => numbersOf(state)),
      ...requested.flatMap(({ nodePort }) => nodePort ?? []),
    ]);
  }

  /** The next free static port after a number; undefined if the static band is full. */
  public after(nodePort: number): number | undefined {
    const { staticBand } = this.problem.profile.bands;
    const start = staticBand.contains(nodePort) ? nodePort + 1 : staticBand.first;
    const free = [...candidatesIn(staticBand, start)].find((port) => !this.used.has(port));
    if (free !== undefined) this.used.add(free);
    return free;
  }
}
