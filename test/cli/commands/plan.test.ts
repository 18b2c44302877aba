import { lockText } from '../../../lib/core/lock/lock-text';
import { cli, filesIn, serviceYaml } from '../../support/cli';
import { appliedService as applied, snapshotText } from '../../support/snapshots';

const SNAPSHOT = snapshotText(applied('default/a', 30001), applied('default/b', 30002), applied('default/old', 30005));

/** Plans manifests over the snapshot above. */
async function plan(files: Record<string, string>, ...argv: string[]) {
  return cli(['plan', '--live', 'prod.snapshot.yaml', ...argv], {
    cwd: filesIn({ 'prod.snapshot.yaml': SNAPSHOT, ...files }),
  });
}

test('a safe plan lists the change of each port', async () => {
  expect(
    await plan(
      { 'm/a.yaml': serviceYaml('a', 30001), 'm/b.yaml': serviceYaml('b', 30012), 'm/c.yaml': serviceYaml('c', 30013) },
      'm',
    ),
  ).toEqual({
    code: 0,
    stderr: '',
    stdout: `moved  30002 -> 30012  default/b
new    30013           default/c
1 port stays as it is.

3 Services in 3 files over prod.snapshot.yaml, cluster prod, 30000-32767: safe, every document is accepted in the given order, with the numbers in its manifest.
`,
  });
});

test.each([
  ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: local', 'spec.externalTrafficPolicy', '"local"'],
  ['type: NodePort', 'type: NodePort\n  internalTrafficPolicy: Locall', 'spec.internalTrafficPolicy', '"Locall"'],
  ['type: NodePort', 'type: NodePort\n  sessionAffinity: Foo', 'spec.sessionAffinity', '"Foo"'],
  ['type: NodePort', 'type: nodePort', 'spec.type', '"nodePort"'],
  ['port: 80', 'port: 80\n      protocol: tcp', 'spec.ports[0].protocol', '"tcp"'],
])('a document whose %s becomes "%s" is refused', async (from, to, field, value) => {
  for (const name of ['a', 'new']) {
    const manifest = serviceYaml(name, name === 'a' ? 30001 : 30020).replace(from, to);
    const { code, stdout } = await plan({ 'm.yaml': manifest }, 'm.yaml');
    expect(code).toBe(2);
    expect(stdout).toContain(
      `the API server answers 422: Service "${name}" is invalid: ${field}: Unsupported value: ${value}`,
    );
  }
});

test('a swap is refused with a reason, and with a sequence to type', async () => {
  const { code, stdout } = await plan(
    { 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) },
    'm',
  );
  expect(code).toBe(2);
  expect(stdout.slice(stdout.indexOf('\n\n') + 2))
    .toBe(`m/a.yaml:8:17: error: Service default/a: the API server answers 422: Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 30002: provided port is already allocated.
m/b.yaml:8:17: error: Service default/b: the API server answers 422: Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated.

error: 30001 goes from default/a to default/b, 30002 goes from default/b to default/a: no order of the documents works, so one of these Services must give its number up first.

2 Services in 2 files over prod.snapshot.yaml, cluster prod, 30000-32767: unsafe, at least one document is refused in the given order.
Safe sequence:
  1. move default/a aside:
     kubectl patch service -n default --type=json -p '[{"op":"test","path":"/spec/ports/0/nodePort","value":30001},{"op":"replace","path":"/spec/ports/0/nodePort","value":30003}]' -- a
  2. apply default/b:
     kubectl apply -f m/b.yaml
  3. apply default/a:
     kubectl apply -f m/a.yaml
`);
});

test.each([
  ['kubectl', 'kubectl answers: from c-: cannot use generate name with apply.'],
  ['replace', 'kubectl answers: resource name may not be empty.'],
  ['helm --release r', 'Helm answers: resource name may not be empty.'],
])('a Service that the API server is to name cannot be applied: %s', async (tool, answer) => {
  const manifest = serviceYaml('c', 30009).replace('name: c', 'generateName: c-');
  const { code, stdout } = await plan({ 'm.yaml': manifest }, '--apply', ...tool.split(' '), 'm.yaml');
  expect(code).toBe(2);
  expect(stdout).toContain(`m.yaml:3:11: error: Service default/c-*: ${answer}`);
});

