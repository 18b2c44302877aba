import { ServiceState, needsHealthCheck, reservesPorts } from '../live/service-state';
import { HEALTH_CHECK_PORT } from '../service/claim';
import { ServiceFields } from '../service/service-fields';

/** Whether a Service has every entry and every number as written. */
export function isAsWritten(state: ServiceState, fields: ServiceFields): boolean {
  return missedNumbers(state, fields).length === 0;
}

/** The entries of a Service that are not as written: by port, with the number that they should have. */
export function missedNumbers(state: ServiceState, fields: ServiceFields): MissedNumber[] {
  const missed = (fields.ports ?? []).flatMap(({ port, protocol, nodePort }): MissedNumber[] => {
    const found = state.ports.find((each) => each.port === port && each.protocol === (protocol || 'TCP'));
    const wanted = reservesPorts(state) && typeof nodePort === 'number' && nodePort !== 0 ? nodePort : undefined;
    return found && (wanted === undefined || wanted === found.nodePort)
      ? []
      : [{ port: `${port}/${protocol || 'TCP'}`, nodePort: wanted }];
  });
  const { healthCheckNodePort: check } = fields.scalars;
  const isMissed =
    needsHealthCheck(state) && typeof check === 'number' && check !== 0 && check !== state.healthCheckNodePort;
  return isMissed ? [...missed, { port: HEALTH_CHECK_PORT, nodePort: check }] : missed;
}

/** An entry that a Service lacks, or that has another number than written. */
interface MissedNumber {
  readonly port: string;
  /** Undefined if the entry itself is missing and no number is written. */
  readonly nodePort?: number;
}
