import { numbersOf } from './allocation';
import { OrderProblem, Party } from './plan-steps';
import { isPick } from './port-pool';
import { Strategy, strategyFor } from './strategy';
import { WaitGraph } from './wait-graph';
import { LiveService, keyOf } from '../live/live-service';
import { needsHealthCheck, reservesPorts } from '../live/service-state';

/** A number that one Service releases and another needs; the same Service, if it cannot do both in one request. */
export interface Handover {
  readonly nodePort: number;
  readonly from: string;
  readonly to: string;
}

/** Who will have which number in the end, and which numbers have to change hands. */
export interface HandoverPlan {
  /** How each Service gets what is written; Services that cannot are missing. */
  readonly strategies: ReadonlyMap<string, Strategy>;
  /** The numbers that move from one changing Service to another, or to another use within one. */
  readonly handovers: readonly Handover[];
  /** The requested numbers whose holders keep them. */
  readonly collisions: readonly Handover[];
}

/** Determines how each Service gets what is written, and which others it has to wait for. */
export function planHandovers(problem: OrderProblem): HandoverPlan {
  const { parties } = problem;
  const holders = holdersOf(problem);
  const strategies = new Map<string, Strategy>();
  const plan = (party: Party, unwanted?: ReadonlySet<number>): void => {
    const strategy = party.desired && strategyFor(party, problem, unwanted);
    if (strategy) strategies.set(party.key, strategy);
  };
  for (const party of parties.values()) plan(party);
  const wanted = [...parties.values()].flatMap((party) => wantedBy(party, strategies.get(party.key), holders));
  for (const [key, numbers] of lingering(wanted, strategies, parties)) plan(parties.get(key)!, numbers);
  const isFreed = ({ nodePort, from, to }: Handover): boolean =>
    from === to || (parties.has(from) && !keeps(strategies.get(from), parties.get(from)!, nodePort));
  return { strategies, handovers: wanted.filter(isFreed), collisions: wanted.filter((handover) => !isFreed(handover)) };
}

/** Who waits for whom: the Service that needs a number waits for its holder. */
export function waitGraphOf(handovers: readonly Handover[]): WaitGraph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of handovers) graph.set(to, (graph.get(to) ?? new Set()).add(from));
  return graph;
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

/** The numbers that a Service needs from others, or from itself if one request is not enough. */
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
  // A health check cannot change while it is needed, nor can its number become a port: the Service waits for itself.
  const isOwn = strategy.before === 'drop-health-check' && live && needsHealthCheck(live.state);
  return isOwn ? [...wanted, { nodePort: live.state.healthCheckNodePort, from: key, to: key }] : wanted;
}

/** Numbers that a Service keeps although its manifest does not request them, while another Service does. */
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

/** Whether a Service that holds a number has it in the end too. */
function keeps(strategy: Strategy | undefined, { desired, live }: Party, nodePort: number): boolean {
  if (!desired) return false;
  const { state } = strategy ?? live!;
  return reservesPorts(state) && numbersOf(state).includes(nodePort);
}

function isWritten({ desired }: Party, nodePort: number): boolean {
  const { scalars, ports = [] } = desired!.fields;
  return scalars.healthCheckNodePort === nodePort || ports.some((port) => port.nodePort === nodePort);
}
