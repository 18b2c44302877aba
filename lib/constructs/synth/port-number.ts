import { usageErrorInAppLanguage } from './app-language';
import { PortContext, numberFaultOf } from '../../core/service/port-number';
import { notAPort } from '../../core/service/rules/not-a-port';

/**
 * Throws `not-a-port` unless a value is a positive whole number; whether it is in the range is judged with the whole
 * app.
 *
 * @param who the owner of the port, at the start of the message
 */
export function requirePort(nodePort: number, who: string, context: PortContext): void {
  const fault = numberFaultOf(nodePort, context);
  if (fault) throw usageErrorInAppLanguage(notAPort, { who, ...fault });
}
