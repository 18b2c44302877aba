import { PortState } from '../core/map/port-map';

/** How a state is shown: as a word, and as a single character. */
interface StateStyle {
  readonly state: PortState;
  readonly label: string;
  /** What it means, in one line. */
  readonly meaning: string;
  /** One character, so that color is never the only difference. */
  readonly glyph: string;
  /** The same in ASCII. */
  readonly ascii: string;
}

function style(state: PortState, label: string, meaning: string, glyph: string, ascii: string): StateStyle {
  return { state, label, meaning, glyph, ascii };
}

/** Every state, in the order of legends. */
export const STATES: readonly StateStyle[] = [
  style(PortState.PINNED, 'pinned', 'the number is written in a manifest', '█', '#'),
  style(PortState.ASSIGNED, 'assigned', 'chosen by the registry and kept by the lock', '▓', '='),
  style(PortState.RESERVED, 'reserved', 'held for an owner that may not have a Service yet', '▒', '%'),
  style(PortState.RETIRED, 'retired', 'its owner is gone, but clients may still call it', '╌', '-'),
  style(PortState.TAKEN, 'taken', 'used by something outside Kubernetes Services', '■', 'T'),
  style(PortState.HEALTH_CHECK, 'health check', 'of a load balancer', '+', '+'),
  style(PortState.LIVE, 'live', 'in use on the cluster; it is unknown whether it was pinned or picked', '●', 'o'),
  style(PortState.CLASH, 'clash', 'claimed by several owners', '✗', 'X'),
  style(PortState.LEAVING, 'leaving', 'given up by the plan', '○', '<'),
  style(PortState.FREE, 'free', 'nobody claims it', '·', '.'),
];

const BY_STATE = new Map(STATES.map((each) => [each.state, each]));

/** How one state is shown. */
export function styleOf(state: PortState): StateStyle {
  return BY_STATE.get(state)!;
}
