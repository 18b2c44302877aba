import { readFields, withoutNulls } from '../../../lib/core/service/service-fields';

describe('the fields that determine node ports', () => {
  test('are those that are written, so that absent and empty stay apart', () => {
    const spec = { type: 'NodePort', externalName: '', healthCheckNodePort: 0, allocateLoadBalancerNodePorts: false };
    expect(readFields({ spec: { externalTrafficPolicy: null } }).scalars).toEqual({ externalTrafficPolicy: null });
    expect(readFields({ spec })).toEqual({ scalars: spec, ports: undefined });
  });

  test('leave out all others, and values that no merge can compare', () => {
    const spec = { selector: { app: 'web' }, sessionAffinity: 'None', type: ['NodePort'], healthCheckNodePort: NaN };
    expect(readFields({ spec })).toEqual({ scalars: {}, ports: undefined });
  });

  test('include those of each port', () => {
    const port = { name: 'web', port: 80, protocol: 'TCP', nodePort: 30009, targetPort: 'http', appProtocol: null };
    expect(readFields({ spec: { ports: [{ ...port, extra: 1 }, null, 7, {}] } }).ports).toEqual([port, {}]);
    expect(readFields({ spec: { ports: {} } }).ports).toBeUndefined();
  });

  test.each([
    ['10.0.0.1', 'assigned'],
    ['fd00::1', 'assigned'],
    ['None', 'None'],
    ['', ''],
    [null, null],
  ])('show the address %j as %j, since it does not matter which one it is', (clusterIP, kept) => {
    expect(readFields({ spec: { clusterIP } }).scalars).toEqual({ clusterIP: kept });
  });

  test.each([undefined, null, 7, {}, { spec: null }])('are missing from %j', (manifest) => {
    expect(readFields(manifest)).toEqual({ scalars: {}, ports: undefined });
  });
});

test('nulls can be left out, as by a create', () => {
  expect(
    withoutNulls({
      scalars: { type: 'NodePort', clusterIP: null, externalName: '' },
      ports: [{ port: 80, name: null }],
    }),
  ).toEqual({ scalars: { type: 'NodePort', externalName: '' }, ports: [{ port: 80 }] });
  expect(withoutNulls({ scalars: {} })).toEqual({ scalars: {}, ports: undefined });
});
