import { spawnSync } from 'node:child_process';
import { cli, filesIn } from '../../support/cli';
import { FakeAnswer, claimPrinted, fakeKubectl, listOf, servicePrinted } from '../../support/kubectl';

const MINE = ['--service', 'storage/minio', '--claimed-by', 'github.com/acme/storage'];
const SERVICES = { args: 'get services', prints: listOf() };
const CREATED = { args: 'create', prints: 'created' };
const EXISTS = {
  args: 'create',
  fails:
    'Error from server (AlreadyExists): error when creating "STDIN": nodeportclaims.nodeport.cdk8s.io "30009" ' +
    'already exists',
};
const FOUND = 'get nodeportclaims.nodeport.cdk8s.io --ignore-not-found';
const found = (service: string, claimedBy: string, more: object = {}): FakeAnswer => ({
  args: FOUND,
  prints: claimPrinted(30009, service, claimedBy, more),
});
const ask = async (argv: readonly string[], ...answers: FakeAnswer[]) => {
  const kubectl = fakeKubectl(...answers);
  return { ...(await cli(['claim', ...argv], kubectl)), calls: kubectl.calls(), inputs: kubectl.inputs() };
};

describe('claim PORT', () => {
  test('creates the claim, and prints its number for scripts', async () => {
    const { code, stdout, stderr, calls, inputs } = await ask(
      ['30009', ...MINE, '--port', 'api', '--reason', 'S3'],
      SERVICES,
      CREATED,
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '30009\n',
      stderr: 'cdk8s-nodeport: claimed node port 30009 for storage/minio (S3), as github.com/acme/storage.\n',
    });
    expect(calls).toEqual(['get services -A -o json', 'create --save-config --field-manager=cdk8s-nodeport -f -']);
    expect(JSON.parse(inputs)).toEqual({
      apiVersion: 'nodeport.cdk8s.io/v1',
      kind: 'NodePortClaim',
      metadata: { name: '30009' },
      spec: { service: 'storage/minio', port: 'api', claimedBy: 'github.com/acme/storage', reason: 'S3' },
    });
  });

  test('asks the cluster that the call names', async () => {
    const { calls } = await ask(['30009', ...MINE, '--context', 'prod', '--kubeconfig', 'k8s.conf'], {
      args: '--context prod',
      prints: listOf(),
    });
    expect(calls.every((call) => call.startsWith('--context prod --kubeconfig k8s.conf '))).toBe(true);
  });

  test('names the claimant if the API server only reports that the claim exists, and says what to type', async () => {
    const { code, stdout, stderr } = await ask(
      ['30009', ...MINE, '--reason', "it's ours"],
      SERVICES,
      EXISTS,
      found('edge/ingress', 'github.com/acme/edge', { reason: 'QUIC' }),
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'cdk8s-nodeport: node port 30009 is claimed by github.com/acme/edge for edge/ingress (QUIC). ' +
        "Claim another: cdk8s-nodeport claim --next --service storage/minio --reason 'it'\\''s ours' --claimed-by " +
        'github.com/acme/storage\n',
    });
  });

  test('succeeds if it has the port already', async () => {
    expect(
      await ask(['30009', ...MINE], SERVICES, EXISTS, found('storage/minio', 'github.com/acme/storage')),
    ).toMatchObject({ code: 0, stdout: '30009\n' });
  });

  test('changes the reason of its own claim, unless another tool manages it', async () => {
    const own = [SERVICES, EXISTS, found('storage/minio', 'github.com/acme/storage', { reason: 'old' })];
    expect(
      await ask(['30009', ...MINE, '--reason', 'new'], ...own, { args: 'apply --server-side --field-manager' }),
    ).toMatchObject({ code: 0, stdout: '30009\n' });
    const conflict = (manager: string) => ({
      args: 'apply --server-side --field-manager',
      fails: `error: Apply failed with 1 conflict: conflict with "${manager}" using nodeport.cdk8s.io/v1: .spec.reason`,
    });
    const managed = await ask(['30009', ...MINE, '--reason', 'new'], ...own, conflict('argocd-controller'));
    expect(managed.code).toBe(2);
    expect(managed.stderr).toBe(
      'cdk8s-nodeport: the claim of node port 30009 is yours, but "argocd-controller" manages it. ' +
        'Change it there, or release it first: cdk8s-nodeport claim --release 30009 ' +
        '--claimed-by github.com/acme/storage\n',
    );
    const created = await ask(['30009', ...MINE, '--reason', 'new'], ...own, conflict('cdk8s-nodeport'), {
      args: 'apply --server-side --force-conflicts',
    });
    expect(created).toMatchObject({ code: 0, stdout: '30009\n' });
  });

  test('takes over a claim that was adopted for the same Service', async () => {
    const { code, calls } = await ask(['30009', ...MINE], SERVICES, EXISTS, found('storage/minio', 'adopted'), {
      args: 'apply',
    });
    expect(code).toBe(0);
    expect(calls[3]).toBe('apply --server-side --force-conflicts --field-manager=cdk8s-nodeport -f -');
    expect((await ask(['30009', ...MINE], SERVICES, EXISTS, found('edge/ingress', 'adopted'))).code).toBe(2);
  });

  test('does not claim what another Service holds', async () => {
    const { code, stderr, calls } = await ask(['30009', ...MINE], {
      args: 'get services',
      prints: listOf(servicePrinted('edge', 'ingress', 30009)),
    });
    expect({ code, calls }).toEqual({ code: 2, calls: ['get services -A -o json'] });
    expect(stderr).toContain(
      'node port 30009 is in use by Service edge/ingress, which keeps it. Claim another: cdk8s-nodeport ' +
        'claim --next',
    );
  });

  test('claims what its own Service holds, even without permission to read Services', async () => {
    expect(
      (
        await ask(
          ['30009', ...MINE],
          { args: 'get services', prints: listOf(servicePrinted('storage', 'minio', 30009)) },
          CREATED,
        )
      ).code,
    ).toBe(0);
    const { code, stderr } = await ask(
      ['30009', ...MINE],
      { args: 'get services', fails: 'Error from server (Forbidden)' },
      CREATED,
    );
    expect(code).toBe(0);
    expect(stderr).toContain(
      'warning: the Services of the cluster cannot be listed, so a port that one of them holds may be claimed.',
    );
  });

  test.each([
    [
      'error: resource mapping not found for name: "30009" namespace: "" from "STDIN": no matches for kind ' +
        '"NodePortClaim" in version "nodeport.cdk8s.io/v1"',
      1,
      'NodePortClaims are not installed in the cluster. Ask an administrator to install them: cdk8s-nodeport guard | ' +
        'kubectl apply -f -',
    ],
    [
      'Error from server (Forbidden): error when creating "STDIN": nodeportclaims.nodeport.cdk8s.io is forbidden: ' +
        'User "eve" cannot create resource "nodeportclaims"',
      1,
      'Ask a cluster administrator for a role that may create nodeportclaims',
    ],
    [
      'Error from server (Forbidden): error when creating "STDIN": nodeportclaims.nodeport.cdk8s.io "30009" is ' +
        "forbidden: ValidatingAdmissionPolicy 'nodeport-claims.cdk8s.io' with binding " +
        "'nodeport-claims.cdk8s.io' denied request: bob may not claim node port 30009. To see which you may: " +
        'kubectl auth can-i --list | grep nodeportclaims',
      2,
      'bob may not claim node port 30009. To see which you may: kubectl auth can-i --list | grep nodeportclaims. ' +
        'Claim another: cdk8s-nodeport claim --next',
    ],
    [
      'error: context "prd" does not exist',
      1,
      'context "prd" does not exist. Check the cluster: cdk8s-nodeport claims doctor',
    ],
  ])('explains %s', async (fails, code, message) => {
    const asked = await ask(['30009', ...MINE], SERVICES, { args: 'create', fails });
    expect(asked.stderr).toContain(message);
    expect(asked).toMatchObject({ code, stdout: '' });
  });
});

