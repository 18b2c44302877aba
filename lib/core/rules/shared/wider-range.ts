import { MAX_OFFSET, NodePortBands, OFFSET_STEP } from '../../cluster/bands';
import { HIGHEST_PORT, PortRange } from '../../cluster/port-range';

/** How many more static ports to propose at once. */
const ROOM = 16;

/** A range whose static band is at least one port larger; undefined if the band already has its maximum size. */
export function withLargerStaticBand({ bandOffset, portRange: { first } }: NodePortBands): PortRange | undefined {
  const wanted = Math.min(bandOffset + ROOM, MAX_OFFSET);
  const last = first + wanted * OFFSET_STEP - 1;
  return wanted > bandOffset && last <= HIGHEST_PORT ? PortRange.between(first, last) : undefined;
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
