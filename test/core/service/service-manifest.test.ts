import { readManifest } from '../../../lib/core/service/service-manifest';

const read = (spec: object, metadata: object = { name: 'web' }, more: object = {}) =>
  readManifest({ apiVersion: 'v1', kind: 'Service', metadata, spec, ...more });

test('a manifest without fields has the defaults of the API server', () => {
  for (const manifest of [undefined, null, 'text', 7, [], {}, { metadata: null, spec: 7 }]) {
    expect(readManifest(manifest)).toEqual({
      name: '',
      namespace: undefined,
      annotations: {},
      type: 'ClusterIP',
      ports: [],
      isHeadless: false,
      isLocal: false,
      allocatesNodePorts: undefined,
      healthCheck: { nodePort: 0 },
      mistakes: [],
      unsupported: [],
      isLive: false,
    });
  }
});

describe('the name of a Service', () => {
  test('ends in an asterisk where the API server completes it', () => {
    expect(read({}, { name: 'web', generateName: 'web-' }).name).toBe('web');
    expect(read({}, { generateName: 'web-' }).name).toBe('web-*');
    expect(read({}, { generateName: '' }).name).toBe('');
    expect(read({}, { name: 7 }).name).toBe('');
  });

  test('has a namespace, unless that is empty', () => {
    expect(read({}, { namespace: 'shop' }).namespace).toBe('shop');
    expect(read({}, { namespace: '' }).namespace).toBeUndefined();
  });
});

test('annotations are kept as they are', () => {
  expect(read({}, { annotations: { a: 7 } }).annotations).toEqual({ a: 7 });
  expect(read({}, { annotations: 'a' }).annotations).toEqual({});
});

test('an empty type counts as absent', () => {
  expect(read({ type: '' }).type).toBe('ClusterIP');
  expect(read({ type: 'nodePort' }).type).toBe('nodePort');
});

test('ports keep their place in the list, even beside entries that cannot be read', () => {
  const { ports } = read({ ports: [null, { port: 80 }] });
  expect(ports.map(({ index, port }) => [index, port])).toEqual([
    [0, NaN],
    [1, 80],
  ]);
  expect(read({ ports: { port: 80 } }).ports).toEqual([]);
});

test.each([{ clusterIP: 'None' }, { clusterIPs: ['None'] }])('a Service with %j is headless', (spec) => {
  expect(read(spec).isHeadless).toBe(true);
});

test.each([{ clusterIPs: ['10.0.0.1', 'None'] }, { clusterIPs: { 0: 'None' } }, { clusterIP: '' }])(
  'a Service with %j is not headless',
  (spec) => {
    expect(read(spec).isHeadless).toBe(false);
  },
);

test('only the policy Local is local, and only a boolean decides on allocation', () => {
  expect(read({ externalTrafficPolicy: 'Local' }).isLocal).toBe(true);
  expect(read({ externalTrafficPolicy: 'local' }).isLocal).toBe(false);
  expect(read({ allocateLoadBalancerNodePorts: false }).allocatesNodePorts).toBe(false);
  expect(read({ allocateLoadBalancerNodePorts: 'false' }).allocatesNodePorts).toBeUndefined();
});

test('a health check has a number, none, or a value that cannot be read', () => {
  expect(read({}).healthCheck).toEqual({ nodePort: 0 });
  expect(read({ healthCheckNodePort: 30009 }).healthCheck).toEqual({ nodePort: 30009 });
  expect(read({ healthCheckNodePort: 'x' }).healthCheck).toEqual({ nodePort: 0, unreadable: 'x' });
});

test('mistakes and unsupported values are collected for their rules', () => {
  const { mistakes, unsupported } = read({ nodePort: 30009, type: 'Public' }, { name: 7 });
  expect(mistakes.map(({ field }) => field)).toEqual(['metadata.name', 'spec.nodePort']);
  expect(unsupported.map(({ field }) => field)).toEqual(['spec.type']);
});

describe('a manifest', () => {
  const creationTimestamp = '2026-05-04T10:00:00Z';

  test.each([
    [{ uid: 'x' }, undefined],
    [{ resourceVersion: '7' }, undefined],
    [{ creationTimestamp }, { loadBalancer: {} }],
  ])('was printed by a cluster if its metadata is %j and its status %j', (metadata, status) => {
    expect(read({}, metadata, { status }).isLive).toBe(true);
  });

  test.each([
    [{ uid: '', resourceVersion: null }, undefined],
    [{ creationTimestamp }, undefined],
    [{ creationTimestamp: null }, { loadBalancer: {} }],
    [{}, { loadBalancer: {} }],
  ])('may come from another tool if its metadata is %j and its status %j', (metadata, status) => {
    expect(read({}, metadata, { status }).isLive).toBe(false);
  });
});