describe('claim --next', () => {
  const claims = (...items: object[]) => ({
    args: 'get nodeportclaims.nodeport.cdk8s.io -o json',
    prints: listOf(...items),
  });

  test('takes the first static port that nobody claims or holds', async () => {
    const { code, stdout, inputs } = await ask(
      ['--next', ...MINE],
      claims(claimPrinted(30002, 'a/b', 'c')),
      { args: 'get services', prints: listOf(servicePrinted('edge', 'ingress', 30003)) },
      CREATED,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '30004\n' });
    expect(JSON.parse(inputs).metadata).toEqual({ name: '30004' });
  });

  test('tries the next port if another claimant was faster or tenancy refuses, until none is left', async () => {
    const { code, stderr, calls } = await ask(
      ['--next', ...MINE, '--range', '30000-30016'],
      claims(),
      SERVICES,
      EXISTS,
    );
    expect(calls.filter((call) => call.startsWith('create'))).toHaveLength(16);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'cdk8s-nodeport: you may not claim any free port of the static band 30000-30015. Find one to ' +
        'release: cdk8s-nodeport claims\n',
    );
  });

  test('does not claim a second port for the same port of a Service', async () => {
    const { code, stdout, calls } = await ask(
      ['--next', ...MINE],
      claims(claimPrinted(30010, 'storage/minio', 'github.com/acme/storage')),
    );
    expect({ code, stdout, calls }).toEqual({
      code: 0,
      stdout: '30010\n',
      calls: ['get nodeportclaims.nodeport.cdk8s.io -o json'],
    });
  });
});

