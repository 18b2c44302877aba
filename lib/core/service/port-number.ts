import { candidatesIn } from '../cluster/popular-ports';
import { PortRange } from '../cluster/port-range';
import { MessageParts } from '../findings/finding';

/** What a message needs to know about a port. */
export interface PortContext {
  readonly staticBand: PortRange;
  /** The prop that holds the number. */
  readonly prop: string;
}

/** Why a value is not a positive whole number; undefined if it is. The range of the cluster is not considered. */
export function numberFaultOf(value: number, { staticBand, prop }: PortContext): MessageParts | undefined {
  if (Number.isInteger(value) && value > 0) return undefined;
  // A number to suggest before it is known what is free.
  const [example] = candidatesIn(staticBand, staticBand.first);
  return {
    what: whatIsWrong(value),
    wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example}`,
  };
}

/** In other languages than TypeScript and in plain JavaScript, anything can arrive here. */
function whatIsWrong(value: unknown): string {
  if (value === 0) return '0 means "unset" in a Service, so it is not a node port';
  if (typeof (value as { produce?: unknown } | undefined)?.produce === 'function') {
    return 'a Lazy is not a node port: its number must be known when the Service is created';
  }
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return `${shown} is not a node port, which is a whole number from 1 to 65535`;
}