test('a key that is repeated gets a warning, and the plan is complete: the last one counts', async () => {
  const manifest = serviceYaml('a', 30001).concat('      nodePort: 30009\n');
  const { code, stdout, stderr } = await plan({ 'm.yaml': manifest }, 'm.yaml');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'cdk8s-nodeport: warning: m.yaml:9:7: the key "nodePort" is repeated, and only its last value counts. Remove ' +
      'all but one.\n',
  });
  expect(stdout).toBe(
    'moved  30001 -> 30009  default/a\n\n1 Service in 1 file over prod.snapshot.yaml, cluster prod, 30000-32767: ' +
      'safe, every document is accepted in the given order, with the numbers in its manifest.\n',
  );
});

test('a field that does not exist is refused, rather than left out', async () => {
  const { code, stdout } = await plan({ 'm.yaml': serviceYaml('a', 30009).replace('nodePort', 'nodeport') }, 'm.yaml');
  expect(code).toBe(2);
  expect(stdout).toContain(
    'the API server answers 400: strict decoding error: unknown field "spec.ports[0].nodeport".',
  );
});

test('a refused Service keeps its numbers without a note on the tool, which did not remove anything', async () => {
  const manifest = serviceYaml('a', 0).replace('type: NodePort', 'type: ClusterIP').concat('    - port: 81\n');
  for (const tool of ['kubectl', 'replace']) {
    const { code, stdout } = await plan({ 'm.yaml': manifest }, '--apply', tool, 'm.yaml');
    expect(code).toBe(2);
    expect(stdout).toContain('lingering  30001  default/a');
    expect(stdout).not.toContain('note:');
  }
});

test('the order of the operands is the order in which they are applied', async () => {
  const files = { 'z.yaml': serviceYaml('a', 30011), 'y.yaml': serviceYaml('new', 30001) };
  expect((await plan(files, 'z.yaml', 'y.yaml')).code).toBe(0);
  expect((await plan(files, 'y.yaml', 'z.yaml')).code).toBe(2);
  const { stdout } = await plan(files, '.');
  expect(stdout).toContain(
    '1. apply default/a:\n     kubectl apply -f z.yaml\n  2. apply default/new:\n     kubectl apply -f y.yaml\n',
  );
});

test('standard input has its place in the order too', async () => {
  const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT, 'a.yaml': serviceYaml('a', 30011) });
  const planned = async (...paths: string[]) =>
    (await cli(['plan', '--live', 'prod.snapshot.yaml', ...paths], { cwd, stdin: serviceYaml('new', 30001) })).code;
  expect(await planned('a.yaml', '-')).toBe(0);
  expect(await planned('-', 'a.yaml')).toBe(2);
});

test('a folder is read in the order of kubectl: a folder before the file that starts with its name', async () => {
  const files = { 'm/a/x.yaml': serviceYaml('a', 30011), 'm/a.yaml': serviceYaml('new', 30001) };
  expect((await plan(files, 'm')).code).toBe(0);
});

test('if no manifest changes the Service that has a number, it is named and no sequence is proposed', async () => {
  const { code, stdout } = await plan({ 'new.yaml': serviceYaml('new', 30005) }, 'new.yaml');
  expect(code).toBe(2);
  expect(stdout).toContain(
    'new.yaml:8:17: error: Service default/new: node port 30005 is held by default/old ' +
      '(prod.snapshot.yaml:24:46), which no manifest here changes. Give default/new another number, such as 30006,',
  );
  expect(stdout).toContain('No order solves all of this: fix what is listed above, and plan again.\n');
});

test('the number that a plan proposes is the one that check proposes over the same snapshot', async () => {
  const config = 'cluster: prod\ntakenPorts:\n  - { port: 30006, reason: a proxy }\n';
  const files = { 'new.yaml': serviceYaml('new', 30005), 'nodeports.yaml': config };
  const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT, ...files });
  const checked = await cli(['check', 'prod.snapshot.yaml', 'new.yaml'], { cwd });
  expect(checked.stdout).toContain('30008 is the next free static port');
  const planned = await cli(['plan', '--live', 'prod.snapshot.yaml', 'new.yaml'], { cwd });
  expect(planned.stdout).toContain('Give default/new another number, such as 30008,');
});

