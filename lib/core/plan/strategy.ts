import { numbersOf } from './allocation';
import { OrderProblem, Party, PortMove, Step, StepKind, moveAside } from './plan-steps';
import { isPick } from './port-pool';
import { PredictedCluster } from './predicted-cluster';
import { PortRange } from '../cluster/port-range';
import { isSameRelease } from '../live/live-service';
import { ServiceState, needsHealthCheck, reservesPorts, withDefaults } from '../live/service-state';
import { isServerSideRelease } from '../merge/merge-by-tool';
import { Tool, Way } from '../merge/tools';
import { HEALTH_CHECK_PORT } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

/** How one Service comes to what is written of it, the others left aside. */
export interface Strategy {
  readonly way: Way;
  /** What the live Service needs first; ports in the way of its next health check move aside with the old one. */
  readonly before: 'nothing' | 'drop-health-check' | 'delete';
  /** What it is then. */
  readonly state: ServiceState;
}

/**
 * The gentlest way by which a Service is taken and has every number as written; undefined where there is none.
 *
 * @param party the Service
 * @param problem the cluster, of which nothing but that Service counts
 * @param letsGo numbers that it must not have in the end
 */
export function strategyFor(
  party: Party,
  problem: OrderProblem,
  letsGo: ReadonlySet<number> = new Set(),
): Strategy | undefined {
  if (isForeign(party)) return undefined;
  for (const before of BEFORE) {
    for (const way of waysOf(party)) {
      const state = tried(party, way, before, problem);
      if (state && isAsWritten(state, party.desired!.fields) && !holdsAny(state, letsGo)) return { way, before, state };
    }
  }
  return undefined;
}

/** Helm takes no Service into a release that is not marked as its own. */
export function isForeign({ live, way, release }: Pick<Party, 'live' | 'way' | 'release'>): boolean {
  return way.tool === Tool.HELM && live !== undefined && release !== undefined && !isSameRelease(live.release, release);
}

const BEFORE: readonly Strategy['before'][] = ['nothing', 'drop-health-check', 'delete'];

/** What a Service is after it is applied alone; undefined where it is refused. */
export function tried(
  party: Party,
  way: Way,
  before: Strategy['before'],
  { profile }: OrderProblem,
): ServiceState | undefined {
  const { key, live, desired } = party;
  const cluster = new PredictedCluster(live && before !== 'delete' ? [live] : [], profile);
  if (before === 'drop-health-check') {
    if (!live || !needsHealthCheck(live.state)) return undefined;
    const spare = spareBeside(party, profile.range);
    moveAside(lettingGo(party, portsInTheWay(party), spare, true), cluster);
  }
  if (before === 'delete' && !live) return undefined;
  const refusal = cluster.apply(desired!, way);
  return refusal ? undefined : cluster.find(key)?.state;
}

/** The numbers of live ports that the health check of the same Service is to have: no request can hand them over. */
export function portsInTheWay({ live, desired }: Pick<Party, 'live' | 'desired'>): Set<number> {
  const check = desired?.fields.scalars.healthCheckNodePort;
  return new Set(
    live?.state.ports.map(({ nodePort }) => nodePort).filter((number) => number !== 0 && number === check),
  );
}

/** A number that a Service neither has nor asks for; none where the range has no other. */
function spareBeside({ live, desired }: Party, { first, last }: PortRange): number[] {
  const used = new Set([
    ...(live ? numbersOf(live.state) : []),
    ...(desired ? numbersOf(withDefaults(desired.fields)) : []),
  ]);
  for (let number = first; number <= last; number++) if (!used.has(number)) return [number];
  return [];
}

/** What a Service may be applied with, its own way first: the others are what its own tool does otherwise. */
function waysOf({ way, live }: Party): Way[] {
  switch (way.tool) {
    case Tool.KUBECTL:
      return [way, { tool: Tool.SERVER_SIDE, forcesConflicts: true }, { tool: Tool.REPLACE, savesConfig: true }];
    case Tool.SERVER_SIDE:
      return [way, { ...way, forcesConflicts: true }];
    case Tool.HELM:
      return live && isServerSideRelease(live) ? [way, { ...way, forcesConflicts: true }] : [way];
    case Tool.REPLACE:
      return [way];
  }
}

/** Whether a Service has every entry and every number that is written of it. */
export function isAsWritten(state: ServiceState, fields: ServiceFields): boolean {
  return missedNumbers(state, fields).length === 0;
}

/** What is written of a Service and is not so: entries by their port, with the number that they should have. */
export function missedNumbers(state: ServiceState, fields: ServiceFields): MissedNumber[] {
  const missed = (fields.ports ?? []).flatMap(({ port, protocol, nodePort }): MissedNumber[] => {
    const found = state.ports.find((each) => each.port === port && each.protocol === (protocol || 'TCP'));
    const wanted = reservesPorts(state) && typeof nodePort === 'number' && nodePort !== 0 ? nodePort : undefined;
    return found && (wanted === undefined || wanted === found.nodePort)
      ? []
      : [{ port: `${port}/${protocol || 'TCP'}`, nodePort: wanted }];
  });
  const { healthCheckNodePort: check } = fields.scalars;
  const isMissed =
    needsHealthCheck(state) && typeof check === 'number' && check !== 0 && check !== state.healthCheckNodePort;
  return isMissed ? [...missed, { port: HEALTH_CHECK_PORT, nodePort: check }] : missed;
}

/** An entry that a Service does not have, or that has another number than is written. */
export interface MissedNumber {
  readonly port: string;
  /** Undefined where the entry itself is missing, and no number is written. */
  readonly nodePort?: number;
}

function holdsAny({ ports, healthCheckNodePort }: ServiceState, numbers: ReadonlySet<number>): boolean {
  return numbers.has(healthCheckNodePort) || ports.some(({ nodePort }) => numbers.has(nodePort));
}

/** Whether nothing is lost with a Service that is deleted and created anew: no number that only the cluster knows. */
export function canBeRecreated({ live, desired }: Party, problem: OrderProblem, strategy: Strategy): boolean {
  if (!live || !desired) return false;
  const state = tried(
    { key: desired.key, live, desired, position: 0, way: strategy.way },
    strategy.way,
    'delete',
    problem,
  );
  if (!state || !isAsWritten(state, desired.fields)) return false;
  const known = ({ ports, healthCheckNodePort: check }: ServiceState): string =>
    [...ports.map(({ nodePort }) => nodePort), check].filter((number) => !isPick(number)).join();
  return known(state) === known(strategy.state);
}

/** The step by which a live Service lets go of some of its numbers. */
export function lettingGo(
  party: Party,
  numbers: ReadonlySet<number>,
  spare: number[],
  dropsHealthCheck: boolean,
): Step {
  const taken = new Map<number, number>();
  const moves: PortMove[] = [];
  party.live?.state.ports.forEach(({ nodePort: from }, index) => {
    if (!numbers.has(from)) return;
    const to = taken.get(from) ?? spare.shift() ?? from;
    taken.set(from, to);
    moves.push({ index, from, to });
  });
  return { kind: StepKind.MOVE_ASIDE, service: party.key, moves, dropsHealthCheck };
}
