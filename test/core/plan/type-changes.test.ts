import { changesAddress, filledIn, withoutStaleFields } from '../../../lib/core/plan/type-changes';
import { Fields } from '../../../lib/core/service/service-fields';
import { LOCAL, stateWith } from '../../support/live-services';

const WEB = { name: 'web', port: 80, nodePort: 30001 };
const OPEN = { name: 'web', port: 80 };
const NO_FLAG = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };

describe('a number that an update omits', () => {
  const kept = (old: readonly Fields[], next: readonly Fields[], scalars: Fields = {}, minor?: number) =>
    filledIn(stateWith(next, scalars), stateWith(old, scalars), minor).ports.map(({ nodePort }) => nodePort);

  test('is kept by the name of its port', () => {
    expect(kept([WEB, { ...WEB, name: 'api', nodePort: 30002 }], [{ name: 'api', port: 90 }, OPEN])).toEqual([
      30002, 30001,
    ]);
    expect(kept([WEB], [{ name: 'other', port: 80 }])).toEqual([0]);
  });

  test('is not kept if another port requests it', () => {
    expect(kept([WEB], [OPEN, { name: 'api', port: 81, nodePort: 30001 }])).toEqual([0, 30001]);
  });

  test('does not replace a written one', () => {
    expect(kept([WEB], [{ ...WEB, nodePort: 30009 }])).toEqual([30009]);
  });

  test.each<[Fields, number | undefined, number]>([
    [{ type: 'LoadBalancer' }, undefined, 30001],
    [NO_FLAG, undefined, 0],
    [NO_FLAG, 30, 0],
    [NO_FLAG, 29, 30001],
    [{ type: 'ClusterIP' }, 29, 0],
    [{ type: 'ExternalName' }, undefined, 0],
  ])('depends on the type and the version: %j in 1.%s', (scalars, minor, expected) => {
    expect(kept([WEB], [OPEN], scalars, minor)).toEqual([expected]);
  });

  test('is lost if either type does not keep it', () => {
    const [nodePort, clusterIp] = [stateWith([OPEN]), stateWith([WEB], { type: 'ClusterIP' })];
    expect(filledIn(nodePort, clusterIp).ports[0].nodePort).toBe(0);
    expect(filledIn({ ...clusterIp, ports: nodePort.ports }, stateWith([WEB])).ports[0].nodePort).toBe(0);
  });
});

test('the number of a health check is kept as long as it is needed', () => {
  const [old, open] = [stateWith([], { ...LOCAL, healthCheckNodePort: 30002 }), stateWith([], LOCAL)];
  expect(filledIn(open, old).healthCheckNodePort).toBe(30002);
  expect(filledIn({ ...open, healthCheckNodePort: 30003 }, old).healthCheckNodePort).toBe(30003);
  expect(filledIn(stateWith([]), old).healthCheckNodePort).toBe(0);
  const carrying = stateWith([], { type: 'ExternalName', healthCheckNodePort: 30002 });
  expect(filledIn(open, carrying).healthCheckNodePort).toBe(0);
});

test('an address is kept unless one of the types has none', () => {
  const old = stateWith([], { clusterIP: 'assigned' });
  const external = stateWith([], { type: 'ExternalName' });
  expect(filledIn(stateWith([]), old).clusterIP).toBe('assigned');
  expect(filledIn(stateWith([], { clusterIP: 'None' }), old).clusterIP).toBe('None');
  expect(filledIn(external, old).clusterIP).toBe('');
  expect(filledIn(stateWith([]), { ...external, clusterIP: 'assigned' }).clusterIP).toBe('');
});

