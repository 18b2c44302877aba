import { usageError } from './app-language';
import { candidatesIn } from '../../core/cluster/popular-ports';
import { PortRange } from '../../core/cluster/port-range';
import { notAPort } from '../../core/service/rules/not-a-port';

/** What a message needs to know about the owner of a port. */
interface PortContext {
  readonly who: string;
  readonly staticBand: PortRange;
  /** The prop that holds the number. */
  readonly prop: string;
}

/**
 * Throws `not-a-port` unless a value is a positive whole number; whether it is in the range is judged with the whole
 * app.
 */
export function requirePort(nodePort: number, { who, staticBand, prop }: PortContext): void {
  if (Number.isInteger(nodePort) && nodePort > 0) return;
  // A number to suggest before it is known what is free.
  const [example] = candidatesIn(staticBand, staticBand.first);
  throw usageError(notAPort, {
    who,
    what: whatIsWrong(nodePort),
    wayOut: `Write one of the static band ${staticBand}, such as ${prop}: ${example}`,
  });
}

/** In the other languages and in plain JavaScript, anything can arrive here. */
function whatIsWrong(value: unknown): string {
  if (value === 0) return '0 means "unset" in a Service, so it is not a node port';
  if (typeof (value as { produce?: unknown } | undefined)?.produce === 'function') {
    return 'a Lazy is not a node port: its number must be known when the Service is created';
  }
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return `${shown} is not a node port, which is a whole number from 1 to 65535`;
}