describe('a number that somebody else holds', () => {
  const lock = (cluster: string): string => `version: 1
clusters:
  ${cluster}:
    range: 30000-32767
    ports:
      30006: { service: other/app, port: web, state: assigned }
      30008: { service: other/gone, port: web, state: retired, since: 2026-03-31 }
`;
  const proposedWith = async (files: Record<string, string>, ...flags: string[]): Promise<string | undefined> => {
    const { stdout } = await plan({ 'new.yaml': serviceYaml('new', 30005), ...files }, ...flags, 'new.yaml');
    return /another number, such as (\d+)/.exec(stdout)?.[1];
  };

  test.each<[string, Record<string, string>, string[], string]>([
    ['the lock beside the manifests', { 'nodeports.lock.yaml': lock('prod') }, [], '30009'],
    ['a lock that is named', { 'other.lock.yaml': lock('prod') }, ['--lock', 'other.lock.yaml'], '30009'],
    ['a lock that names no cluster', { 'my.lock.yaml': lock('default') }, ['--lock', 'my.lock.yaml'], '30009'],
    [
      'a reservation',
      { 'nodeports.yaml': "reservations: [{ name: kafka, ports: '30006-30010', reason: x }]\n" },
      [],
      '30011',
    ],
  ])('is not proposed if it is held by %s', async (_, files, flags, expected) => {
    expect(await proposedWith({})).toBe('30006');
    expect(await proposedWith(files, ...flags)).toBe(expected);
  });

  test.each([
    ['default', 'prod'],
    ['prod', 'default'],
  ])('is not proposed over a snapshot of %s if the lock beside it is of %s', async (cluster, locked) => {
    const snapshot = SNAPSHOT.replace('cluster: prod', `cluster: ${cluster}`);
    expect(await proposedWith({ 'prod.snapshot.yaml': snapshot, 'nodeports.lock.yaml': lock(locked) })).toBe('30009');
  });

  test('is proposed if the lock beside the snapshot is of another cluster', async () => {
    expect(await proposedWith({ 'nodeports.lock.yaml': lock('test') })).toBe('30006');
  });

  test('cannot be read from a lock of another cluster, whose name is quoted in the way out', async () => {
    const files = { 'my lock.yaml': lock('test'), 'new.yaml': serviceYaml('new', 30005) };
    expect((await plan(files, '--lock', 'my lock.yaml', 'new.yaml')).stderr).toBe(
      'cdk8s-nodeport: my lock.yaml records test, but not prod. ' +
        "Remove --lock 'my lock.yaml', or name the lock of prod\n",
    );
  });

  test('is not what a Service is moved aside to', async () => {
    const swap = { 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) };
    const config = "reservations: [{ name: kafka, ports: '30000-30030', reason: x }]\n";
    const { stdout } = await plan({ ...swap, 'nodeports.yaml': config }, 'm');
    expect(stdout).toContain('"op":"replace","path":"/spec/ports/0/nodePort","value":30031}');
  });

  test('is proposed if the command may not read the record that holds it', async () => {
    expect(await proposedWith({ 'nodeports.lock.yaml': lock('prod') }, '--no-config')).toBe('30006');
    expect(await plan({}, '--lock', 'none.lock.yaml', '.')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'cdk8s-nodeport: none.lock.yaml does not exist. Name an existing lock file\n',
    });
  });
});

test('with --prune, a Service that the manifests lack is deleted before its number is requested', async () => {
  const { code, stdout } = await plan(
    {
      'm.yaml': ['a 30001', 'b 30002', 'new 30005']
        .map((each) => serviceYaml(each.split(' ')[0], each.split(' ')[1]))
        .join('---\n'),
    },
    '--prune',
    'm.yaml',
  );
  expect(code).toBe(2);
  expect(stdout).toContain(
    'error: 30005 goes from default/old to default/new: the old Service must be deleted before the new one is applied.',
  );
  expect(stdout).toContain(
    '3. delete default/old:\n     kubectl delete service -n default -- old\n  4. apply default/new:\n     sed -n ' +
      '18,26p m.yaml | kubectl apply -f -\n',
  );
});

