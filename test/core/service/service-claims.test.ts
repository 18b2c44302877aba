import { ServiceOrigin, claimsOf } from '../../../lib/core/service/service-claims';

const ORIGIN: ServiceOrigin = { cluster: 'prod', path: 'app/web', demandsStatic: false };
const METADATA = { name: 'web', namespace: 'shop' };

const read = (spec: object, more: Partial<ServiceOrigin> = {}, metadata: object = METADATA) =>
  claimsOf({ apiVersion: 'v1', kind: 'Service', metadata, spec }, { ...ORIGIN, ...more });
const numbers = (spec: object) => read(spec).claims.map(({ nodePort }) => nodePort);

describe('the claims of a Service', () => {
  const ports = [
    { name: 'a', port: 80, nodePort: 30001 },
    { name: 'b', port: 81 },
  ];

  test.each([
    ['NodePort', 2],
    ['LoadBalancer', 2],
    ['ClusterIP', 0],
    ['ExternalName', 0],
    ['Public', 0],
    [undefined, 0],
  ])('of type %s with two ports are %d', (type, count) => {
    expect(numbers({ type, ports })).toEqual([30001, undefined].slice(0, count));
  });

  test('count even if its type has the wrong capitals, since its author will correct them', () => {
    expect(numbers({ type: 'nodeport', ports })).toEqual([30001, undefined]);
    expect(read({ type: 'nodeport', ports }).faults.map(({ code }) => code)).toEqual(['type-unknown']);
  });

  test('name the Service and the port that they belong to', () => {
    const { owner, claims } = read({ type: 'NodePort', ports });
    expect(owner).toEqual({ cluster: 'prod', path: 'app/web', namespace: 'shop', service: 'web' });
    expect(claims.map((claim) => claim.owner)).toEqual([
      { ...owner, port: 'a' },
      { ...owner, port: 'b' },
    ]);
  });

  test('come with the manifest, and with what is known besides it', () => {
    const wishes = { formerly: 'old' };
    for (const demandsStatic of [true, false]) {
      const { manifest, ...rest } = read({ type: 'NodePort', ports: ports.slice(0, 1) }, { wishes, demandsStatic });
      expect(rest.wishes).toBe(wishes);
      expect(rest.claims[0]).toMatchObject({ nodePort: 30001, demandsStatic });
      expect(manifest).toMatchObject({ name: 'web', type: 'NodePort' });
    }
  });
});

test('a Service with one port takes the fast path, with the same result', () => {
  const origins = [ORIGIN, { ...ORIGIN, placeOf: (index: number) => `web.yaml:9:${index + 2}` }];
  for (const nodePort of [30001, 0, undefined]) {
    const spec = { type: 'NodePort', ports: [{ port: 80, nodePort }] };
    for (const origin of origins) {
      const [usual, walked] = [METADATA, { ...METADATA, annotations: {} }].map((each) => read(spec, origin, each));
      expect(usual).toEqual(walked);
    }
  }
});

test('faults come in the order in which the API server finds them: decoding, allocation, validation', () => {
  const { faults } = read({
    type: 'LoadBalancer',
    clusterIP: 'None',
    ports: [
      { name: 7, port: 80, nodePort: 30001 },
      { name: 'b', port: 81, nodePort: 30001 },
    ],
  });
  expect(faults.map(({ code }) => code)).toEqual([
    'value-undecodable',
    'port-repeated',
    'headless-node-port',
    'port-name-missing',
  ]);
});

test('claims and faults of a Service in a file are located at their port', () => {
  const spec = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30003,
    ports: [
      { name: 'a', port: 80, nodePort: 30001 },
      { port: 81, nodePort: 'x' },
    ],
  };
  const { claims, faults } = read(spec, { placeOf: (index) => `a.yaml:9:${index + 2}` });
  expect(claims.map(({ owner }) => `${owner.port} ${owner.path}`)).toEqual([
    'a a.yaml:9:2',
    '81/TCP a.yaml:9:3',
    'healthCheckNodePort a.yaml:9:1',
  ]);
  expect(faults.map(({ code, owner }) => `${code} ${owner.path}`)).toEqual([
    'not-a-port a.yaml:9:3',
    'port-name-missing a.yaml:9:3',
  ]);
});

test('the acceptances in its annotations are about this Service', () => {
  const annotations = { 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'clients move by March', 'owner': 'edge' };
  expect(read({}, {}, { ...METADATA, annotations }).acceptances).toEqual([
    { path: 'app/web', service: 'shop/web', code: 'pinned-in-dynamic-band', reason: 'clients move by March' },
  ]);
});

test('the fields for a merge are kept only where they are asked for', () => {
  const spec = { type: 'NodePort', ports: [{ port: 80 }] };
  expect(read(spec).fields).toBeUndefined();
  expect(read(spec, { keepsFields: true }).fields).toEqual({ scalars: { type: 'NodePort' }, ports: [{ port: 80 }] });
});

test.each([
  undefined,
  null,
  'text',
  [],
  {},
  { metadata: null, spec: 7 },
  { spec: { ports: 'x' } },
  { spec: { type: 'NodePort', ports: [null, 7] } },
])('%j is hardly a manifest, but is read without a crash', (manifest) => {
  expect(() => claimsOf(manifest, ORIGIN)).not.toThrow();
});
