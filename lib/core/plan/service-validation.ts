import {
  ValidatedService,
  ValidationRule,
  kubeletPort,
  numbersAllowed,
  portFields,
  repeatedNumbers,
  repeatedPorts,
} from './entry-validation';
import { FieldError, shown } from './field-error';
import { changesAddress } from './type-changes';
import { isHeadless, needsHealthCheck, reservesPorts } from '../live/service-state';

/**
 * The API server's validation of a Service whose numbers are allocated, in its order, as far as it concerns node
 * ports.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * `ValidateServiceUpdate`, `validateService`
 */
export function validationErrors(service: ValidatedService): FieldError[] {
  return RULES.flatMap((rule) => rule(service));
}

const addressKept: ValidationRule = ({ next, old }) => {
  if (!old || !changesAddress(next, old)) return [];
  return [{ text: `spec.clusterIPs[0]: Invalid value: ["${next.clusterIP}"]: may not change once set` }];
};

const healthCheckKept: ValidationRule = ({ next, old }) => {
  const isChanged =
    old && needsHealthCheck(old) && needsHealthCheck(next) && old.healthCheckNodePort !== next.healthCheckNodePort;
  return isChanged
    ? [{ text: 'spec.healthCheckNodePort: Forbidden: field is immutable', nodePort: next.healthCheckNodePort }]
    : [];
};

const portsGiven: ValidationRule = ({ next }) =>
  next.ports.length === 0 && !isHeadless(next) && next.type !== 'ExternalName'
    ? [{ text: 'spec.ports: Required value' }]
    : [];

const headless: ValidationRule = ({ next }) =>
  isHeadless(next) && reservesPorts(next)
    ? [
        {
          text: `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for ${next.type} services`,
          code: 'headless-node-port',
        },
      ]
    : [];

const externalName: ValidationRule = ({ next: { type, clusterIP, externalName: name } }) => {
  if (type !== 'ExternalName') return [];
  return [
    ...(clusterIP === '' ? [] : [{ text: 'spec.clusterIPs: Forbidden: may not be set for ExternalName services' }]),
    ...(name === '' ? [{ text: 'spec.externalName: Required value' }] : []),
  ];
};

const allocateFlag: ValidationRule = ({ next: { type, allocates } }) =>
  allocates === undefined || type === 'LoadBalancer'
    ? []
    : [
        {
          text: "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
          code: 'allocate-flag-not-allowed',
        },
      ];

const trafficPolicy: ValidationRule = ({ next }) =>
  next.externalTrafficPolicy === '' || reservesPorts(next)
    ? []
    : [
        {
          text:
            `spec.externalTrafficPolicy: Invalid value: "${next.externalTrafficPolicy}": may only be set for ` +
            `externally-accessible services`,
        },
      ];

const healthCheckAllowed: ValidationRule = ({ next }) => {
  if (next.healthCheckNodePort === 0 || needsHealthCheck(next)) return [];
  const nodePort = next.healthCheckNodePort;
  const text =
    `spec.healthCheckNodePort: Invalid value: ${shown(nodePort)}: may only be set when \`type\` is ` +
    `'LoadBalancer' and \`externalTrafficPolicy\` is 'Local'`;
  return [{ text, code: 'health-check-port-not-allowed', nodePort }];
};

const RULES: readonly ValidationRule[] = [
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
