import { guardFault, guardManifests } from '../../../lib/core/guard/guard-objects';

const PLAIN = { verdict: 'Deny', exemptNamespaces: [], injects: false } as const;
const named = (manifests: ReturnType<typeof guardManifests>) =>
  manifests.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`);

describe('the objects of the guard', () => {
  test('start with the definition of claims, on which every other depends', () => {
    expect(named(guardManifests(PLAIN))).toEqual([
      'CustomResourceDefinition nodeportclaims.nodeport.cdk8s.io',
      'ClusterRole nodeport-claims-read',
      'ClusterRoleBinding nodeport-claims-read',
      'ValidatingAdmissionPolicy nodeport-guard.cdk8s.io',
      'ValidatingAdmissionPolicyBinding nodeport-guard.cdk8s.io',
    ]);
  });

  test('are exactly those that were requested', () => {
    expect(named(guardManifests({ ...PLAIN, verdict: undefined }))).toHaveLength(3);
    expect(
      named(guardManifests({ ...PLAIN, injects: true })).filter((name) => name.startsWith('Mutating')),
    ).toHaveLength(2);
    const tenants = [{ subject: { kind: 'Group', name: 'team-a' }, ports: [30010, 30011] }] as const;
    expect(named(guardManifests({ ...PLAIN, tenants })).slice(5)).toEqual([
      'ValidatingAdmissionPolicy nodeport-claims.cdk8s.io',
      'ValidatingAdmissionPolicyBinding nodeport-claims.cdk8s.io',
      'ClusterRole nodeport-claims-write',
      'ClusterRoleBinding nodeport-claims-write',
      'ClusterRole nodeport-range-group-team-a',
      'ClusterRoleBinding nodeport-range-group-team-a',
    ]);
  });

  test('never name an object twice, whatever the groups are called', () => {
    const tenants = ['team/a', 'team~2fa', 'team-a', 'team%a'].map((name) => ({
      subject: { kind: 'Group' as const, name },
      ports: [30010],
    }));
    const all = named(guardManifests({ ...PLAIN, injects: true, tenants }));
    expect(new Set(all).size).toBe(all.length);
  });

  test('have no field that is unknown to Kubernetes 1.27 if that is the version', () => {
    const rules = (minor: number) => JSON.stringify(guardManifests({ ...PLAIN, verdict: undefined, minor })[0]);
    expect(rules(28)).toContain('"reason":"FieldValueForbidden","fieldPath":".spec.service"');
    expect(rules(27)).not.toContain('FieldValueForbidden');
  });
});

describe('the check of the Kubernetes version', () => {
  test.each([
    [26, { ...PLAIN, verdict: undefined }, 'claims'],
    [29, PLAIN, 'guard'],
    [29, { ...PLAIN, verdict: undefined, tenants: [] }, 'tenancy'],
    [35, { ...PLAIN, injects: true }, 'injection'],
  ])('reports what 1.%i lacks for %j', (minor, options, part) => {
    expect(guardFault({ ...options, minor })).toMatchObject({
      part,
      what: expect.stringContaining(`Kubernetes 1.${minor} does not have `),
    });
  });

  test.each([
    [27, { ...PLAIN, verdict: undefined }],
    [30, { ...PLAIN, tenants: [] }],
    [36, { ...PLAIN, injects: true }],
    [undefined, { ...PLAIN, injects: true }],
  ])('accepts minor version %p for %j', (minor, options) => {
    expect(guardFault({ ...options, minor })).toBeUndefined();
  });
});
