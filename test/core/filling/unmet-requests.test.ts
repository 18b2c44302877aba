import { isUnnamed, requestFindings } from '../../../lib/core/filling/unmet-requests';
import { AssignRequest } from '../../../lib/core/service/assign-request';
import { ServiceClaims } from '../../../lib/core/service/service-claims';
import { ServiceShape, service, staticService } from '../../support/ledgers';

const KAFKA = { key: 'kafka', owner: 'data', reason: 'brokers', services: [] };

/** What cannot be met of a request, without the name of the Service and the code. */
function unmet(request: Partial<AssignRequest>, asking: ServiceClaims = staticService('web')): string | undefined {
  const [finding] = requestFindings([{ service: asking, request: { isStatic: true, ...request } }], [KAFKA]);
  return finding?.message.replace(/^Service shop\/[^:]*: /, '').replace(/\. \(assign-invalid\)$/, '');
}

test('a request that cannot be met is reported at its Service', () => {
  const request = { isStatic: true, reservation: 'redis' };
  expect(requestFindings([{ service: staticService('web', { path: 'web.yaml:1:1' }), request }], [])).toEqual([
    expect.objectContaining({
      code: 'assign-invalid',
      cluster: 'prod',
      path: 'web.yaml:1:1',
      service: 'shop/web',
      message: expect.stringMatching(/^Service shop\/web: .* \(assign-invalid\)$/),
    }),
  ]);
});

test.each<[string, Partial<AssignRequest>]>([
  ['nothing', { isStatic: false }],
  ['static ports', {}],
  ['a port of a known reservation', { reservation: 'kafka' }],
])('a Service may ask for %s', (_, request) => {
  expect(unmet(request)).toBeUndefined();
});

describe('a Service cannot ask for', () => {
  test('anything but static ports', () => {
    expect(unmet({ isStatic: false, odd: ['nodeport.cdk8s.io/assign', 'yes'] })).toBe(
      'nodeport.cdk8s.io/assign is yes. Write nodeport.cdk8s.io/assign: static, or remove it',
    );
  });

  test('a reservation that is not a name', () => {
    expect(unmet({ isStatic: false, odd: ['nodeport.cdk8s.io/reservation', '5'] })).toBe(
      'nodeport.cdk8s.io/reservation is 5. Name a reservation: nodeport.cdk8s.io/reservation: kafka',
    );
  });

  test('a port of a reservation that nothing describes, and is asked about a similar one', () => {
    const what = (name: string) =>
      `it draws from reservation "${name}", which neither nodeports.yaml nor the lock describes`;
    const wayOut = (name: string) => `to reservations in nodeports.yaml: - { name: "${name}", size: 5, reason: why }`;
    expect(unmet({ reservation: 'redis' })).toBe(`${what('redis')}. Add it ${wayOut('redis')}`);
    expect(unmet({ reservation: 'kafak' })).toBe(
      `${what('kafak')}. Did you mean kafka? If not, add it ${wayOut('kafak')}`,
    );
  });

  test('ports to be recorded without a name', () => {
    const generated = staticService('web');
    const unnamed = { ...generated, owner: { ...generated.owner, service: 'web-*' } };
    expect(unmet({}, unnamed)).toBe('it has no name of its own, so its ports cannot be recorded. Write metadata.name');
  });

  test.each<[string, ServiceShape, string]>([
    ['without any port', { ports: {} }, 'it has no ports. Write its ports, such as - port: 80'],
    [
      'whose load balancer has none',
      { spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false } },
      'allocateLoadBalancerNodePorts: false gives it none. Remove allocateLoadBalancerNodePorts, or what asks for ' +
        'static ports',
    ],
    ['of another type', { spec: { type: 'ClusterIP' } }, 'a Service of type ClusterIP has none. Write type: NodePort'],
  ])('node ports %s', (_, shape, expected) => {
    expect(unmet({}, service('web', shape))).toBe(`it asks for static node ports, and ${expected}`);
  });
});

describe('a Service', () => {
  const named = (name?: string) => {
    const made = service('web');
    return { ...made, owner: { ...made.owner, service: name } };
  };

  test.each(['web-*', '', undefined])('with the name %j still has to be named', (name) => {
    expect(isUnnamed(named(name))).toBe(true);
  });

  test('with a complete name is named', () => {
    expect(isUnnamed(named('web'))).toBe(false);
  });
});
