import { parseAllDocuments } from 'yaml';
import { Around, cli, filesIn } from '../../support/cli';
import { FakeAnswer, claimPrinted, fakeKubectl, listOf, servicePrinted } from '../../support/kubectl';

const CLAIMS = {
  args: 'get nodeportclaims.nodeport.cdk8s.io -o json',
  prints: listOf(
    claimPrinted(30009, 'storage/minio', 'github.com/acme/storage', { reason: 'S3' }),
    claimPrinted(30010, 'storage/minio', 'github.com/acme/storage'),
    claimPrinted(30011, 'team/x', 'github.com/acme/team'),
  ),
};
const SERVICES = {
  args: 'get services',
  prints: listOf(
    servicePrinted('storage', 'minio', 30009),
    servicePrinted('edge', 'ingress', 30011),
    servicePrinted('edge', 'other', 30012),
  ),
};
const SNAPSHOT = `version: 1
cluster: prod
portRange: 30000-32767
ports:
  - { port: 30009, kind: node-port, service: storage/minio, name: api, servicePort: 9000, protocol: TCP }
  - { port: 30011, kind: health-check, service: edge/lb }
  - { port: 31000, kind: node-port, service: shop/web, servicePort: 80, protocol: TCP }
  - { port: 31001, kind: node-port, service: shop/a, servicePort: 80, protocol: TCP }
  - { port: 31001, kind: node-port, service: shop/b, servicePort: 80, protocol: TCP }
`;
const ask = async (argv: readonly string[], answers: readonly FakeAnswer[], around: Around = {}) =>
  cli(['claims', ...argv], { ...fakeKubectl(...answers), ...around });

describe('claims', () => {
  test('shows each claim with its claimant and the Service that holds the port', async () => {
    expect(await ask([], [CLAIMS, SERVICES])).toEqual({
      code: 0,
      stderr: '',
      stdout: `PORT   STATE            CLAIMED FOR    CLAIMED BY               HELD BY        REASON
30009  held             storage/minio  github.com/acme/storage  storage/minio  S3
30010  not held         storage/minio  github.com/acme/storage  -
30011  held by another  team/x         github.com/acme/team     edge/ingress
30012  not claimed      -              -                        edge/other
`,
    });
  });

  test('shows them together with a snapshot, with the places in it', async () => {
    const kubectl = fakeKubectl(CLAIMS);
    const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT });
    const { stdout } = await cli(['claims', 'list', 'prod.snapshot.yaml'], { cwd, env: kubectl.env });
    expect(stdout).toContain(
      '30009  held             storage/minio  github.com/acme/storage  storage/minio in prod.snapshot.yaml:5:13',
    );
    expect(stdout).toContain(
      '30011  held by another  team/x         github.com/acme/team     edge/lb in prod.snapshot.yaml:6:13',
    );
  });

  test('prints JSON for programs', async () => {
    const rows = JSON.parse((await ask(['--json'], [CLAIMS, SERVICES])).stdout);
    expect(
      rows.map(({ nodePort, state }: { nodePort: number; state: string }) => [nodePort, state]).slice(0, 2),
    ).toEqual([
      [30009, 'held'],
      [30010, 'not held'],
    ]);
  });

  test('never lets a claim steer the terminal', async () => {
    const { stdout } = await ask(
      [],
      [
        { ...CLAIMS, prints: listOf(claimPrinted(30009, '', 'a\u001b[31mb')) },
        { ...SERVICES, prints: listOf() },
      ],
    );
    expect(stdout).toContain('a\\x1b[31mb');
  });

  test.each([
    [
      ['x.txt'],
      [],
      'x.txt is neither a subcommand nor a record. Name a lock, such as nodeports.lock.yaml, or a snapshot',
    ],
    [
      [],
      [{ args: 'get nodeportclaims', fails: 'error: the server doesn\'t have a resource type "nodeportclaims"' }],
      'NodePortClaims are not installed in the cluster. Ask an administrator to install them: cdk8s-nodeport guard | ' +
        'kubectl apply -f -',
    ],
    [
      [],
      [
        {
          args: 'get nodeportclaims',
          fails: 'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
        },
      ],
      'kubectl get nodeportclaims failed: The connection to the server localhost:8080 was refused - did you ' +
        'specify the right host or port. Name a cluster',
    ],
    [
      [],
      [{ args: 'get nodeportclaims', prints: servicePrinted('a', 'b', 1) }],
      'What kubectl printed is not a list of NodePortClaims',
    ],
    [[], [CLAIMS], 'The Services of the cluster cannot be listed'],
    [
      ['--static'],
      [],
      '--static needs a snapshot. Run cdk8s-nodeport claims --from-snapshot prod.snapshot.yaml --static',
    ],
    [
      ['--claimed-by', 'team data'],
      [],
      '--claimed-by needs a snapshot. Run cdk8s-nodeport claims --from-snapshot prod.snapshot.yaml --claimed-by ' +
        "'team data'",
    ],
    [['dctor'], [], 'dctor is neither a subcommand nor a record. Did you mean doctor? Name a lock, such as'],
    [['--from-snapshot', 'a.yaml', 'b.yaml'], [], '--from-snapshot reads one snapshot. Remove b.yaml'],
  ])('%j is refused', async (argv, answers, message) => {
    const { code, stderr } = await ask(argv, answers);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});

