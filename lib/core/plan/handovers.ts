import { numbersOf } from './allocation';
import { Handover, OrderProblem, Party } from './plan-steps';
import { isPick } from './port-pool';
import { Strategy, strategyFor } from './strategy';
import { LiveService, keyOf } from '../live/live-service';
import { needsHealthCheck, reservesPorts } from '../live/service-state';

/** Who is to have what in the end, and which numbers have to change hands for it. */
export interface Settlement {
  /** How each Service comes to what is written of it; those for which there is no way are missing. */
  readonly strategies: ReadonlyMap<string, Strategy>;
  /** The numbers that change hands between Services that are to change, or their use within one. */
  readonly handovers: readonly Handover[];
  /** The numbers that are wanted while somebody holds them who keeps them. */
  readonly collisions: readonly Handover[];
}

/** Works out how each Service comes to what is written, and which of the others it has to wait for. */
export function settle(problem: OrderProblem): Settlement {
  const { parties } = problem;
  const holders = holdersOf(problem);
  const strategies = new Map<string, Strategy>();
  const plan = (party: Party, letsGo?: ReadonlySet<number>): void => {
    const strategy = party.desired && strategyFor(party, problem, letsGo);
    if (strategy) strategies.set(party.key, strategy);
  };
  for (const party of parties.values()) plan(party);
  const wanted = [...parties.values()].flatMap((party) => wantedBy(party, strategies.get(party.key), holders));
  for (const [key, numbers] of lingering(wanted, strategies, parties)) plan(parties.get(key)!, numbers);
  const isFreed = ({ nodePort, from, to }: Handover): boolean =>
    from === to || (parties.has(from) && !keeps(strategies.get(from), parties.get(from)!, nodePort));
  return { strategies, handovers: wanted.filter(isFreed), collisions: wanted.filter((handover) => !isFreed(handover)) };
}

/** Every number of the range, and the Services that hold it. */
function holdersOf({ snapshot, profile }: OrderProblem): Map<number, LiveService[]> {
  const holders = new Map<number, LiveService[]>();
  for (const service of snapshot.services.filter(({ state }) => reservesPorts(state))) {
    for (const number of numbersOf(service.state).filter((each) => profile.range.contains(each))) {
      holders.set(number, [...(holders.get(number) ?? []), service]);
    }
  }
  return holders;
}

/** What a Service wants of others, and of itself where one request cannot do it. */
function wantedBy(
  { key, live }: Party,
  strategy: Strategy | undefined,
  holders: ReadonlyMap<number, LiveService[]>,
): Handover[] {
  if (!strategy || !reservesPorts(strategy.state)) return [];
  const own = live && reservesPorts(live.state) ? numbersOf(live.state) : [];
  const numbers = numbersOf(strategy.state).filter((number) => !isPick(number) && !own.includes(number));
  const wanted = numbers.flatMap((nodePort) =>
    (holders.get(nodePort) ?? []).map((holder) => ({ nodePort, from: keyOf(holder), to: key })),
  );
  // A health check cannot change while it is needed, nor can its number be a port: the Service waits for itself.
  const isOwn = strategy.before === 'drop-health-check' && live && needsHealthCheck(live.state);
  return isOwn ? [...wanted, { nodePort: live.state.healthCheckNodePort, from: key, to: key }] : wanted;
}

/** The numbers that stay with a Service though its manifest does not ask for them, while another does. */
function lingering(
  wanted: readonly Handover[],
  strategies: ReadonlyMap<string, Strategy>,
  parties: ReadonlyMap<string, Party>,
): Map<string, Set<number>> {
  const numbers = new Map<string, Set<number>>();
  for (const { nodePort, from, to } of wanted) {
    const holder = parties.get(from);
    if (
      from === to ||
      !holder?.desired ||
      !keeps(strategies.get(from), holder, nodePort) ||
      isWritten(holder, nodePort)
    ) {
      continue;
    }
    numbers.set(from, (numbers.get(from) ?? new Set()).add(nodePort));
  }
  return numbers;
}

function keeps(strategy: Strategy | undefined, { desired, live }: Party, nodePort: number): boolean {
  if (!desired) return false;
  const state = strategy?.state ?? live?.state;
  return state !== undefined && reservesPorts(state) && numbersOf(state).includes(nodePort);
}

function isWritten({ desired }: Party, nodePort: number): boolean {
  const { scalars, ports = [] } = desired!.fields;
  return scalars.healthCheckNodePort === nodePort || ports.some((port) => port.nodePort === nodePort);
}
