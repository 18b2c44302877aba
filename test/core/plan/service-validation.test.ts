import { ServiceState } from '../../../lib/core/live/service-state';
import { validationErrors } from '../../../lib/core/plan/service-validation';
import { LOCAL, stateWith } from '../../support/live-services';

const WEB = [{ port: 80, nodePort: 30001 }];

/** The errors about a Service, in short. */
function errorsOf(next: ServiceState, old?: ServiceState, minor?: number) {
  return validationErrors({ next, old, minor }).map(
    ({ text, code, nodePort }) => `${text}${code ? ` (${code})` : ''}${nodePort ? ` for ${nodePort}` : ''}`,
  );
}

const headless = { clusterIP: 'None' };
const local = (healthCheckNodePort: number) => stateWith(WEB, { ...LOCAL, healthCheckNodePort });

test('a Service with all that its type requires is valid', () => {
  expect(errorsOf(stateWith(WEB))).toEqual([]);
  expect(errorsOf(local(30002), stateWith(WEB))).toEqual([]);
  expect(errorsOf(stateWith([], { type: 'ClusterIP', ...headless }))).toEqual([]);
  expect(errorsOf(stateWith([], { type: 'ExternalName', externalName: 'a.example' }))).toEqual([]);
});

test('a Service with an address cannot become headless, nor the other way round', () => {
  const error = (value: string) => `spec.clusterIPs[0]: Invalid value: ["${value}"]: may not change once set`;
  const [with_, without] = [{ clusterIP: 'assigned' }, headless].map((scalars) =>
    stateWith([{ port: 80 }], { type: 'ClusterIP', ...scalars }),
  );
  expect(errorsOf(without, with_)).toEqual([error('None')]);
  expect(errorsOf(with_, without)).toEqual([error('assigned')]);
  expect(errorsOf(without, without)).toEqual([]);
});

test('a health check cannot change while it is needed', () => {
  expect(errorsOf(local(30003), local(30002))).toEqual([
    'spec.healthCheckNodePort: Forbidden: field is immutable for 30003',
  ]);
  expect(errorsOf(local(30002), local(30002))).toEqual([]);
  expect(errorsOf(stateWith(WEB), local(30002))).toEqual([]);
});

test.each([
  ['a NodePort', { type: 'NodePort' }, ['spec.ports: Required value']],
  ['a ClusterIP', { type: 'ClusterIP' }, ['spec.ports: Required value']],
  ['a headless Service', { type: 'ClusterIP', ...headless }, []],
  ['an ExternalName', { type: 'ExternalName', externalName: 'a.example' }, []],
])('whether it needs ports: %s', (_, scalars, expected) => {
  expect(errorsOf(stateWith([], scalars))).toEqual(expected);
});

test.each(['NodePort', 'LoadBalancer'])('a %s cannot be headless', (type) => {
  expect(errorsOf(stateWith(WEB, { type, ...headless }))).toEqual([
    `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for ${type} services (headless-node-port)`,
  ]);
});

test('an ExternalName has a name, and no address', () => {
  expect(errorsOf(stateWith([], { type: 'ExternalName', ...headless }))).toEqual([
    'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
    'spec.externalName: Required value',
  ]);
});

test('the flag of load balancers is refused for any other type, whatever it is', () => {
  const flagged = (type: string, flag: boolean) =>
    errorsOf(stateWith([{ port: 80 }], { type, allocateLoadBalancerNodePorts: flag }));
  const error =
    "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer' " +
    '(allocate-flag-not-allowed)';
  expect([flagged('NodePort', false), flagged('NodePort', true), flagged('LoadBalancer', false)]).toEqual([
    [error],
    [error],
    [],
  ]);
});

test('a traffic policy is refused for a Service that cannot be reached from outside', () => {
  expect(errorsOf(stateWith([{ port: 80 }], { type: 'ClusterIP', externalTrafficPolicy: 'Local' }))).toEqual([
    'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
  ]);
});

test('the number of a health check is refused where none is needed', () => {
  expect(errorsOf(stateWith(WEB, { healthCheckNodePort: 30002 }))).toEqual([
    "spec.healthCheckNodePort: Invalid value: 30002: may only be set when `type` is 'LoadBalancer' and " +
      "`externalTrafficPolicy` is 'Local' (health-check-port-not-allowed) for 30002",
  ]);
});

test('all errors are reported, in the order of the API server', () => {
  const next = stateWith([{ port: 10250 }, { port: 10250, nodePort: 30001 }, { name: 'a', nodePort: 30001 }], {
    type: 'LoadBalancer',
    ...headless,
    healthCheckNodePort: 30002,
  });
  expect(errorsOf(next, stateWith(WEB, { clusterIP: 'assigned' }), 32).map((text) => text.split(': ')[0])).toEqual([
    'spec.clusterIPs[0]',
    'spec.ports[0]',
    'spec.ports[1]',
    'spec.clusterIPs[0]',
    'spec.ports[0].name',
    'spec.ports[1].name',
    'spec.ports[2].port',
    'spec.ports[2].nodePort',
    'spec.ports[1]',
    'spec.healthCheckNodePort',
  ]);
});