describe('claims --from-snapshot', () => {
  const adopted = async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli(['claims', '--from-snapshot', '-', ...argv], { stdin: SNAPSHOT });
    return { code, stderr, claims: parseAllDocuments(stdout).map((document) => document.toJS()) };
  };

  test('prints a claim for each live port, but not for one that two Services hold', async () => {
    const { code, stderr, claims } = await adopted();
    expect(code).toBe(0);
    expect(claims.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
      ['30009', { service: 'storage/minio', port: 'api', claimedBy: 'adopted' }],
      ['30011', { service: 'edge/lb', port: 'healthCheckNodePort', claimedBy: 'adopted' }],
      ['31000', { service: 'shop/web', claimedBy: 'adopted' }],
    ]);
    expect(stderr).toContain(
      'warning: node port 31001 is held by shop/a and shop/b, so nobody can claim it for all of them.',
    );
    expect(stderr).toContain('3 claims of 3 Services.');
  });

  test('prints only those of the static band, for the given claimant', async () => {
    const { claims } = await adopted('--static', '--claimed-by', 'platform team');
    expect(claims.map(({ metadata, spec }) => [metadata.name, spec.claimedBy])).toEqual([
      ['30009', 'platform team'],
      ['30011', 'platform team'],
    ]);
  });

  test('refuses a file that is not a snapshot', async () => {
    expect((await cli(['claims', '--from-snapshot', '-'], { stdin: 'kind: List\n' })).stderr).toContain(
      '(snapshot-invalid)',
    );
  });
});

