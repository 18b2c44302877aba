import { COMPONENT_PORTS } from './component-ports';
import { PortRange } from './port-range';
import { portsOf } from './port-row';

/** Node ports that tutorials and charts hard-code, so the next chart to be installed is likely to ask for them. */
export const POPULAR_PORTS: readonly number[] = [30000, 30001, 30007, 30080, 30443, 31000, 31380, 32000];

/** The ports of a band in the order in which they are proposed: from `start` on, wrapping around, popular ones last. */
export function* candidatesIn(band: PortRange, start: number): Generator<number> {
  const row = portsOf(band);
  // Ports of the node's own components are never proposed.
  const ports = [...row.slice(start - band.first), ...row.slice(0, start - band.first)].filter(
    (port) => !COMPONENT_PORTS.has(port),
  );
  yield* ports.filter((port) => !POPULAR_PORTS.includes(port));
  yield* ports.filter((port) => POPULAR_PORTS.includes(port));
}
