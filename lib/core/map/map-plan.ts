import { Holding, holdingsOfSnapshot } from './holding';
import { plannedPorts } from './planned-ports';
import { MapFinding, MapPlan, MapPort } from './port-map';
import { Snapshot } from '../live/snapshot';
import { Collision } from '../plan/collisions';
import { Plan } from '../plan/plan';
import { ChangeKind, PortChange } from '../plan/port-changes';
import { PlannedRefusal } from '../plan/refusal';
import { serviceKey } from '../service/claim';

/** The starting point of a plan. */
interface PlanStart {
  readonly live: Snapshot;
  /** Holdings that are neither live nor in manifests: reservations, the lock, claims of the cluster. */
  readonly lasting: readonly Holding[];
  /** The holdings of the manifests. */
  readonly written: readonly Holding[];
}

/**
 * A plan as changes to the map of today.
 *
 * @param held combines live and lasting holdings into every port that is held
 */
export function planOnMap(
  plan: Plan,
  today: readonly MapPort[],
  held: (holdings: readonly Holding[]) => MapPort[],
  start: PlanStart,
): MapPlan {
  const { live, lasting, written } = start;
  const gone = new Set(plan.changes.filter(isGivenUp).map(({ service, from }) => `${from} ${service}`));
  const stays = ({ nodePort, ...owner }: Holding): boolean => !gone.has(`${nodePort} ${serviceKey(owner)}`);
  const after = held([...[...lasting, ...holdingsOfSnapshot(live)].filter(stays), ...written]);
  const findings = [...plan.refusals.map(refusal), ...plan.collisions.map(collision)];
  return { verdict: plan.verdict, ...plannedPorts(today, after, plan.changes), findings };
}

function isGivenUp({ kind, from }: PortChange): boolean {
  return kind !== ChangeKind.UNCHANGED && from !== undefined;
}

function refusal({ nodePort, path, service, error }: PlannedRefusal): MapFinding {
  const message = `Service ${service}: the API server will refuse it: ${error}`;
  return { code: 'plan', severity: 'error', nodePort, path, message };
}

function collision({ nodePort, service, path, holder }: Collision): MapFinding {
  const message = `Service ${service}: node port ${nodePort} is held by ${holder}, which the manifests do not mention`;
  return { code: 'plan', severity: 'error', nodePort, path, message };
}