describe('claim --release', () => {
  test('releases its own claim, and succeeds for a port that nobody claims', async () => {
    const own = await ask(['--release', '30009', ...MINE.slice(2)], found('storage/minio', 'github.com/acme/storage'), {
      args: 'delete',
    });
    expect(own.stderr).toBe('cdk8s-nodeport: released node port 30009.\n');
    expect(own.calls).toEqual([
      'get nodeportclaims.nodeport.cdk8s.io --ignore-not-found -o json -- 30009',
      'delete nodeportclaims.nodeport.cdk8s.io -- 30009',
    ]);
    expect(await ask(['--release', '30009', ...MINE.slice(2)], { args: FOUND })).toMatchObject({
      code: 0,
      stderr: 'cdk8s-nodeport: node port 30009 is not claimed.\n',
    });
  });

  test('does not release the claim of another', async () => {
    const { code, stderr, calls } = await ask(
      ['--release', '30009', ...MINE.slice(2)],
      found('edge/ingress', 'github.com/acme/edge; rm -rf /'),
    );
    expect({ code, calls: calls.length }).toEqual({ code: 2, calls: 1 });
    expect(stderr).toContain(
      'not by github.com/acme/storage. If that is you: cdk8s-nodeport claim --release 30009 --claimed-by ' +
        "'github.com/acme/edge; rm -rf /'",
    );
  });
});

test('the default claimant is the repository, according to its git remote', async () => {
  const kubectl = fakeKubectl(SERVICES, CREATED);
  const git = (...args: string[]) => spawnSync('git', args, { cwd: kubectl.cwd });
  git('init', '-q');
  git('remote', 'add', 'origin', 'https://user:secret@github.com/acme/shop.git');
  expect((await cli(['claim', '30009', '--service', 'shop/web'], kubectl)).stderr).toContain(
    'claimed node port 30009 for shop/web, as github.com/acme/shop.',
  );
});

test.each([
  [[], 'Nothing to claim. Name a port, as in cdk8s-nodeport claim 30009'],
  [['http'], 'http is not a port. Write its number, as in cdk8s-nodeport claim 30009'],
  [['030009'], '030009 is not a port'],
  [['65536'], '65536 is not a port'],
  [['--', '--all'], '--all is not a port'],
  [['30009', '30010'], 'One call claims one port. Remove 30010'],
  [
    ['30009', '--service', 'minio', '--claimed-by', 'x'],
    '--service minio does not name a Service. Write it as --service storage/minio',
  ],
  [
    ['30009', '--service', 'a/b'],
    'Claims name a repository, and this folder has no git remote. Add --claimed-by github.com/acme/storage',
  ],
  [['30009', '--reason', 'x'.repeat(201), '--claimed-by', 'x'], '--reason has 201 characters. Use 200 at most'],
  [['--next', '30009'], '--next chooses the port. Remove 30009, or remove --next'],
  [['--next', '--release'], '--next and --release contradict each other'],
  [['--release'], 'Nothing to release. Name ports, as in cdk8s-nodeport claim --release 30009'],
])('claim %j is refused before the cluster is asked', async (argv, message) => {
  const { code, stderr } = await cli(['claim', ...argv], {
    cwd: filesIn({}),
    env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: '/' },
  });
  expect(stderr).toContain(message);
  expect(code).toBe(1);
});
