import { injectionBinding, injectionPolicy } from '../../../lib/core/guard/injection-policy';
import { evaluateCel } from '../../support/cel';

const params = (port = '') => ({ metadata: { name: '30009' }, spec: { service: 'storage/minio', port } });
const service = (ports: object[] | undefined, type: string | undefined = 'NodePort', key = 'storage/minio') => {
  const [namespace, name] = key.split('/');
  return { metadata: { namespace, name: name || undefined }, spec: { type, ports } };
};
/** An object as the API server hands it to a policy: without the fields that it does not have. */
const sent = (object: object): object => JSON.parse(JSON.stringify(object)) as object;

const policySpec = () => injectionPolicy().object.spec as any;
const waits = (object: object, portName?: string): unknown =>
  evaluateCel(policySpec().matchConditions[0].expression, { object: sent(object), params: params(portName) });
const patch = (object: object, portName?: string): unknown =>
  evaluateCel(policySpec().mutations[0].jsonPatch.expression, { object: sent(object), params: params(portName) });

describe('a Service gets its claimed number', () => {
  test.each([
    ['if its only port has none', [{ port: 9000 }]],
    ['if its only port has 0, which means none', [{ port: 9000, nodePort: 0 }]],
    ['whatever its only port is called', [{ name: 'api', port: 9000 }]],
  ])('%s', (_, ports) => {
    expect(waits(service(ports))).toBe(true);
    expect(waits(service(ports, 'LoadBalancer'))).toBe(true);
  });

  test('at the port that the claim names', () => {
    const two = service([
      { name: 'web', port: 9001 },
      { name: 'api', port: 9000 },
    ]);
    expect(waits(two, 'api')).toBe(true);
    expect(patch(two, 'api')).toEqual([{ op: 'add', path: '/spec/ports/1/nodePort', value: 30009n }]);
    expect(patch(two, 'web')).toEqual([{ op: 'add', path: '/spec/ports/0/nodePort', value: 30009n }]);
  });

  test('at its only port if the claim names none', () => {
    expect(patch(service([{ port: 9000 }]))).toEqual([{ op: 'add', path: '/spec/ports/0/nodePort', value: 30009n }]);
  });
});

describe('a Service keeps what it has', () => {
  test.each([
    ['if its port has a number', service([{ port: 9000, nodePort: 30010 }]), ''],
    [
      'if it has several ports and the claim names none',
      service([
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ]),
      '',
    ],
    ['if it lacks the port that the claim names', service([{ name: 'web', port: 9000 }]), 'api'],
    ['if it is another Service', service([{ port: 9000 }], 'NodePort', 'storage/other'), ''],
    ['if it has no name yet', service([{ port: 9000 }], 'NodePort', 'storage/'), ''],
    ['if it needs no node port', service([{ port: 9000 }], 'ClusterIP'), ''],
    ['if it has no ports', service(undefined), ''],
  ])('%s', (_, object, portName) => {
    expect(waits(object, portName)).toBe(false);
  });

  test('if it lacks the label, or is being deleted', () => {
    expect(policySpec().matchConstraints.resourceRules).toEqual([
      { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['services'] },
    ]);
    expect(policySpec().matchConstraints.objectSelector).toEqual({
      matchLabels: { 'nodeport.cdk8s.io/from-claims': 'true' },
    });
  });
});

test('no Service is blocked if claims cannot be read', () => {
  expect(policySpec().failurePolicy).toBe('Ignore');
  expect((injectionBinding().object.spec as any).paramRef.parameterNotFoundAction).toBe('Allow');
});

test('each claim of the cluster is a parameter of the policy', () => {
  expect(policySpec().paramKind).toEqual({ apiVersion: 'nodeport.cdk8s.io/v1', kind: 'NodePortClaim' });
});

test('the binding enables the policy in every namespace', () => {
  const { metadata, spec: binding } = injectionBinding().object as any;
  expect(metadata.name).toBe('nodeport-inject.cdk8s.io');
  expect(binding.policyName).toBe(injectionPolicy().object.metadata.name);
  expect(binding).not.toHaveProperty('matchResources');
});
