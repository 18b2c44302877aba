import { PortRange } from './port-range';

/** `size` consecutive ports, starting at `first`. */
export function portRow(first: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => first + index);
}

/** The ports of a range, in ascending order. */
export function portsOf({ first, size }: PortRange): number[] {
  return portRow(first, size);
}
