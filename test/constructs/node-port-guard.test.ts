import { Chart, Testing } from 'cdk8s';
import { NodePortGuard, NodePortGuardAction, NodePortGuardProps } from 'cdk8s-nodeport';
import { parseAllDocuments } from 'yaml';
import { cli } from '../support/cli';

const guarded = (props: NodePortGuardProps = {}, namespace?: string) => {
  const chart = new Chart(Testing.app(), 'platform', { namespace });
  new NodePortGuard(chart, 'guard', props);
  return Testing.synth(chart) as { kind: string; metadata: { name: string; namespace?: string } }[];
};

test.each([
  [{}, []],
  [
    { action: NodePortGuardAction.WARN, exemptNamespaces: ['kube-system'] },
    ['--warn', '--exempt-namespace', 'kube-system'],
  ],
  [{ action: NodePortGuardAction.NONE, kubernetesVersion: '1.27' }, ['--claims-only', '--kubernetes-version', '1.27']],
  [
    {
      injection: true,
      tenants: [
        { group: 'team-a', ports: '30010-30012' },
        { user: 'bot', ports: '30020' },
      ],
    },
    ['--inject', '--tenancy', 'team-a=30010-30012', '--tenancy-user', 'bot=30020'],
  ],
] as [NodePortGuardProps, string[]][])(
  'a guard with %j emits what the command line prints with %j, in the same order',
  async (props, argv) => {
    const { stdout } = await cli(['guard', '--no-config', ...argv]);
    expect(guarded(props)).toEqual(parseAllDocuments(stdout).map((document) => document.toJS()));
  },
);

test('the objects of a guard have no namespace, even if their chart has one', () => {
  expect(guarded({ injection: true }, 'platform').filter(({ metadata }) => metadata.namespace !== undefined)).toEqual(
    [],
  );
});

test.each([
  [
    { kubernetesVersion: '1.29' },
    'Kubernetes 1.29 does not have ValidatingAdmissionPolicy, which came with 1.30. Set action: ' +
      'NodePortGuardAction.NONE to install the claims alone. (guard-invalid)',
  ],
  [{ exemptNamespaces: ['Kube'] }, 'platform/guard: "Kube" is not the name of a namespace'],
  [{ tenants: [{ ports: '30010' }] }, 'a tenant has neither group nor user'],
  [{ tenants: [{ group: 'a', user: 'b', ports: '30010' }] }, 'a tenant has a group and a user'],
  [{ tenants: [{ group: 'a', ports: '70000' }] }, 'platform/guard, tenant a: '],
  [{ kubernetesVersion: 'new' }, '(kubernetes-version-invalid)'],
] as [NodePortGuardProps, string][])('%j is refused', (props, message) => {
  expect(() => guarded(props)).toThrow(message);
});

test('an error names the props as the language of the app does', () => {
  process.env.JSII_AGENT = 'Python/3.11.7';
  try {
    expect(() => guarded({ exemptNamespaces: ['Kube'] })).toThrow(/In Python: exempt_namespaces\. \(guard-invalid\)$/);
  } finally {
    delete process.env.JSII_AGENT;
  }
});
