import { NodePortBands } from '../../cluster/bands';
import { PortRange } from '../../cluster/port-range';

/** How many more static ports to propose at once. */
const ROOM = 16;
const MAX_OFFSET = 128;
/** Above the minimum, a range has one static port per this many ports. */
const PORTS_PER_STATIC = 32;

/** A range whose static band is at least one port larger; undefined if the band already has its maximum size. */
export function withLargerStaticBand({ bandOffset, portRange: { first } }: NodePortBands): PortRange | undefined {
  const wanted = Math.min(bandOffset + ROOM, MAX_OFFSET);
  const last = first + wanted * PORTS_PER_STATIC - 1;
  return wanted > bandOffset && last <= 65535 ? PortRange.between(first, last) : undefined;
}

/** Twice the range, as far as ports allow; it keeps its start if possible, since the static band moves with it. */
export function wider({ first, last, size }: PortRange): string {
  const wide =
    last === 65535
      ? PortRange.between(Math.max(first - size, 1), last)
      : PortRange.between(first, Math.min(last + size, 65535));
  return wide.toString();
}

/** How to get a wider range, as a way out. */
export function widenTo(range: string): string {
  return `Widen --service-node-port-range, then set portRange: '${range}'`;
}
