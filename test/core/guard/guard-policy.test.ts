import { guardBinding, guardPolicy } from '../../../lib/core/guard/guard-policy';
import { evaluateCel } from '../../support/cel';

/** What a claim looks like to the policy, which gets it as `params`. */
const claim = (spec: object = {}) => ({
  metadata: { name: '30009' },
  spec: { service: 'storage/minio', port: '', claimedBy: 'github.com/acme/storage', reason: '', ...spec },
});
const service = (key: string, spec: object = {}) => {
  const [namespace, name] = key.split('/');
  return {
    metadata: { namespace, name },
    spec: { type: 'NodePort', ports: [{ port: 9000, nodePort: 30009 }], ...spec },
  };
};
const policySpec = () => guardPolicy().object.spec as any;

/** Whether the policy lets a Service pass that asks for the claimed port. */
const admits = (object: object, params = claim(), oldObject: object | null = null): unknown =>
  evaluateCel(policySpec().validations[0].expression, { object, oldObject, params });

describe('the guard', () => {
  const isJudged = (object: object): unknown =>
    evaluateCel(policySpec().matchConditions[0].expression, { object, params: claim() });

  test.each([
    ['asks for the claimed port', {}],
    ['asks for it with its second port', { ports: [{ port: 80 }, { port: 81, nodePort: 30009 }] }],
    ['has it as its health check', { ports: [], healthCheckNodePort: 30009 }],
  ])('judges a Service that %s', (_, fields) => {
    expect(isJudged(service('a/b', fields))).toBe(true);
  });

  test.each([
    ['asks for other ports', { ports: [{ port: 80, nodePort: 30010 }], healthCheckNodePort: 30011 }],
    ['leaves its port to the API server', { ports: [{ port: 80 }] }],
  ])('does not judge a Service that %s', (_, fields) => {
    expect(isJudged(service('a/b', fields))).toBe(false);
  });

  test('does not judge a Service without ports', () => {
    const { metadata } = service('a/b');
    expect(isJudged({ metadata, spec: { type: 'ExternalName' } })).toBe(false);
  });

  test('runs on every write to a Service, with each claim of the cluster as parameter', () => {
    expect(policySpec().matchConstraints.resourceRules).toEqual([
      { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['services'] },
    ]);
    expect(policySpec().paramKind).toEqual({ apiVersion: 'nodeport.cdk8s.io/v1', kind: 'NodePortClaim' });
  });
});

describe('a claimed port', () => {
  test('is for its Service alone', () => {
    expect(admits(service('storage/minio'))).toBe(true);
    expect(admits(service('storage/other'))).toBe(false);
    expect(admits(service('edge/minio'))).toBe(false);
  });

  test('is for every Service of a namespace that is claimed as a whole, and of no other', () => {
    expect(admits(service('storage/other'), claim({ service: 'storage/*' }))).toBe(true);
    expect(admits(service('storage-2/other'), claim({ service: 'storage/*' }))).toBe(false);
  });

  test('is for no Service if the claim names none', () => {
    expect(admits(service('storage/minio'), claim({ service: '' }))).toBe(false);
  });

  test('stays with a Service that had it before', () => {
    const held = service('edge/ingress');
    expect(admits(held, claim(), held)).toBe(true);
    expect(admits(held, claim(), service('edge/ingress', { type: 'LoadBalancer' }))).toBe(true);
  });

  test.each([
    ['had another number', { ports: [{ port: 9000, nodePort: 30010 }] }],
    ['only carried the number, as an ExternalName may', { type: 'ExternalName' }],
  ])('does not go to a Service that %s before', (_, before) => {
    expect(admits(service('edge/ingress'), claim(), service('edge/ingress', before))).toBe(false);
  });
});

test.each([
  [claim(), 'node port 30009 is claimed by github.com/acme/storage for Service storage/minio.'],
  [
    claim({ service: '', reason: 'the appliance' }),
    'node port 30009 is claimed by github.com/acme/storage (the appliance).',
  ],
])('the refusal names the port, its owner and a way out: %j', (params, start) => {
  const message = evaluateCel(policySpec().validations[0].messageExpression, { params }) as string;
  expect(message.startsWith(start)).toBe(true);
  expect(message).toContain('Use a port that "kubectl get nodeportclaims" does not list');
});

test('no Service is blocked if claims cannot be read', () => {
  expect(policySpec().failurePolicy).toBe('Ignore');
  expect((guardBinding('Deny', []).object.spec as any).paramRef.parameterNotFoundAction).toBe('Allow');
});

describe('the binding of the guard', () => {
  const bindingSpec = (...args: Parameters<typeof guardBinding>) => guardBinding(...args).object.spec as any;

  test('enables the policy', () => {
    expect(bindingSpec('Deny', []).policyName).toBe(guardPolicy().object.metadata.name);
    expect(guardBinding('Deny', []).object.metadata.name).toBe('nodeport-guard.cdk8s.io');
  });

  test.each([
    ['Deny', ['Deny'], 'Refuses a Service that takes the claimed port of another.'],
    ['Warn', ['Warn', 'Audit'], 'Warns about a Service that takes the claimed port of another, and lets it pass.'],
  ] as const)('with the verdict %s has the actions %j', (verdict, actions, why) => {
    expect(bindingSpec(verdict, []).validationActions).toEqual(actions);
    expect(guardBinding(verdict, []).why).toBe(why);
  });

  test('covers every namespace except exempt ones', () => {
    expect(bindingSpec('Deny', [])).not.toHaveProperty('matchResources');
    expect(bindingSpec('Deny', ['kube-system', 'edge']).matchResources.namespaceSelector.matchExpressions).toEqual([
      { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'edge'] },
    ]);
  });
});
