import { desiredService, placeOf } from '../../../lib/core/plan/desired-service';
import { claimsOf } from '../../../lib/core/service/service-claims';
import { documentOf } from '../../support/parties';
import { service } from '../../support/plans';

/** A manifest as the library reads it, at `a.yaml`. */
const claims = (metadata: object, spec: object = {}, keepsFields = true) =>
  claimsOf(
    { apiVersion: 'v1', kind: 'Service', metadata, spec },
    { cluster: 'prod', path: 'a.yaml', demandsStatic: false, keepsFields },
  );

test('a Service is known by its namespace and name, in the default namespace unless it names one', () => {
  expect(desiredService(claims({ name: 'web', namespace: 'shop' }), 0).key).toBe('shop/web');
  expect(desiredService(claims({ name: 'web' }), 0)).toMatchObject({
    key: 'default/web',
    namespace: 'default',
    service: 'web',
  });
});

test('objects that the API server will name are all different', () => {
  const key = (document: number) => desiredService(claims({ generateName: 'web-' }), document).key;
  expect([key(0), key(1)]).toEqual(['default/web-*0', 'default/web-*1']);
});

test.each([
  ['node port', { type: 'NodePort', ports: [{ port: 80, nodePort: '30001' }] }],
  ['service port', { type: 'NodePort', ports: [{ port: '80', nodePort: 30001 }] }],
  ['flag', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: 'false', ports: [{ port: 80 }] }],
])('a %s that cannot be decoded is remembered with its fault', (_, spec) => {
  const odd = claims({ name: 'web' }, spec);
  expect(desiredService(odd, 0).undecodable).toBe(odd.faults[0]);
});

test('a fault that is found after decoding does not count as one', () => {
  const fine = claims({ name: 'web' }, { type: 'ClusterIP', ports: [{ port: 80, nodePort: 30001 }] });
  expect(fine.faults).not.toEqual([]);
  expect(desiredService(fine, 0).undecodable).toBeUndefined();
});

test('a Service that was read without its fields cannot be planned', () => {
  expect(() => desiredService(claims({ name: 'web' }, {}, false), 0)).toThrow(
    'Service default/web was read without its fields, so nothing is known of how it is merged',
  );
});

test('the place of a number is where it is written, or that of the Service', () => {
  const written = claimsOf(service('web', [{ port: 80, nodePort: 30001 }, { port: 81 }]), {
    cluster: 'prod',
    path: 'a.yaml',
    demandsStatic: false,
    keepsFields: true,
    placeOf: (index) => `a.yaml:${10 + index}`,
  });
  const desired = desiredService(written, 0);
  expect([30001, 30002, undefined].map((number) => placeOf(desired, number))).toEqual([
    'a.yaml:10',
    'a.yaml',
    'a.yaml',
  ]);
  expect(placeOf(documentOf(service('web', [{ port: 81 }])), undefined)).toBe('doc-0');
});
