/** The fields that hold a port of the node, wherever they are. */
export const PORT_KEYS: ReadonlySet<unknown> = new Set(['nodePort', 'nodePortOffset', 'hostPort']);

/** Fields of a chart's values that are named after node ports, such as `nodePort`, `httpNodePort` and `nodePorts`. */
export const VALUE_KEY = /nodePorts?$/i;

/** A node port in the text of a chart's values. */
export const PORT_IN_TEXT = /^[^#\n]*nodePorts?["']?[ \t]*:\s*(?:[\w-]+["']?[ \t]*:\s*)?["']?(\d{1,5})\b/im;

/** Whether an object that is not a Service may hold a port of the node, by its bytes alone. */
export function mayHoldPorts(bytes: Buffer | string): boolean {
  return ['nodePort', 'NodePort', 'hostPort'].some((word) => bytes.includes(word));
}
