import { MAX_OFFSET, NodePortBands, OFFSET_STEP } from '../../cluster/bands';
import { HIGHEST_PORT, PortRange } from '../../cluster/port-range';

/** How many more static ports to propose at once. */
const ROOM_PORTS = 16;

/** A range whose static band is at least one port larger; undefined if there is none. */
export function withLargerStaticBand({ bandOffset, portRange: { first } }: NodePortBands): PortRange | undefined {
  const largest = Math.min(MAX_OFFSET, Math.floor((HIGHEST_PORT - first + 1) / OFFSET_STEP));
  const wanted = Math.min(bandOffset + ROOM_PORTS, largest);
  return wanted > bandOffset ? PortRange.between(first, first + wanted * OFFSET_STEP - 1) : undefined;
}

/** How to get more static ports, as a way out; a wider range helps only if its static band is larger. */
export function moreStaticPorts(bands: NodePortBands): string {
  const larger = withLargerStaticBand(bands);
  return larger ? widenTo(`${larger}`) : 'Remove a Service or a reservation that is not needed any more';
}

/** Twice the range, as far as ports allow; it keeps its start if possible, since the static band moves with it. */
export function wider({ first, last, size }: PortRange): string {
  const wide =
    last === HIGHEST_PORT
      ? PortRange.between(Math.max(first - size, 1), last)
      : PortRange.between(first, Math.min(last + size, HIGHEST_PORT));
  return wide.toString();
}

/** How to get a wider range, as a way out. */
export function widenTo(range: string): string {
  return `Widen --service-node-port-range, then set portRange: '${range}'`;
}