describe('claims doctor', () => {
  const policy = {
    args: 'get validatingadmissionpolicies.admissionregistration.k8s.io',
    prints: { kind: 'ValidatingAdmissionPolicy' },
  };
  const binding = (actions: string[], more: object = {}) => ({
    args:
      'get validatingadmissionpolicybindings.admissionregistration.k8s.io --ignore-not-found -o json -- ' +
      'nodeport-guard',
    prints: { spec: { validationActions: actions, ...more } },
  });
  const absent = { args: 'get ', prints: '' };
  const refusal =
    'Error from server (Forbidden): error when creating "STDIN": services "nodeport-guard-probe" is forbidden: ' +
    "ValidatingAdmissionPolicy 'nodeport-guard.cdk8s.io' with binding 'nodeport-guard.cdk8s.io' denied " +
    'request: node port 30010 is claimed by x.';
  const doctor = async (argv: readonly string[], ...answers: FakeAnswer[]) => {
    const kubectl = fakeKubectl(...answers);
    return { ...(await cli(['claims', 'doctor', ...argv], kubectl)), inputs: kubectl.inputs(), calls: kubectl.calls() };
  };

  test('passes if the guard refuses another Service, and writes nothing', async () => {
    const { code, stdout, inputs, calls } = await doctor(
      [],
      CLAIMS,
      SERVICES,
      policy,
      binding(['Deny']),
      { args: 'create --dry-run=server', fails: refusal },
      absent,
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `ok        NodePortClaims are installed: 3 claims
ok        the guard is installed, and enforced in every namespace
ok        a test Service without a claim was refused, as it should be: node port 30010 is claimed by x
optional  injection is not installed. To install it: cdk8s-nodeport guard --inject | kubectl apply -f -
optional  tenancy is not installed. To install it: cdk8s-nodeport guard --tenancy team-a=30010-30019 | kubectl apply -f -
`,
    });
    expect(JSON.parse(inputs).spec).toEqual({ type: 'NodePort', ports: [{ port: 80, nodePort: 30010 }] });
    expect(calls.filter((call) => call.startsWith('create'))).toEqual(['create --dry-run=server -f -']);
  });

  test('tries a held port with an ExternalName, since the allocator would refuse any other type', async () => {
    const held = { ...CLAIMS, prints: listOf(claimPrinted(30009, 'storage/minio', 'x')) };
    const { inputs } = await doctor(
      [],
      held,
      SERVICES,
      policy,
      binding(['Deny']),
      { args: 'create', fails: refusal },
      absent,
    );
    expect(JSON.parse(inputs).spec.type).toBe('ExternalName');
  });

  test.each([
    [
      'a guard that admits a stranger',
      [binding(['Deny']), { args: 'create' }],
      2,
      'missing   a test Service without a claim could take node port 30010.',
    ],
    [
      'a guard that warns',
      [binding(['Warn']), { args: 'create', fails: undefined, prints: '' }],
      2,
      'missing   a test Service without a claim could take node port 30010.',
    ],
    [
      'a guard that cannot be tested',
      [
        binding(['Deny']),
        {
          args: 'create',
          fails: 'Error from server (Forbidden): services is forbidden: User "eve" cannot create resource "services"',
        },
      ],
      2,
      'missing   the guard could not be tested: services is forbidden',
    ],
    [
      'an exempt namespace',
      [
        binding(['Deny'], {
          matchResources: { namespaceSelector: { matchExpressions: [{ operator: 'NotIn', values: ['default'] }] } },
        }),
      ],
      2,
      'missing   the guard was not tested, since namespace default is exempt. Name another: cdk8s-nodeport claims ' +
        'doctor --namespace NAME',
    ],
    [
      'a guard without a binding',
      [{ args: 'get validatingadmissionpolicybindings', prints: '' }],
      2,
      'missing   the guard is installed but not enforced, because its binding is missing.',
    ],
  ])('reports %s', async (_, answers, code, message) => {
    const found = await doctor([], CLAIMS, SERVICES, policy, ...(answers as FakeAnswer[]), absent);
    expect(found.stdout).toContain(message);
    expect(found.code).toBe(code);
  });

  test('reports a missing guard and missing claims', async () => {
    expect((await doctor([], CLAIMS, SERVICES, absent)).stdout).toContain(
      'missing   the guard is not installed, so claims are not enforced. Run cdk8s-nodeport guard | kubectl apply -f -',
    );
    const none = await doctor([], {
      args: 'get nodeportclaims',
      fails: 'error: the server doesn\'t have a resource type "nodeportclaims"',
    });
    expect(none).toMatchObject({
      code: 2,
      stdout: 'missing  NodePortClaims are not installed. Run cdk8s-nodeport guard | kubectl apply -f -\n',
    });
    expect(
      (await doctor([], { ...CLAIMS, prints: listOf() }, SERVICES, policy, binding(['Deny']), absent)).stdout,
    ).toContain('since there are no claims to test it with. Claim a port first: cdk8s-nodeport claim --next');
  });
});
