import { MapPlan, MapPort, PlannedChange, PortState } from './port-map';
import { ChangeKind, PortChange } from '../plan/port-changes';
import { serviceKey } from '../service/claim';

/** The result of a plan, without its findings. */
type PlannedPorts = Pick<MapPlan, 'ports' | 'freed' | 'moves'>;

/**
 * The ports that a plan changes.
 *
 * @param today every port that is held today
 * @param after every port that is held after the plan is applied
 * @param changes what the plan does to each port
 */
export function plannedPorts(
  today: readonly MapPort[],
  after: readonly MapPort[],
  changes: readonly PortChange[],
): PlannedPorts {
  const marks = changeMarks(changes);
  const before = new Map(today.map((port) => [port.nodePort, port]));
  const held = new Set(after.map(({ nodePort }) => nodePort));
  const arriving = after.map((port) => withChange(port, marks.arriving.get(changeKey(port))));
  const leaving = today
    .filter((port) => !held.has(port.nodePort) && marks.leaving.has(changeKey(port)))
    .map((port) => ({ ...withChange(port, marks.leaving.get(changeKey(port))), state: PortState.LEAVING }));
  const ports = [...arriving.filter((port) => !isSame(port, before.get(port.nodePort))), ...leaving].sort(
    (a, b) => a.nodePort - b.nodePort,
  );
  const shown = new Set(ports.map(({ nodePort }) => nodePort));
  return {
    ports,
    freed: today.map(({ nodePort }) => nodePort).filter((nodePort) => !held.has(nodePort) && !shown.has(nodePort)),
    moves: movesOf(changes),
  };
}

/** What happens to each number, by `changeKey`. */
interface Marks {
  readonly arriving: ReadonlyMap<string, PlannedChange>;
  readonly leaving: ReadonlyMap<string, PlannedChange>;
}

function changeMarks(changes: readonly PortChange[]): Marks {
  const arriving = new Map<string, PlannedChange>();
  const leaving = new Map<string, PlannedChange>();
  for (const { kind, service, from, to } of changes) {
    if (kind === ChangeKind.UNCHANGED) continue;
    const arrival: PlannedChange = from === undefined ? { kind: 'new' } : { kind: 'arrives', other: from };
    if (to !== undefined) arriving.set(`${to} ${service}`, arrival);
    if (from !== undefined) leaving.set(`${from} ${service}`, { kind: 'leaves', other: to });
  }
  return { arriving, leaving };
}

/** A number and the Service that has it. */
function changeKey({ nodePort, ...owner }: MapPort): string {
  return `${nodePort} ${serviceKey(owner)}`;
}

/** Protocols that share a number move together, so their moves are one. */
function movesOf(changes: readonly PortChange[]): { from: number; to: number }[] {
  const moves = new Map<string, { from: number; to: number }>();
  for (const { kind, from, to } of changes) {
    if (kind === ChangeKind.MOVED && from !== undefined && to !== undefined) moves.set(`${from} ${to}`, { from, to });
  }
  return [...moves.values()];
}

function withChange(port: MapPort, change: PlannedChange | undefined): MapPort {
  return change === undefined ? port : { ...port, change };
}

function isSame(a: MapPort, b: MapPort | undefined): boolean {
  if (b === undefined || a.change !== undefined) return false;
  return a.state === b.state && a.namespace === b.namespace && a.service === b.service && a.port === b.port;
}
