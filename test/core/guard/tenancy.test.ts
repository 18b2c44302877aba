import { Tenant, mergeTenants, readers, tenancy } from '../../../lib/core/guard/tenancy';
import { AccessRequest, Authorizer, evaluateCel } from '../../support/cel';

const team = (name: string, ports: readonly number[] = [30010], kind: 'Group' | 'User' = 'Group'): Tenant => ({
  subject: { kind, name },
  ports,
});
const objectsOf = (tenants: readonly Tenant[]): any[] => tenancy(tenants).map(({ object }) => object);

describe('the policy of tenancy', () => {
  const policySpec = () => objectsOf([])[0].spec;
  const claimFor = (service: string) => ({ metadata: { name: '30010' }, spec: { service } });

  /** The policy's two answers to a user with some rights who writes the claim of a Service. */
  function asked(service: string, grants: (request: AccessRequest) => boolean, operation = 'CREATE'): unknown[] {
    const isDeleted = operation === 'DELETE';
    const object = isDeleted ? null : claimFor(service);
    const request = { operation, userInfo: { username: 'ann' } };
    const around = {
      object,
      oldObject: isDeleted ? claimFor(service) : null,
      request,
      authorizer: new Authorizer(grants),
    };
    const { variables: named, validations } = policySpec();
    const variables: Record<string, unknown> = {};
    for (const { name, expression } of named) variables[name] = evaluateCel(expression, { ...around, variables });
    return validations.map((validation: { expression: string; messageExpression: string }) =>
      evaluateCel(validation.expression, { ...around, variables })
        ? 'passes'
        : evaluateCel(validation.messageExpression, { ...around, variables }),
    );
  }

  test('asks for the right to create Services in the namespace of the claim, and for the port', () => {
    const requests: AccessRequest[] = [];
    const grantAll = (request: AccessRequest) => requests.push(request) > 0;
    expect(asked('storage/minio', grantAll)).toEqual(['passes', 'passes']);
    expect(requests).toEqual([
      { group: '', resource: 'services', namespace: 'storage', verb: 'create' },
      { group: 'nodeport.cdk8s.io', resource: 'nodeportclaims', name: '30010', verb: 'claim' },
    ]);
  });

  test("refuses another team's namespace, and says how to check access", () => {
    expect(asked('storage/*', ({ resource }) => resource !== 'services')).toEqual([
      'ann may not claim or release node port 30010 for namespace storage. ' +
        'This needs permission to create Services in that namespace; check: kubectl auth can-i create services -n ' +
        'storage',
      'passes',
    ]);
  });

  test('asks for the right to create Services everywhere if a claim keeps a port from every Service', () => {
    expect(asked('', ({ namespace }) => namespace !== '')[0]).toBe(
      'ann may not claim or release node port 30010 without a Service. ' +
        'This needs permission to create Services in all namespaces; check: kubectl auth can-i create services -A',
    );
  });

  test("refuses another team's port, and says how to list your own", () => {
    expect(asked('storage/minio', ({ verb }) => verb !== 'claim')[1]).toBe(
      'ann may not claim node port 30010. To see which you may: kubectl auth can-i --list | grep nodeportclaims',
    );
  });

  test("lets a user give up a port without a role for it, but not in another team's namespace", () => {
    expect(asked('storage/minio', ({ verb }) => verb !== 'claim', 'DELETE')).toEqual(['passes', 'passes']);
    expect(asked('storage/minio', () => false, 'DELETE')[0]).toContain('may not claim or release');
  });

  test('judges every write to a claim, and refuses what it cannot judge', () => {
    expect(policySpec().failurePolicy).toBe('Fail');
    expect(policySpec().matchConstraints.resourceRules).toEqual([
      {
        apiGroups: ['nodeport.cdk8s.io'],
        apiVersions: ['v1'],
        operations: ['CREATE', 'UPDATE', 'DELETE'],
        resources: ['nodeportclaims'],
      },
    ]);
  });

  test('is enabled by its binding', () => {
    const [policy, binding] = objectsOf([]);
    expect([policy, binding].map(({ metadata }) => metadata.name)).toEqual(Array(2).fill('nodeport-claims.cdk8s.io'));
    expect(binding.spec).toEqual({ policyName: policy.metadata.name, validationActions: ['Deny'] });
  });
});

describe('everybody', () => {
  const everybody = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }];

  test.each([
    ['may read claims', () => readers(), ['get', 'list', 'watch']],
    [
      'may try to write claims once the policy decides',
      () => tenancy([]).slice(2),
      ['create', 'update', 'patch', 'delete'],
    ],
  ])('%s', (_, granted, verbs) => {
    const [role, binding, ...others] = granted().map(({ object }) => object);
    expect(role.rules).toEqual([{ apiGroups: ['nodeport.cdk8s.io'], resources: ['nodeportclaims'], verbs }]);
    expect(binding.subjects).toEqual(everybody);
    expect(others).toEqual([]);
  });
});

test('every object has a comment', () => {
  for (const { why, object } of [...readers(), ...tenancy([team('ops')])]) {
    expect([object.metadata.name, why]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^[A-Z].+\.$/)]);
  }
});

describe('a tenant', () => {
  test('gets the verb "claim" on its ports alone', () => {
    const [role, binding] = objectsOf([team('ann', [30010, 30011], 'User')]).slice(-2);
    expect(role.rules).toEqual([
      {
        apiGroups: ['nodeport.cdk8s.io'],
        resources: ['nodeportclaims'],
        verbs: ['claim'],
        resourceNames: ['30010', '30011'],
      },
    ]);
    expect(binding.roleRef).toEqual({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role.metadata.name,
    });
    expect(binding.subjects).toEqual([{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' }]);
  });

  test.each([
    ['Group', 'team-a', 'nodeport-range-group-team-a'],
    ['User', 'ann@example.com', 'nodeport-range-user-ann@example.com'],
    ['Group', 'oidc:org/team%', 'nodeport-range-group-oidc:org~2fteam~25'],
    ['Group', 'team~2f', 'nodeport-range-group-team~7e2f'],
  ] as const)('%s %s has the role %s', (kind, name, role) => {
    expect(objectsOf([team(name, [30010], kind)]).at(-2).metadata.name).toBe(role);
  });

  test('is named in the comments of its objects', () => {
    expect(
      tenancy([team('ann', [30010], 'User')])
        .slice(-2)
        .map(({ why }) => why),
    ).toEqual(['The ports of user ann.', 'Gives them to user ann.']);
  });
});

describe('tenants that are named several times', () => {
  test('become one, with all their ports in order', () => {
    expect(mergeTenants([team('bot', [30012, 30013]), team('ops'), team('bot', [30010, 30012])])).toEqual([
      team('bot', [30010, 30012, 30013]),
      team('ops'),
    ]);
  });

  test('stay apart if one is a group and the other a user, or if their names differ in a character', () => {
    const tenants = [team('a'), team('a', [30010], 'User'), team('a/b'), team('a~2fb'), team('a%b')];
    expect(mergeTenants(tenants)).toEqual(tenants);
  });
});
