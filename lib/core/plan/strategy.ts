import { numbersOf } from './allocation';
import { OrderProblem, Party, PortMove, Step, StepKind, changeByHand } from './plan-steps';
import { isPick } from './port-pool';
import { PredictedCluster } from './predicted-cluster';
import { PortRange } from '../cluster/port-range';
import { isSameRelease } from '../live/helm-release';
import { ServiceState, needsHealthCheck, reservesPorts, storedFields, withDefaults } from '../live/service-state';
import { Tool, Way } from '../merge/tools';
import { HEALTH_CHECK_PORT } from '../service/claim';
import { ServiceFields, withoutNulls } from '../service/service-fields';

/** How one Service gets what is written, regardless of the others. */
export interface Strategy {
  readonly way: Way;
  /** What the live Service needs first; ports that block its next health check move aside together with the old one. */
  readonly before: 'nothing' | 'write-ports' | 'drop-health-check' | 'delete';
  /** Its state afterwards. */
  readonly state: ServiceState;
}

/**
 * The gentlest way in which a Service is accepted and has every number as written; undefined if there is none.
 *
 * @param party the Service
 * @param problem the cluster, of which only that Service matters
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

/** Helm refuses a Service that neither the last manifest of the release contains nor annotations mark as its own. */
export function isForeign({ live, way, release }: Pick<Party, 'live' | 'way' | 'release'>): boolean {
  if (way.tool !== Tool.HELM || live === undefined || release === undefined) return false;
  const isWritten = live.released?.fields !== undefined && isSameRelease(live.released.release, release);
  return !isWritten && !isSameRelease(live.release, release);
}

const BEFORE: readonly Strategy['before'][] = ['nothing', 'write-ports', 'drop-health-check', 'delete'];

/** The state of a Service after it is applied alone; undefined if it is refused. */
export function tried(
  party: Party,
  way: Way,
  before: Strategy['before'],
  { profile }: OrderProblem,
): ServiceState | undefined {
  const { key, live, documents } = party;
  if (!live && before !== 'nothing') return undefined;
  const cluster = new PredictedCluster(live && before !== 'delete' ? [live] : [], profile);
  if (before === 'drop-health-check') {
    if (!needsHealthCheck(live!.state)) return undefined;
    const spare = spareBeside(party, profile.range);
    changeByHand(lettingGo(party, portsInTheWay(party), spare, true), cluster);
  }
  if (before === 'write-ports') {
    const step = writingPorts(party);
    if (!step || changeByHand(step, cluster)) return undefined;
  }
  const isRefused = documents.some((desired) => cluster.apply(desired, way) !== undefined);
  return isRefused ? undefined : cluster.find(key)?.state;
}

/** The step that gives a live Service the ports of its manifest; undefined if a merge would not change them. */
export function writingPorts({ key, live, desired, way }: Party): Step | undefined {
  const from = live && storedFields(live.state).ports;
  const to = desired && withoutNulls(desired.fields).ports;
  if (way.tool === Tool.REPLACE || !from || !to) return undefined;
  return { kind: StepKind.WRITE_PORTS, service: key, ports: { from, to } };
}

/** The numbers of live ports that the health check of the same Service needs: no single request can move them. */
export function portsInTheWay({ live, desired }: Pick<Party, 'live' | 'desired'>): Set<number> {
  const check = desired?.fields.scalars.healthCheckNodePort;
  return new Set(
    live?.state.ports.map(({ nodePort }) => nodePort).filter((number) => number !== 0 && number === check),
  );
}

/** A number that a Service neither has nor requests; none if the range has no other. */
function spareBeside({ live, desired }: Party, { first, last }: PortRange): number[] {
  const used = new Set([
    ...(live ? numbersOf(live.state) : []),
    ...(desired ? numbersOf(withDefaults(desired.fields)) : []),
  ]);
  for (let number = first; number <= last; number++) if (!used.has(number)) return [number];
  return [];
}

/** The ways in which a Service may be applied: its own first, then what the same tool does otherwise. */
function waysOf({ way }: Party): Way[] {
  switch (way.tool) {
    case Tool.KUBECTL:
      return [way, { tool: Tool.SERVER_SIDE, forcesConflicts: true }, { tool: Tool.REPLACE, savesConfig: true }];
    case Tool.SERVER_SIDE:
      return [way, { ...way, forcesConflicts: true }];
    case Tool.HELM:
      return way.isServerSide ? [way, { ...way, forcesConflicts: true }] : [way];
    case Tool.REPLACE:
      return [way];
  }
}

/** Whether a Service has every entry and every number as written. */
export function isAsWritten(state: ServiceState, fields: ServiceFields): boolean {
  return missedNumbers(state, fields).length === 0;
}

/** The entries of a Service that are not as written: by port, with the number that they should have. */
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

/** An entry that a Service lacks, or that has another number than written. */
export interface MissedNumber {
  readonly port: string;
  /** Undefined if the entry itself is missing and no number is written. */
  readonly nodePort?: number;
}

function holdsAny({ ports, healthCheckNodePort }: ServiceState, numbers: ReadonlySet<number>): boolean {
  return numbers.has(healthCheckNodePort) || ports.some(({ nodePort }) => numbers.has(nodePort));
}

/** Whether a Service can be recreated without losing a number that only the cluster knows. */
export function canBeRecreated(party: Party, problem: OrderProblem, strategy: Strategy): boolean {
  const { live, desired } = party;
  if (!live || !desired) return false;
  const state = tried(party, strategy.way, 'delete', problem);
  if (!state || !isAsWritten(state, desired.fields)) return false;
  const known = ({ ports, healthCheckNodePort: check }: ServiceState): string =>
    [...ports.map(({ nodePort }) => nodePort), check].filter((number) => !isPick(number)).join();
  return known(state) === known(strategy.state);
}

/** The step by which a live Service releases some of its numbers. */
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
