import { PortRange } from './port-range';

/** Node ports that tutorials and charts write by hand, so the next one to be installed is likely to ask for them. */
export const POPULAR_PORTS: readonly number[] = [30000, 30001, 30007, 30080, 30443, 31000, 31380, 32000];

/** The ports of a band in the order in which they are proposed: from a start on and round, the popular ones last. */
export function* candidatesIn({ first, size }: PortRange, start: number): Generator<number> {
  const ports = Array.from({ length: size }, (_, step) => first + (start - first + step) % size);
  yield* ports.filter((port) => !POPULAR_PORTS.includes(port));
  yield* ports.filter((port) => POPULAR_PORTS.includes(port));
}
