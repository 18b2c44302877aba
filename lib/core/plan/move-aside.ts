import { numbersOf } from './allocation';
import { Party, PortMove, Step, StepKind } from './plan-steps';
import { PortRange } from '../cluster/port-range';
import { withDefaults } from '../live/service-state';

/** The step by which a live Service releases some of the numbers of its ports. */
export function movingAside(party: Party, numbers: ReadonlySet<number>, spare: SpareNumbers): Step {
  const taken = new Map<number, number>();
  const moves: PortMove[] = [];
  party.live?.state.ports.forEach(({ nodePort: from }, index) => {
    if (!numbers.has(from)) return;
    const to = taken.get(from) ?? spare.take() ?? from;
    taken.set(from, to);
    moves.push({ index, from, to });
  });
  return { kind: StepKind.MOVE_ASIDE, service: party.key, moves, dropsHealthCheck: false };
}

/**
 * The step by which a live Service also gives up its health check.
 *
 * @param numbers the numbers of its ports that it releases too
 */
export function withoutHealthCheck(party: Party, numbers: ReadonlySet<number>, spare: SpareNumbers): Step {
  return { ...movingAside(party, numbers, spare), dropsHealthCheck: true };
}

/** Free numbers, each of which is given out once. */
export class SpareNumbers {
  private readonly free: number[];

  constructor(free: Iterable<number>) {
    this.free = [...free];
  }

  public get size(): number {
    return this.free.length;
  }

  /** The next free number; undefined if there is none left. */
  public take(): number | undefined {
    return this.free.shift();
  }
}

/** The numbers of live ports that the health check of the same Service needs: no single request can move them. */
export function portsInTheWay({ live, desired }: Pick<Party, 'live' | 'desired'>): Set<number> {
  const check = desired?.fields.scalars.healthCheckNodePort;
  return new Set(
    live?.state.ports.map(({ nodePort }) => nodePort).filter((number) => number !== 0 && number === check),
  );
}

/** A number that a Service neither has nor requests; none if the range has no other. */
export function spareBeside({ live, desired }: Party, { first, last }: PortRange): SpareNumbers {
  const used = new Set([
    ...(live ? numbersOf(live.state) : []),
    ...(desired ? numbersOf(withDefaults(desired.fields)) : []),
  ]);
  for (let number = first; number <= last; number++) if (!used.has(number)) return new SpareNumbers([number]);
  return new SpareNumbers([]);
}
