import { ServiceState } from '../../../lib/core/live/service-state';
import { allocateChanged, allocateNew, numbersOf, releasedBy } from '../../../lib/core/plan/allocation';
import { PortPool, isPick } from '../../../lib/core/plan/port-pool';
import { Fields } from '../../../lib/core/service/service-fields';
import { LOCAL, stateWith } from '../../support/live-services';
import { profileOf } from '../../support/parties';

/** A pool in which other Services hold some numbers. */
function poolWith(...held: number[]): PortPool {
  const pool = new PortPool(profileOf(), [held]);
  pool.begin('shop/web');
  return pool;
}

/** The numbers that are allocated, or the message of the API server. */
function inShort(allocated: ReturnType<typeof allocateNew>) {
  if ('refusal' in allocated) return `${allocated.refusal.status} ${allocated.refusal.error}`;
  const { ports, healthCheckNodePort } = allocated.state;
  const shown = (number: number) => (isPick(number) ? 'picked' : number);
  return [
    ...ports.map(({ nodePort }) => shown(nodePort)),
    ...(healthCheckNodePort ? [shown(healthCheckNodePort)] : []),
  ];
}

/** Entries of `spec.ports`: service port, node port, and protocol. */
const entry = (port: number, nodePort = 0, protocol = 'TCP'): Fields => ({ port, nodePort, protocol });
const created = (state: ServiceState, pool = poolWith()) => inShort(allocateNew('web', state, pool));
const changed = (old: ServiceState, next: ServiceState, ...others: number[]) =>
  inShort(allocateChanged('web', next, old, poolWith(...numbersOf(old), ...others)));

const TAKEN = 'provided port is already allocated';

test('the numbers of a Service are those of its ports and its health check, each once', () => {
  const ports = [entry(80, 30001), entry(81), entry(82, 30001), entry(83, 30002)];
  expect(numbersOf(stateWith(ports, { ...LOCAL, healthCheckNodePort: 30003 }))).toEqual([30001, 30002, 30003]);
});

describe('a new Service', () => {
  test('gets the numbers that it requests, and picks for the rest', () => {
    expect(created(stateWith([entry(80, 30001), entry(81)]))).toEqual([30001, 'picked']);
  });

  test('reserves nothing if its type does not', () => {
    const pool = poolWith(30001);
    expect(created(stateWith([entry(80, 30001), entry(81)], { type: 'ClusterIP' }), pool)).toEqual([30001, 0]);
    expect(pool.reserve(30002)).toBeUndefined();
  });

  test('is refused for the first number that is taken, and reserves nothing after it', () => {
    const pool = poolWith(30001);
    expect(allocateNew('web', stateWith([entry(80, 30001), entry(81, 30099), entry(82, 30002)]), pool)).toEqual({
      refusal: {
        status: 422,
        code: 'port-taken',
        nodePort: 30001,
        error: `Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30001: ${TAKEN}`,
      },
    });
    expect(pool.reserve(30002)).toBeUndefined();
  });

  test('is refused for a number that two of its service ports request', () => {
    expect(created(stateWith([entry(80, 30001), entry(81, 30001)]))).toBe(
      `422 Service "web" is invalid: spec.ports[1].nodePort: Invalid value: 30001: ${TAKEN}`,
    );
  });

  test('is refused if no number is left to pick', () => {
    const all = Array.from({ length: 32 }, (_, index) => 30000 + index);
    expect(allocateNew('web', stateWith([entry(80)]), poolWith(...all))).toEqual({
      refusal: {
        status: 500,
        code: 'range-full',
        nodePort: undefined,
        error: 'Internal error occurred: failed to allocate a nodePort: range is full',
      },
    });
  });

  test.each([
    ['share the number of the first', [entry(53, 30001), entry(53, 0, 'UDP')], [30001, 30001]],
    ['share the number that a later one requests', [entry(53), entry(53, 30001, 'UDP')], [30001, 30001]],
    ['share a pick', [entry(53), entry(53, 0, 'UDP')], ['picked', 'picked']],
    ['may request the same number', [entry(53, 30001), entry(53, 30001, 'UDP')], [30001, 30001]],
    ['may request two numbers', [entry(53, 30001), entry(53, 30002, 'UDP')], [30001, 30002]],
    ['do not share with another service port', [entry(53, 30001), entry(54)], [30001, 'picked']],
  ])('has entries with one service port, which %s', (_, ports, expected) => {
    expect(created(stateWith(ports))).toEqual(expected);
  });

  test('leaves ports without a number if it is a load balancer that is told to', () => {
    const scalars = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };
    const state = stateWith([entry(80), entry(81, 30001)], scalars);
    expect(created(state)).toEqual([0, 30001]);
    expect(created(state, poolWith(30001))).toMatch(/^422/);
  });

  describe('with a health check', () => {
    test('gets its number after those of its ports', () => {
      expect(created(stateWith([entry(80, 30001)], { ...LOCAL, healthCheckNodePort: 30002 }))).toEqual([30001, 30002]);
      expect(created(stateWith([entry(80, 30001)], LOCAL))).toEqual([30001, 'picked']);
      expect(created(stateWith([entry(80, 30001)], { type: 'LoadBalancer' }))).toEqual([30001]);
    });

    test('is refused with an internal error if the number is taken', () => {
      const state = stateWith([entry(80, 30001)], { ...LOCAL, healthCheckNodePort: 30001 });
      expect(allocateNew('web', state, poolWith())).toEqual({
        refusal: {
          status: 500,
          code: 'port-taken',
          nodePort: 30001,
          error: `Internal error occurred: failed to allocate requested HealthCheck NodePort 30001: ${TAKEN}`,
        },
      });
    });

    test('is refused if no number is left for it', () => {
      const all = Array.from({ length: 31 }, (_, index) => 30000 + index);
      expect(created(stateWith([entry(80, 30031)], LOCAL), poolWith(...all))).toBe(
        '500 Internal error occurred: failed to allocate a HealthCheck NodePort 0: range is full',
      );
    });

    test('is refused for its ports first', () => {
      const state = stateWith([entry(80, 30001)], { ...LOCAL, healthCheckNodePort: 30001 });
      expect(created(state, poolWith(30001))).toMatch(/^422 .*spec.ports\[0\]/);
    });
  });
});