test('--namespace is the namespace of manifests that name none, and is part of the commands for them', async () => {
  const nameless = (name: string, port: number) => serviceYaml(name, port).replace(', namespace: default', '');
  const files = { 'a.yaml': nameless('a', 30002), 'b.yaml': nameless('b', 30001) };
  expect((await plan(files, 'a.yaml', 'b.yaml')).stdout).toContain('kubectl apply -f b.yaml\n');
  expect((await plan(files, '-n', 'shop', 'a.yaml', 'b.yaml')).stdout).toContain(
    '30002 is held by default/b (prod.snapshot.yaml:16:46)',
  );
  const moved = SNAPSHOT.replaceAll('default/', 'shop/');
  const { stdout } = await plan({ ...files, 'prod.snapshot.yaml': moved }, '-n', 'shop', 'a.yaml', 'b.yaml');
  expect(stdout).toContain('kubectl patch service -n shop --type=json');
  expect(stdout).toContain('apply shop/b:\n     kubectl apply -n shop -f b.yaml\n');
});

test('a plan that depends on picks is risky, and fails only with --strict', async () => {
  const files = { 'a.yaml': serviceYaml('pick', 0), 'b.yaml': serviceYaml('pinned', 30500) };
  const { code, stdout } = await plan(files, 'a.yaml', 'b.yaml');
  expect(code).toBe(0);
  expect(stdout).toContain('risky, a document may be refused');
  expect(stdout).toContain(
    '1. apply default/pinned:\n     kubectl apply -f b.yaml\n  2. apply default/pick:\n     kubectl apply -f a.yaml\n',
  );
  expect((await plan(files, '--strict', 'a.yaml', 'b.yaml')).code).toBe(2);
});

test('a manifest that names a namespace is applied there, whatever --namespace is', async () => {
  const files = {
    'a.yaml': serviceYaml('a', 30002).replace(', namespace: default', ''),
    'b.yaml': serviceYaml('b', 30001, 'shop'),
  };
  const { stdout } = await plan(
    { ...files, 'prod.snapshot.yaml': SNAPSHOT.replaceAll('default/', 'shop/') },
    '-n',
    'shop',
    'a.yaml',
    'b.yaml',
  );
  expect(stdout).toContain(
    '2. apply shop/b:\n     kubectl apply -f b.yaml\n  3. apply shop/a:\n     kubectl apply -n shop -f a.yaml\n',
  );
});

test('pruning deletes only what kubectl apply wrote in the namespaces of the manifests', async () => {
  const others = applied('default/s0', 30060) + applied('default/s1', 30061) + applied('edge/lb', 30070);
  const foreign = `  - service: default/made-by-hand
    type: NodePort
    ports:
      - { port: 80, protocol: TCP, nodePort: 30071 }
  - service: default/of-a-release
    type: NodePort
    ports:
      - { port: 80, protocol: TCP, nodePort: 30072 }
    release: default/db
`;
  const { stdout } = await plan(
    { 'new.yaml': serviceYaml('new', 30005), 'prod.snapshot.yaml': SNAPSHOT + others + foreign },
    '--prune',
    'new.yaml',
  );
  expect(stdout.slice(stdout.indexOf('Safe sequence'))).toBe(`Safe sequence:
  1. delete default/old:
     kubectl delete service -n default -- old
  2. apply default/new:
     kubectl apply -f new.yaml
  3. delete 4 Services, from default/a to default/s1:
     kubectl delete service -n default -- a b s0 s1
`);
});

test('steps whose order does not matter are one command', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [`m/s${index}.yaml`, serviceYaml(`s${index}`, 30020 + index)]),
  );
  const { stdout } = await plan(
    { ...many, 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) },
    'm',
  );
  expect(stdout.slice(stdout.indexOf('  2. '))).toBe(`  2. apply default/b:
     kubectl apply -f m/b.yaml
  3. apply default/a:
     kubectl apply -f m/a.yaml
  4. apply 6 Services, from default/s0 to default/s5:
     kubectl apply -f m/s0.yaml -f m/s1.yaml -f m/s2.yaml -f m/s3.yaml -f m/s4.yaml -f m/s5.yaml
`);
});