describe('what no longer applies is cleared', () => {
  const old = stateWith([WEB], { ...LOCAL, healthCheckNodePort: 30002, clusterIP: 'assigned' });
  const clusterIp = (ports: readonly Fields[], scalars: Fields = {}) =>
    stateWith(ports, { type: 'ClusterIP', ...scalars });

  test('numbers of a type that holds none, unless the update adds one', () => {
    expect(withoutStaleFields(clusterIp([WEB, { port: 81 }]), old).ports.map(({ nodePort }) => nodePort)).toEqual([
      0, 0,
    ]);
    expect(withoutStaleFields(clusterIp([{ ...WEB, nodePort: 30009 }]), old).ports[0].nodePort).toBe(30009);
    expect(withoutStaleFields(clusterIp([WEB, { port: 81, nodePort: 30009 }]), old).ports[0].nodePort).toBe(30001);
    expect(withoutStaleFields(stateWith([WEB]), old).ports[0].nodePort).toBe(30001);
    const carrying = stateWith([WEB], { type: 'ExternalName' });
    expect(withoutStaleFields(clusterIp([WEB]), carrying).ports[0].nodePort).toBe(30001);
  });

  test('a health check that is no longer needed, unless the update changes it', () => {
    const check = (next: ReturnType<typeof stateWith>) => withoutStaleFields(next, old).healthCheckNodePort;
    expect(check(stateWith([WEB], { healthCheckNodePort: 30002 }))).toBe(0);
    expect(check(stateWith([WEB], { healthCheckNodePort: 30003 }))).toBe(30003);
    expect(check(old)).toBe(30002);
    const carrying = stateWith([], { healthCheckNodePort: 30002 });
    expect(withoutStaleFields(carrying, carrying).healthCheckNodePort).toBe(30002);
  });

  test('the flag of load balancers, unless the update changes it', () => {
    const flag = (next: ReturnType<typeof stateWith>, from = old) => withoutStaleFields(next, from).allocates;
    const flagged = (type: string, allocates: boolean) => ({ ...stateWith([WEB], { type }), allocates });
    expect(flag(flagged('NodePort', true))).toBeUndefined();
    expect(flag(flagged('NodePort', false))).toBe(false);
    expect(flag(flagged('LoadBalancer', true))).toBe(true);
    expect(flag(flagged('NodePort', true), flagged('NodePort', true))).toBe(true);
    expect(flag(stateWith([WEB]), { ...old, allocates: undefined })).toBeUndefined();
  });

  test('the traffic policy of a type that cannot be reached from outside, unless the update changes it', () => {
    const policy = (next: ReturnType<typeof stateWith>, from = old) =>
      withoutStaleFields(next, from).externalTrafficPolicy;
    expect(policy(clusterIp([], { externalTrafficPolicy: 'Local' }))).toBe('');
    expect(policy(clusterIp([], { externalTrafficPolicy: 'Cluster' }))).toBe('Cluster');
    expect(policy(old)).toBe('Local');
    const carrying = clusterIp([], { externalTrafficPolicy: 'Local' });
    expect(policy(carrying, carrying)).toBe('Local');
  });

  test('the address of an ExternalName, unless the update changes it', () => {
    const external = (clusterIP: string) => stateWith([], { type: 'ExternalName', clusterIP });
    expect(withoutStaleFields(external('assigned'), old).clusterIP).toBe('');
    expect(withoutStaleFields(external('None'), old).clusterIP).toBe('None');
    expect(withoutStaleFields(external('assigned'), external('assigned')).clusterIP).toBe('assigned');
    expect(withoutStaleFields(clusterIp([], { clusterIP: 'assigned' }), old).clusterIP).toBe('assigned');
  });
});

test('the address changes if a Service becomes headless or stops being so, except for an ExternalName', () => {
  const [headless, usual] = [stateWith([], { clusterIP: 'None' }), stateWith([])];
  const external = stateWith([], { type: 'ExternalName' });
  expect(changesAddress(headless, usual)).toBe(true);
  expect(changesAddress(usual, headless)).toBe(true);
  expect(changesAddress(usual, usual)).toBe(false);
  expect(changesAddress(external, headless)).toBe(false);
  expect(changesAddress(headless, external)).toBe(false);
});