describe('a changed Service', () => {
  const old = stateWith([entry(80, 30001)]);

  test('keeps the numbers that it has, on any of its ports', () => {
    expect(changed(old, stateWith([entry(81, 30001), entry(80, 30002)]))).toEqual([30001, 30002]);
  });

  test('gets picks for open ports, even with the same service port', () => {
    expect(changed(old, stateWith([entry(80, 30001), entry(80, 0, 'UDP')]))).toEqual([30001, 'picked']);
  });

  test('may repeat a new number for another protocol, but not for the same one', () => {
    expect(changed(old, stateWith([entry(80, 30002), entry(81, 30002, 'UDP')]))).toEqual([30002, 30002]);
    expect(allocateChanged('web', stateWith([entry(80, 30002), entry(81, 30002)]), old, poolWith(30001))).toEqual({
      refusal: { status: 500, code: 'port-repeated', nodePort: 30002, error: 'duplicate nodePort: {TCP 30002}' },
    });
  });

  test('is refused for a number that another Service holds, and stops there', () => {
    expect(changed(old, stateWith([entry(80, 30002), entry(81, 30099)]), 30002)).toBe(
      `422 Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30002: ${TAKEN}`,
    );
    expect(changed(old, stateWith([entry(80, 30002), entry(81, 30003), entry(82, 30003)]), 30002)).toContain('30002');
    expect(changed(old, stateWith([entry(80, 30002), entry(81, 30003)]), 30003)).toContain('spec.ports[1]');
  });

  test('leaves ports without a number if it is a load balancer that is told to', () => {
    const scalars = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false };
    const next = stateWith([entry(80), entry(81), entry(82, 30002)], scalars);
    expect(changed(old, next)).toEqual([0, 0, 30002]);
    expect(changed(old, next, 30002)).toMatch(/^422/);
    expect(changed(stateWith([entry(80)], scalars), stateWith([entry(80)]))).toEqual(['picked']);
  });

  test('reserves nothing if its type no longer does', () => {
    expect(changed(old, stateWith([entry(80, 30002), entry(81)], { type: 'ClusterIP' }), 30002)).toEqual([30002, 0]);
  });

  test('keeps a pick that may be the requested number without a risk', () => {
    const pool = poolWith();
    const picked = allocateNew('web', stateWith([entry(80)]), pool) as { state: ServiceState };
    pool.begin('shop/web');
    expect(inShort(allocateChanged('web', stateWith([entry(80, 30016)]), picked.state, pool))).toEqual([30016]);
    expect(pool.risks).toEqual([]);
  });

  describe('with a health check', () => {
    const check = (healthCheckNodePort: number) => stateWith([entry(80, 30001)], { ...LOCAL, healthCheckNodePort });

    test('gets a number if it did not need one before', () => {
      expect(changed(old, check(30002))).toEqual([30001, 30002]);
      expect(changed(old, check(0))).toEqual([30001, 'picked']);
      expect(changed(old, check(30002), 30002)).toMatch(/^500 .*HealthCheck NodePort 30002/);
    });

    test('reserves nothing if it needed one before, whatever it requests', () => {
      expect(changed(check(30002), check(30003), 30003)).toEqual([30001, 30003]);
    });

    test('reserves nothing if it no longer needs one', () => {
      const cluster = stateWith([entry(80, 30001)], { type: 'LoadBalancer', healthCheckNodePort: 30003 });
      expect(changed(old, cluster, 30003)).toEqual([30001, 30003]);
    });

    test('is refused for its ports first', () => {
      const next = stateWith([entry(80, 30005)], { ...LOCAL, healthCheckNodePort: 30006 });
      expect(changed(old, next, 30005, 30006)).toMatch(/^422 .*30005/);
    });
  });
});

describe('an update releases', () => {
  const old = stateWith([entry(80, 30001), entry(81, 30002), entry(82)]);
  const released = (from: ServiceState, to: ServiceState) => releasedBy(from, to);

  test('the numbers that the Service no longer has', () => {
    expect(released(old, stateWith([entry(90, 30001), entry(91, 30003)]))).toEqual([30002]);
  });

  test('all numbers if its type no longer holds any', () => {
    expect(released(old, stateWith([entry(80, 30001)], { type: 'ClusterIP' }))).toEqual([30001, 30002]);
  });

  test('the numbers that an ExternalName carried, once it gets a type that holds some', () => {
    const carrying = stateWith([entry(80, 30001)], { type: 'ExternalName' });
    expect(released(carrying, stateWith([entry(80, 30002)]))).toEqual([30001]);
    expect(released(carrying, stateWith([], { type: 'ClusterIP' }))).toEqual([]);
  });

  test('the number of a health check that is no longer needed', () => {
    const check = stateWith([entry(80, 30001)], { ...LOCAL, healthCheckNodePort: 30005 });
    expect(released(check, stateWith([entry(80, 30001)], { type: 'LoadBalancer' }))).toEqual([30005]);
    expect(released(check, check)).toEqual([]);
    expect(released(stateWith([entry(80, 30001)], { type: 'LoadBalancer' }), old)).toEqual([]);
  });
});
