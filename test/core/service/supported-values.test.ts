import { intendedType, intendedValue, unsupportedValues } from '../../../lib/core/service/supported-values';

test.each([
  ['type', 'nodePort', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
  ['sessionAffinity', 'Sticky', ['ClientIP', 'None']],
  ['externalTrafficPolicy', 'local', ['Cluster', 'Local']],
  ['internalTrafficPolicy', '', ['Cluster', 'Local']],
])('spec.%s does not accept %j', (name, value, supported) => {
  expect(unsupportedValues({ [name]: value })).toEqual([{ field: `spec.${name}`, value, supported }]);
});

test('a port does not accept a protocol in other capitals', () => {
  expect(unsupportedValues({ ports: [{ protocol: 'UDP' }, null, { protocol: 'tcp' }] })).toEqual([
    { index: 2, field: 'spec.ports[2].protocol', value: 'tcp', supported: ['SCTP', 'TCP', 'UDP'] },
  ]);
});

test('ports come first, and then the spec in the order of the API server', () => {
  const spec = { type: 'x', externalTrafficPolicy: 'x', sessionAffinity: 'x', ports: [{ protocol: 'x' }] };
  expect(unsupportedValues(spec).map(({ field }) => field)).toEqual([
    'spec.ports[0].protocol',
    'spec.sessionAffinity',
    'spec.type',
    'spec.externalTrafficPolicy',
  ]);
});

test.each([
  { type: '', sessionAffinity: '', externalTrafficPolicy: '', ports: [{ protocol: '' }] },
  { type: 'NodePort', sessionAffinity: 'ClientIP', internalTrafficPolicy: 'Local', ports: [{ protocol: 'SCTP' }] },
  { type: 7, internalTrafficPolicy: null, ports: [{ protocol: ['TCP'] }] },
  { ports: { protocol: 'x' } },
  {},
])('nothing is unsupported in %j', (spec) => {
  expect(unsupportedValues(spec)).toEqual([]);
});

test('a value is cut to what a report prints', () => {
  expect(unsupportedValues({ type: 'x'.repeat(1_000) })[0].value).toMatch(/^x+…x+$/);
});

test('a value in other capitals shows what was meant', () => {
  const supported = ['Cluster', 'Local'];
  expect(intendedValue({ value: 'lOCAL', supported })).toBe('Local');
  expect(intendedValue({ value: 'Locals', supported })).toBeUndefined();
  expect(intendedType('nodePORT')).toBe('NodePort');
  expect(intendedType('Public')).toBe('Public');
});
