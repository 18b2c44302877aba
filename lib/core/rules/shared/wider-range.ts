import { MAX_OFFSET, NodePortBands, OFFSET_STEP } from '../../cluster/bands';
import { HIGHEST_PORT, PortRange } from '../../cluster/port-range';

/** How many more static ports to propose at once. */
const ROOM_PORTS = 16;

/**
 * A range with a larger static band; undefined if there is none.
 *
 * @param more how many more static ports are needed, of which a range may only have some
 */
export function withLargerStaticBand(
  { bandOffset, portRange: { first } }: NodePortBands,
  more = 1,
): PortRange | undefined {
  const largest = Math.min(MAX_OFFSET, Math.floor((HIGHEST_PORT - first + 1) / OFFSET_STEP));
  const wanted = Math.min(bandOffset + Math.max(more, ROOM_PORTS), largest);
  return wanted > bandOffset ? PortRange.between(first, first + wanted * OFFSET_STEP - 1) : undefined;
}

/** Ranges with more and more static ports, from those that are needed to all that a range can have. */
export function largerStaticBands(bands: NodePortBands, more: number): PortRange[] {
  const ranges: PortRange[] = [];
  for (let wanted = more; wanted < MAX_OFFSET + ROOM_PORTS; wanted += ROOM_PORTS) {
    const range = withLargerStaticBand(bands, wanted);
    if (range) ranges.push(range);
  }
  return ranges;
}

/** How to get more static ports, as a way out; a wider range helps only if its static band is larger. */
export function moreStaticPorts(bands: NodePortBands, more?: number): string {
  const larger = withLargerStaticBand(bands, more);
  return larger ? widenTo(`${larger}`) : 'Remove a Service or a reservation that is not needed any more';
}

/**
 * At least twice the range, as far as ports allow; it keeps its start if possible, since the static band moves with it.
 *
 * @param lack how many more ports are needed
 */
export function wider({ first, last, size }: PortRange, lack = 1): string {
  const growth = Math.max(size, lack);
  const end = Math.min(last + growth, HIGHEST_PORT);
  const gained = end - last;
  const start = gained >= lack ? first : Math.max(first - (growth - gained), 1);
  return PortRange.between(start, end).toString();
}

/** How to get a wider range, as a way out. */
export function widenTo(range: string): string {
  return `Widen --service-node-port-range, then set portRange: '${range}'`;
}
