import { isPick } from './port-pool';
import { changesAddress } from './type-changes';
import { PortState, ServiceState, isHeadless, needsHealthCheck, reservesPorts } from '../live/service-state';
import { UnsupportedValue } from '../service/supported-values';

/** One validation error, as the API server words it. */
export interface FieldError {
  readonly text: string;
  /** The finding that reports the same for a manifest alone. */
  readonly code?: string;
  readonly nodePort?: number;
}

/** A Service, and its previous state; undefined if it is new. */
interface Subject {
  readonly next: ServiceState;
  readonly old?: ServiceState;
  /** The minor version of Kubernetes 1.x; undefined for a recent one. */
  readonly minor?: number;
}

type Rule = (subject: Subject) => readonly FieldError[];

/**
 * The API server's validation of a Service whose numbers are allocated, in its order, as far as it concerns node
 * ports.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * `ValidateServiceUpdate`, `validateService`
 */
export function validationErrors(subject: Subject): FieldError[] {
  return RULES.flatMap((rule) => rule(subject));
}

/**
 * The errors about values that a field does not accept. Those of the manifest are enough: a live Service has none, and
 * every tool sends what is written.
 */
export function unsupportedErrors(values: readonly UnsupportedValue[]): FieldError[] {
  return values.map(({ field, value, supported }) => ({
    text:
      `${field}: Unsupported value: ${JSON.stringify(value)}: supported values: ` +
      supported.map((each) => JSON.stringify(each)).join(', '),
    code: field === 'spec.type' ? 'type-unknown' : 'value-unsupported',
  }));
}

const addressKept: Rule = ({ next, old }) => {
  if (!old || !changesAddress(next, old)) return [];
  return [{ text: `spec.clusterIPs[0]: Invalid value: ["${next.clusterIP}"]: may not change once set` }];
};

const healthCheckKept: Rule = ({ next, old }) => {
  const isChanged =
    old && needsHealthCheck(old) && needsHealthCheck(next) && old.healthCheckNodePort !== next.healthCheckNodePort;
  return isChanged
    ? [{ text: 'spec.healthCheckNodePort: Forbidden: field is immutable', nodePort: next.healthCheckNodePort }]
    : [];
};

const portsGiven: Rule = ({ next }) =>
  next.ports.length === 0 && !isHeadless(next) && next.type !== 'ExternalName'
    ? [{ text: 'spec.ports: Required value' }]
    : [];

const kubeletPort: Rule = ({ next: { type, ports }, minor }) => {
  // 1.33 dropped the rule.
  if (type !== 'LoadBalancer' || minor === undefined || minor > 32) return [];
  const text = 'may not expose port 10250 externally since it is used by kubelet';
  return ports.flatMap(({ port }, index): FieldError[] =>
    port === 10250
      ? [{ text: `spec.ports[${index}]: Invalid value: 10250: ${text}`, code: 'kubelet-port-exposed' }]
      : [],
  );
};

const headless: Rule = ({ next }) =>
  isHeadless(next) && reservesPorts(next)
    ? [
        {
          text: `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for ${next.type} services`,
          code: 'headless-node-port',
        },
      ]
    : [];

const externalName: Rule = ({ next: { type, clusterIP, externalName: name } }) => {
  if (type !== 'ExternalName') return [];
  return [
    ...(clusterIP === '' ? [] : [{ text: 'spec.clusterIPs: Forbidden: may not be set for ExternalName services' }]),
    ...(name === '' ? [{ text: 'spec.externalName: Required value' }] : []),
  ];
};

const portFields: Rule = ({ next: { ports } }) =>
  ports.flatMap(({ name, port }, index): FieldError[] => {
    const field = `spec.ports[${index}]`;
    const errors: FieldError[] = [];
    if (name === '' && ports.length > 1) {
      errors.push({ text: `${field}.name: Required value`, code: 'port-name-missing' });
    }
    if (name !== '' && ports.findIndex((other) => other.name === name) < index) {
      errors.push({ text: `${field}.name: Duplicate value: "${name}"`, code: 'port-name-repeated' });
    }
    if (port < 1 || port > 65535) {
      errors.push({ text: `${field}.port: Invalid value: ${port}: must be between 1 and 65535, inclusive` });
    }
    return errors;
  });

const numbersAllowed: Rule = ({ next: { type, ports } }) =>
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

const repeatedNumbers: Rule = ({ next: { ports } }) =>
  repeats(ports, ({ protocol, nodePort }) => (nodePort === 0 ? undefined : `${protocol} ${nodePort}`)).map(
    ({ nodePort, index }) => ({
      text: `spec.ports[${index}].nodePort: Duplicate value: ${shown(nodePort)}`,
      code: 'entry-repeated',
      nodePort,
    }),
  );

const repeatedPorts: Rule = ({ next: { ports } }) =>
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

const allocateFlag: Rule = ({ next: { type, allocates } }) =>
  allocates === undefined || type === 'LoadBalancer'
    ? []
    : [
        {
          text: "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
          code: 'allocate-flag-not-allowed',
        },
      ];

const trafficPolicy: Rule = ({ next }) =>
  next.externalTrafficPolicy === '' || reservesPorts(next)
    ? []
    : [
        {
          text:
            `spec.externalTrafficPolicy: Invalid value: "${next.externalTrafficPolicy}": may only be set for ` +
            `externally-accessible services`,
        },
      ];

const healthCheckAllowed: Rule = ({ next }) => {
  if (next.healthCheckNodePort === 0 || needsHealthCheck(next)) return [];
  const nodePort = next.healthCheckNodePort;
  const text =
    `spec.healthCheckNodePort: Invalid value: ${shown(nodePort)}: may only be set when \`type\` is ` +
    `'LoadBalancer' and \`externalTrafficPolicy\` is 'Local'`;
  return [{ text, code: 'health-check-port-not-allowed', nodePort }];
};

const RULES: readonly Rule[] = [
  addressKept,
  healthCheckKept,
  portsGiven,
  kubeletPort,
  headless,
  externalName,
  portFields,
  numbersAllowed,
  repeatedNumbers,
  repeatedPorts,
  allocateFlag,
  trafficPolicy,
  healthCheckAllowed,
];

/** A number as messages show it. */
export function shown(nodePort: number): string {
  return isPick(nodePort) ? '(picked)' : `${nodePort}`;
}

/** The entries with the same key as an earlier one. */
function repeats(
  ports: readonly PortState[],
  keyOf: (port: PortState) => string | undefined,
): (PortState & { readonly index: number })[] {
  const keys = ports.map(keyOf);
  return ports
    .map((port, index) => ({ ...port, index }))
    .filter(({ index }) => keys[index] !== undefined && keys.indexOf(keys[index]) < index);
}
