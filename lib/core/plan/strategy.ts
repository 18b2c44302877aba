import { isAsWritten } from './as-written';
import { portsInTheWay, spareBeside, withoutHealthCheck } from './move-aside';
import { OrderProblem, Party, Step, StepKind } from './plan-steps';
import { isPick } from './port-pool';
import { PredictedCluster } from './predicted-cluster';
import { changeByHand } from './simulation';
import { isSameRelease } from '../live/helm-release';
import { ServiceState, needsHealthCheck, storedFields } from '../live/service-state';
import { ApplyTool, Way } from '../merge/apply-tools';
import { withoutNulls } from '../service/service-fields';

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
 * @param unwanted numbers that it must not have in the end
 */
export function strategyFor(
  party: Party,
  problem: OrderProblem,
  unwanted: ReadonlySet<number> = new Set(),
): Strategy | undefined {
  if (isForeign(party)) return undefined;
  for (const before of BEFORE) {
    for (const way of waysOf(party)) {
      const state = stateAfter(party, way, before, problem);
      if (state && isAsWritten(state, party.desired!.fields) && !holdsAny(state, unwanted)) {
        return { way, before, state };
      }
    }
  }
  return undefined;
}

/** Helm refuses a Service that neither the last manifest of the release contains nor annotations mark as its own. */
export function isForeign({ live, way, release }: Pick<Party, 'live' | 'way' | 'release'>): boolean {
  if (way.tool !== ApplyTool.HELM || live === undefined || release === undefined) return false;
  const isWritten = live.released?.fields !== undefined && isSameRelease(live.released.release, release);
  return !isWritten && !isSameRelease(live.release, release);
}

const BEFORE: readonly Strategy['before'][] = ['nothing', 'write-ports', 'drop-health-check', 'delete'];

/** The state of a Service after it is applied alone; undefined if it is refused. */
export function stateAfter(
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
    changeByHand(withoutHealthCheck(party, portsInTheWay(party), spareBeside(party, profile.range)), cluster);
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
  if (way.tool === ApplyTool.REPLACE || !from || !to) return undefined;
  return { kind: StepKind.WRITE_PORTS, service: key, ports: { from, to } };
}

/** The ways in which a Service may be applied: its own first, then what the same tool does otherwise. */
function waysOf({ way }: Party): Way[] {
  switch (way.tool) {
    case ApplyTool.KUBECTL:
      return [
        way,
        { tool: ApplyTool.SERVER_SIDE, forcesConflicts: true },
        { tool: ApplyTool.REPLACE, savesConfig: true },
      ];
    case ApplyTool.SERVER_SIDE:
      return [way, { ...way, forcesConflicts: true }];
    case ApplyTool.HELM:
      return way.isServerSide ? [way, { ...way, forcesConflicts: true }] : [way];
    case ApplyTool.REPLACE:
      return [way];
  }
}

function holdsAny({ ports, healthCheckNodePort }: ServiceState, numbers: ReadonlySet<number>): boolean {
  return numbers.has(healthCheckNodePort) || ports.some(({ nodePort }) => numbers.has(nodePort));
}

/** Whether a Service can be recreated without losing a number that only the cluster knows. */
export function canBeRecreated(party: Party, problem: OrderProblem, strategy: Strategy): boolean {
  const { live, desired } = party;
  if (!live || !desired) return false;
  const state = stateAfter(party, strategy.way, 'delete', problem);
  if (!state || !isAsWritten(state, desired.fields)) return false;
  const known = ({ ports, healthCheckNodePort: check }: ServiceState): string =>
    [...ports.map(({ nodePort }) => nodePort), check].filter((number) => !isPick(number)).join();
  return known(state) === known(strategy.state);
}