test('a file of several Services is one command if they follow one another, else one per document', async () => {
  const together = (...documents: string[]) => documents.join('---\n');
  const whole = {
    'y.yaml': together(serviceYaml('a', 30003), serviceYaml('b', 30011)),
    'x.yaml': serviceYaml('new', 30005),
    'z.yaml': serviceYaml('old', 30012),
  };
  expect((await plan(whole, 'y.yaml', 'x.yaml', 'z.yaml')).stdout).toContain(
    '1. apply default/a and default/b:\n     kubectl apply -f y.yaml\n  2. apply default/old:\n',
  );
  const wrong = await plan({ 'y.yaml': together(serviceYaml('new', 30002), serviceYaml('b', 30011)) }, 'y.yaml');
  expect(wrong.stdout).toContain(
    '1. apply default/b:\n     sed -n 9,17p y.yaml | kubectl apply -f -\n  2. apply default/new:\n     sed -n ' +
      '1,8p y.yaml | kubectl apply -f -\n',
  );
});

test('a plan of standard input asks the user to save it before it prints commands', async () => {
  const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT });
  const { stdout } = await cli(['plan', '--live', 'prod.snapshot.yaml', '-'], {
    cwd,
    stdin: `${serviceYaml('new', 30002)}---\n${serviceYaml('b', 30011)}`,
  });
  expect(stdout).toContain(
    'Safe sequence:\n  Save what was read from standard input as manifests.yaml first.\n  1. apply default/b:\n   ' +
      '  sed -n 9,17p manifests.yaml | kubectl apply -f -\n',
  );
});

test('a file whose name contains escape sequences never appears in a command', async () => {
  const { stdout } = await plan(
    { 'a\u001b[2J.yaml': serviceYaml('new', 30001), 'z.yaml': serviceYaml('a', 30011) },
    '.',
  );
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('1. apply default/a:\n     kubectl apply -f z.yaml\n  2. apply default/new\n');
});

test('a snapshot of version 1 leaves the plan risky, with what is missing and how to get it', async () => {
  const old =
    'version: 1\ncluster: prod\nportRange: 30000-32767\nports:\n  - { port: 30001, kind: node-port, service: ' +
    'default/a, servicePort: 80, protocol: TCP }\n';
  const { code, stdout } = await plan({ 'prod.snapshot.yaml': old, 'a.yaml': serviceYaml('a', 30011) }, 'a.yaml');
  expect(code).toBe(0);
  expect(stdout).toContain(
    'warning: Service default/a: the snapshot is of version 1, which contains neither what was applied nor the ' +
      'Services without node ports; take a new one: cdk8s-nodeport snapshot --output prod.snapshot.yaml\n',
  );
  expect(stdout).toContain(': risky,');
  expect(stdout).not.toContain('sequence');
});

test('Helm is assumed for Services that a release owns, with a note, unless a tool is named', async () => {
  const owned = SNAPSHOT.replace('    applied:\n', '    release: default/web\n    managers: []\n    applied:\n');
  const files = {
    'prod.snapshot.yaml': owned,
    'a.yaml': serviceYaml('a', 30011),
    'new.yaml': serviceYaml('new', 30001),
    'b.yaml': serviceYaml('b', 30002),
  };
  const assumed = (await plan(files, 'new.yaml', 'a.yaml', 'b.yaml')).stdout;
  expect(assumed).toContain(
    'note: helm upgrade is assumed for default/a, which release web owns; to plan for another tool, add --apply.\n',
  );
  expect(assumed).toContain(
    '1. upgrade release web:\n     helm upgrade -n default -- web CHART\n  2. apply default/new:\n     kubectl ' +
      'apply -f new.yaml\n',
  );
  const named = (await plan(files, '--apply', 'kubectl', 'new.yaml', 'a.yaml')).stdout;
  expect(named).not.toContain('helm');
});

