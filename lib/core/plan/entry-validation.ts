import { FieldError, shown } from './field-error';
import { HIGHEST_PORT } from '../cluster/port-range';
import { ServicePortState, ServiceState } from '../live/service-state';

/** A Service, and its previous state; undefined if it is new. */
export interface ValidatedService {
  readonly next: ServiceState;
  readonly old?: ServiceState;
  /** The minor version of Kubernetes 1.x; undefined for a recent one. */
  readonly minor?: number;
}

/** One rule of the API server. */
export type ValidationRule = (service: ValidatedService) => readonly FieldError[];

export const kubeletPort: ValidationRule = ({ next: { type, ports }, minor }) => {
  // 1.33 dropped the rule.
  if (type !== 'LoadBalancer' || minor === undefined || minor > 32) return [];
  const text = 'may not expose port 10250 externally since it is used by kubelet';
  return ports.flatMap(({ port }, index): FieldError[] =>
    port === 10250
      ? [{ text: `spec.ports[${index}]: Invalid value: 10250: ${text}`, code: 'kubelet-port-exposed' }]
      : [],
  );
};

export const portFields: ValidationRule = ({ next: { ports } }) =>
  ports.flatMap(({ name, port }, index): FieldError[] => {
    const field = `spec.ports[${index}]`;
    const errors: FieldError[] = [];
    if (name === '' && ports.length > 1) {
      errors.push({ text: `${field}.name: Required value`, code: 'port-name-missing' });
    }
    if (name !== '' && ports.findIndex((other) => other.name === name) < index) {
      errors.push({ text: `${field}.name: Duplicate value: "${name}"`, code: 'port-name-repeated' });
    }
    if (port < 1 || port > HIGHEST_PORT) {
      errors.push({ text: `${field}.port: Invalid value: ${port}: must be between 1 and ${HIGHEST_PORT}, inclusive` });
    }
    return errors;
  });

export const numbersAllowed: ValidationRule = ({ next: { type, ports } }) =>
  (type === 'ClusterIP' ? ports : []).flatMap(({ nodePort }, index): FieldError[] =>
    nodePort === 0
      ? []
      : [
          {
            text: `spec.ports[${index}].nodePort: Forbidden: may not be used when \`type\` is 'ClusterIP'`,
            code: 'node-port-not-allowed',
            nodePort,
          },
        ],
  );

export const repeatedNumbers: ValidationRule = ({ next: { ports } }) =>
  repeats(ports, ({ protocol, nodePort }) => (nodePort === 0 ? undefined : `${protocol} ${nodePort}`)).map(
    ({ nodePort, index }) => ({
      text: `spec.ports[${index}].nodePort: Duplicate value: ${shown(nodePort)}`,
      code: 'entry-repeated',
      nodePort,
    }),
  );

export const repeatedPorts: ValidationRule = ({ next: { ports } }) =>
  repeats(ports, ({ protocol, port }) => `${protocol} ${port}`).map(({ protocol, port, index }) => {
    const value = JSON.stringify({
      Name: '',
      Protocol: protocol,
      AppProtocol: null,
      Port: port,
      TargetPort: 0,
      NodePort: 0,
    });
    return { text: `spec.ports[${index}]: Duplicate value: ${value}`, code: 'entry-repeated' };
  });

/** The entries with the same key as an earlier one. */
function repeats(
  ports: readonly ServicePortState[],
  keyOf: (port: ServicePortState) => string | undefined,
): (ServicePortState & { readonly index: number })[] {
  const keys = ports.map(keyOf);
  return ports
    .map((port, index) => ({ ...port, index }))
    .filter(({ index }) => keys[index] !== undefined && keys.indexOf(keys[index]) < index);
}
