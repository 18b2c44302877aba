import { Handover, HandoverPlan, waitGraphOf } from './handovers';
import { OrderProblem, Step } from './plan-steps';
import { SafeOrder } from './safe-order';
import { connectedComponents, cyclesOf } from './wait-graph';

/** Why the order of changes matters. */
export enum HazardKind {
  /** A number moves between two Services that both stay: one must release it before the other requests it. */
  OWNER_CHANGES = 'owner-changes',
  /**
   * A number moves from a deleted Service to another, as when a Service is renamed: by default, deletions come
   * last.
   */
  HOLDER_DELETED = 'holder-deleted',
  /** Services need each other's numbers: no order of the documents works. */
  CYCLE = 'cycle',
  /** A Service needs more than one request: another health check, or a health check's number for a port. */
  HEALTH_CHECK_CHANGES = 'health-check-changes',
}

/** Services whose order matters to each other. */
export interface Hazard {
  /** The most serious of its reasons. */
  readonly kind: HazardKind;
  /** By number. */
  readonly handovers: readonly Handover[];
  /** Whether the given order fails because of it. */
  readonly failsAsGiven: boolean;
  /** The shortest safe sequence for these Services; undefined if something else prevents it. */
  readonly sequence?: readonly Step[];
}

/** Which Services are refused in the given order, and for which number. */
interface Refused {
  readonly service: string;
  readonly nodePort?: number;
}

function asked({ service, nodePort }: Refused): string {
  return `${service} ${nodePort}`;
}

/** The hazards of an order: one for each set of Services that wait for each other. */
export function hazardsOf(
  { parties }: OrderProblem,
  { handovers }: HandoverPlan,
  order: SafeOrder,
  refusals: readonly Refused[],
): Hazard[] {
  const refused = new Set(refusals.map(({ service }) => service));
  const refusedFor = new Set(refusals.map(asked));
  const groups = connectedComponents(waitGraphOf(handovers)).map((keys) => {
    const members = new Set(keys);
    const own = handovers.filter(({ to }) => members.has(to)).sort((a, b) => a.nodePort - b.nodePort);
    const first = Math.min(...keys.map((key) => parties.get(key)!.position));
    return { keys, own, first };
  });
  return groups
    .sort((a, b) => a.first - b.first)
    .map(({ keys, own }) => ({
      kind: kindOf(own, (key) => parties.get(key)!.desired === undefined),
      handovers: own,
      // A health check that cannot change is refused for the number that it requests.
      failsAsGiven: own.some(({ nodePort, from, to }) =>
        from === to ? refused.has(to) : refusedFor.has(asked({ service: to, nodePort })),
      ),
      sequence: order.sequenceFor(keys),
    }));
}

function kindOf(handovers: readonly Handover[], isDeleted: (key: string) => boolean): HazardKind {
  const cycles = cyclesOf(waitGraphOf(handovers));
  if (cycles.some((nodes) => nodes.length > 1)) return HazardKind.CYCLE;
  if (cycles.length > 0) return HazardKind.HEALTH_CHECK_CHANGES;
  return handovers.some(({ from }) => isDeleted(from)) ? HazardKind.HOLDER_DELETED : HazardKind.OWNER_CHANGES;
}
