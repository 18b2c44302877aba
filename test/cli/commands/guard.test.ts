import { parseAllDocuments } from 'yaml';
import { cli, filesIn } from '../../support/cli';

const printed = async (...argv: string[]) => {
  const { code, stdout, stderr } = await cli(['guard', '--no-config', ...argv]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return parseAllDocuments(stdout).map((document) => document.toJS());
};
const kinds = (objects: { kind: string; metadata: { name: string } }[]) =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

test('prints objects for kubectl apply, each with a comment that says why, and the definition first', async () => {
  const { stdout } = await cli(['guard']);
  expect(stdout.split('---\n').every((document) => document.startsWith('# '))).toBe(true);
  expect(kinds(await printed())[0]).toBe('CustomResourceDefinition nodeportclaims.nodeport.cdk8s.io');
});

test('refuses by default, warns with --warn, and guards nothing with --claims-only', async () => {
  const binding = async (...argv: string[]) =>
    (await printed(...argv)).find(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
  expect((await binding()).spec.validationActions).toEqual(['Deny']);
  expect((await binding('--warn')).spec.validationActions).toEqual(['Warn', 'Audit']);
  expect(await binding('--claims-only')).toBeUndefined();
});

test('exempts namespaces', async () => {
  const [, , , , { spec }] = await printed('--exempt-namespace', 'kube-system', '--exempt-namespace', 'istio');
  expect(spec.matchResources.namespaceSelector.matchExpressions).toEqual([
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system', 'istio'] },
  ]);
});

test('gives ports to groups and users', async () => {
  const objects = await printed(
    '--tenancy',
    'cn=team-a,ou=groups=30010-30012,30020',
    '--tenancy-user',
    'system:serviceaccount:ci:deployer=30030',
  );
  expect(
    objects.filter(({ rules }) => rules?.[0].verbs[0] === 'claim').map(({ rules }) => rules[0].resourceNames),
  ).toEqual([['30010', '30011', '30012', '30020'], ['30030']]);
  expect(objects.slice(-1)[0].subjects).toEqual([
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'system:serviceaccount:ci:deployer' },
  ]);
});

test('takes the version of the cluster from nodeports.yaml', async () => {
  const cwd = filesIn({ 'nodeports.yaml': "kubernetesVersion: '1.29'\n" });
  expect((await cli(['guard'], { cwd })).stderr).toContain(
    'Kubernetes 1.29 does not have ValidatingAdmissionPolicy, which came with 1.30. Install the claims alone: ' +
      'cdk8s-nodeport guard --claims-only',
  );
  expect((await cli(['guard', '--claims-only'], { cwd })).code).toBe(0);
});

test.each([
  [['x'], 'guard takes no operand. Remove x'],
  [['--warn', '--claims-only'], '--warn and --claims-only contradict each other'],
  [
    ['--claims-only', '--exempt-namespace', 'x'],
    '--claims-only guards nothing that could be exempt. Remove --exempt-namespace',
  ],
  [['--exempt-namespace', 'Kube System'], '--exempt-namespace Kube System is not the name of a namespace'],
  [['--tenancy', 'team-a'], '--tenancy team-a does not name ports. Write it as --tenancy team-a=30010-30019'],
  [['--tenancy', 'team-a=http'], "Write it as '30040', '30040-30044' or '30040,30042-30044'"],
  [
    ['--inject', '--kubernetes-version', '1.35'],
    'Kubernetes 1.35 does not have MutatingAdmissionPolicy, which came with 1.36. Remove --inject',
  ],
  [['--tenancy', 'a=1', '--claims-only', '--kubernetes-version', '1.29'], 'Remove --tenancy'],
  [['--claims-only', '--kubernetes-version', '1.26'], 'Upgrade the cluster'],
])('guard %j is refused', async (argv, message) => {
  const { code, stdout, stderr } = await cli(['guard', '--no-config', ...argv]);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
