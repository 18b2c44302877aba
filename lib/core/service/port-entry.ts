import { fieldsOf, textOf } from './fields-of';

/** A field that holds a node port. */
export interface NodePortField {
  /** 0 if unset. */
  readonly nodePort: number;
  /** The manifest's value, if it is not a whole number. */
  readonly unreadable?: unknown;
}

/** One entry of `spec.ports`, with the API server's defaults filled in. */
export interface PortEntry extends NodePortField {
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** The name of a port in messages: its name, or its number and protocol, or its place if it has no number. */
export function nameEntryPort({ index, name, port, protocol }: PortEntry): string {
  return name || (Number.isNaN(port) ? `spec.ports[${index}]` : `${port}/${protocol}`);
}

/** The first entry of each written node port. */
export function indexedNumbers(ports: readonly PortEntry[]): PortEntry[] {
  const first = new Map<number, PortEntry>();
  for (const entry of ports) if (entry.nodePort !== 0 && !first.has(entry.nodePort)) first.set(entry.nodePort, entry);
  return [...first.values()];
}

/** Reads an entry; fields with a wrong type count as absent, except for its node port. */
export function readPortEntry(value: unknown, index: number): PortEntry {
  const { name, port, protocol, nodePort } = fieldsOf(value);
  return {
    index,
    name: textOf(name) ?? '',
    // Only numbers and strings: a map may not even be convertible.
    port: typeof port === 'number' || typeof port === 'string' ? Number(port) : NaN,
    protocol: textOf(protocol) || 'TCP',
    ...readNodePort(nodePort),
  };
}

/** Reads a field that holds a node port; an unreadable value is kept for its message. */
export function readNodePort(value: unknown): NodePortField {
  return isUnsetOrWhole(value)
    ? { nodePort: value ?? 0, unreadable: undefined }
    : { nodePort: 0, unreadable: textOf(value) ?? value };
}

/** Whether the API server can decode it: a number outside 32 bits fails there, before any rule. */
export function isUnsetOrWhole(value: unknown): value is number | null | undefined {
  return value === undefined || value === null || (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31);
}