test('a new Service among Services of a single release belongs to that release too', async () => {
  const owned = SNAPSHOT.replace('    applied:\n', '    release: default/web\n    managers: []\n    applied:\n');
  const files = {
    'prod.snapshot.yaml': owned,
    'a.yaml': serviceYaml('a', 30001),
    'new.yaml': serviceYaml('new', 30005),
  };
  const { stdout } = await plan(files, '--prune', 'a.yaml', 'new.yaml');
  expect(stdout).toContain(
    'note: helm upgrade is assumed for default/a, default/new, which release web owns; to plan for another tool, add ' +
      '--apply.\n',
  );
  expect(stdout).toContain('node port 30005 is held by default/old (prod.snapshot.yaml:');
  expect(stdout).not.toContain('kubectl delete');
});

test('the JSON format contains the whole plan, with its version', async () => {
  const { code, stdout } = await plan(
    { 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) },
    '--format',
    'json',
    'm',
  );
  expect(code).toBe(2);
  const { version, cluster, verdict, changes, refusals, hazards, sequence } = JSON.parse(stdout);
  expect({ version, cluster, verdict, kinds: changes.map(({ kind }: { kind: string }) => kind) }).toEqual({
    version: 2,
    cluster: 'prod',
    verdict: 'unsafe',
    kinds: ['moved', 'moved'],
  });
  expect(refusals[0]).toMatchObject({ status: 422, code: 'port-taken', path: 'm/a.yaml:8:17' });
  expect(hazards[0]).toMatchObject({ kind: 'cycle', failsAsGiven: true });
  expect(sequence).toHaveLength(3);
});

test('input that cannot be read makes the plan incomplete', async () => {
  const { code, stdout, stderr } = await plan(
    { 'a.yaml': serviceYaml('a', 30001), 'broken.yaml': 'kind: Service\napiVersion: v1\n\tx: 1\n' },
    'a.yaml',
    'broken.yaml',
  );
  expect(code).toBe(1);
  expect(stdout).toContain('safe');
  expect(stderr).toContain('broken.yaml:3:1');
});

test.each([
  [['plan', 'm'], 'name it with --live prod.snapshot.yaml'],
  [
    ['plan', '--live', 'none.snapshot.yaml', 'm'],
    'none.snapshot.yaml: there is no such snapshot. Take one: cdk8s-nodeport snapshot --output ' +
      'none.snapshot.yaml. (snapshot-invalid)',
  ],
  [
    ['plan', '--live', 'nodeports.lock.yaml', 'm'],
    'this is a lock, not a snapshot. Take a snapshot under another name: cdk8s-nodeport snapshot --output ' +
      'prod.snapshot.yaml. (snapshot-invalid)',
  ],
  [
    ['plan', '--live', 'live.json', 'm'],
    'Make one of it: cdk8s-nodeport snapshot - --output prod.snapshot.yaml < live.json. (snapshot-invalid)',
  ],
  [['plan', '--live', 'prod.snapshot.yaml', 'm', '--server-side'], 'Did you mean --apply server-side? Run'],
  [
    ['plan', '--live', 'prod.snapshot.yaml'],
    'Nothing to read. Name files or folders, or - for standard input, as in cdk8s-nodeport plan --live ' +
      'prod.snapshot.yaml manifests/',
  ],
  [['plan', '--live', 'prod.snapshot.yaml', 'm', '--kubernetes-version', 'x'], '--kubernetes-version "x" is not'],
  [
    ['plan', '--live', 'prod.snapshot.yaml', 'm', '--apply', 'replace', '--prune'],
    'kubectl replace does not prune. Remove --prune, or use --apply kubectl',
  ],
  [
    ['plan', '--live', 'prod.snapshot.yaml', 'm', '--release', 'web'],
    'Only Helm knows releases. Add --apply helm, or remove --release',
  ],
])('refuses %j', async (argv, message) => {
  const { code, stdout, stderr } = await cli(argv, {
    cwd: filesIn({
      'prod.snapshot.yaml': SNAPSHOT,
      'nodeports.lock.yaml': lockText(new Map()),
      'live.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }),
      'm/a.yaml': serviceYaml('a', 30001),
    }),
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(message);
});
