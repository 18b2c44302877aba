import {
  addressOf,
  isHeadless,
  leavesUnset,
  needsHealthCheck,
  reservesPorts,
  storedFields,
  withDefaults,
} from '../../../lib/core/live/service-state';
import { Fields } from '../../../lib/core/service/service-fields';

test.each([
  ['NodePort', true],
  ['LoadBalancer', true],
  ['ClusterIP', false],
  ['ExternalName', false],
])('whether Services of type %s reserve node ports: %s', (type, expected) => {
  expect(reservesPorts({ type })).toBe(expected);
});

test.each([
  ['LoadBalancer', false, true],
  ['LoadBalancer', true, false],
  ['LoadBalancer', undefined, false],
  ['NodePort', false, false],
])('only a load balancer may leave ports without a number: %s, %s', (type, allocates, expected) => {
  expect(leavesUnset({ type, allocates })).toBe(expected);
});

test.each([
  ['LoadBalancer', 'Local', true],
  ['LoadBalancer', 'Cluster', false],
  ['NodePort', 'Local', false],
])('only a local load balancer needs a health check: %s, %s', (type, externalTrafficPolicy, expected) => {
  expect(needsHealthCheck({ type, externalTrafficPolicy })).toBe(expected);
});

test('only a Service without a cluster address is headless', () => {
  expect([isHeadless({ clusterIP: 'None' }), isHeadless({ clusterIP: '' })]).toEqual([true, false]);
});

test('only an ExternalName has no address', () => {
  expect([addressOf('ExternalName'), addressOf('ClusterIP')]).toEqual(['', 'assigned']);
});

describe('the defaults of the API server', () => {
  test('a Service without fields is a ClusterIP without ports', () => {
    expect(withDefaults({ scalars: {} })).toEqual({
      type: 'ClusterIP',
      ports: [],
      clusterIP: '',
      externalName: '',
      externalTrafficPolicy: '',
      healthCheckNodePort: 0,
      allocates: undefined,
    });
  });

  test('what is written stays', () => {
    const port = { name: 'web', port: 80, protocol: 'UDP', nodePort: 30001, targetPort: 'http', appProtocol: 'h2c' };
    const scalars = {
      type: 'LoadBalancer',
      clusterIP: 'None',
      externalName: 'a.example',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30002,
      allocateLoadBalancerNodePorts: false,
    };
    const { allocateLoadBalancerNodePorts: allocates, ...others } = scalars;
    expect(withDefaults({ scalars, ports: [port] })).toEqual({ ...others, allocates, ports: [port] });
  });

  test.each([
    ['NodePort', 'Cluster', undefined],
    ['LoadBalancer', 'Cluster', true],
    ['ClusterIP', '', undefined],
  ])('a %s has the traffic policy "%s" and the flag %s', (type, externalTrafficPolicy, allocates) => {
    expect(withDefaults({ scalars: { type } })).toMatchObject({ externalTrafficPolicy, allocates });
  });

  test('nulls, empty texts and values of the wrong type count as absent', () => {
    const scalars = { type: '', clusterIP: null, externalName: 7, allocateLoadBalancerNodePorts: 'yes' };
    expect(withDefaults({ scalars })).toEqual(withDefaults({ scalars: {} }));
  });

  test.each<[Fields, Fields]>([
    [{}, { port: 0, targetPort: 0 }],
    [{ port: 80 }, { port: 80, targetPort: 80 }],
    [{ port: 80, targetPort: '' }, { targetPort: 80 }],
    [{ port: 80, targetPort: true }, { targetPort: 80 }],
    [{ port: 80, targetPort: 8080 }, { targetPort: 8080 }],
  ])('an entry %j gets %j', (entry, expected) => {
    const [port] = withDefaults({ scalars: {}, ports: [entry] }).ports;
    expect(port).toMatchObject({ name: '', protocol: 'TCP', nodePort: 0, ...expected });
    expect('appProtocol' in port).toBe(false);
  });
});

test('a Service is stored without its empty fields', () => {
  const state = withDefaults({ scalars: { type: 'NodePort' }, ports: [{ port: 80 }] });
  expect(storedFields(state)).toEqual({
    scalars: { type: 'NodePort', externalTrafficPolicy: 'Cluster' },
    ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
  });
  expect(storedFields(withDefaults({ scalars: {} }))).toEqual({ scalars: { type: 'ClusterIP' }, ports: undefined });
});

test('a flag that is false is stored', () => {
  const scalars = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };
  expect(storedFields(withDefaults({ scalars })).scalars.allocateLoadBalancerNodePorts).toBe(false);
});
