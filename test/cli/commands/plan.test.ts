import { cli, filesIn, serviceYaml } from '../../support/cli';

const SNAPSHOT = `version: 1
cluster: prod
portRange: 30000-32767
ports:
  - { port: 30001, kind: node-port, service: default/a, servicePort: 80, protocol: TCP }
  - { port: 30002, kind: node-port, service: default/b, servicePort: 80, protocol: TCP }
  - { port: 30005, kind: node-port, service: default/old, servicePort: 80, protocol: TCP }
`;

/** Plans manifests over the snapshot above. */
async function plan(files: Record<string, string>, ...argv: string[]) {
  return cli(['plan', '--live', 'prod.snapshot.yaml', ...argv], { cwd: filesIn({ 'prod.snapshot.yaml': SNAPSHOT, ...files }) });
}

test('what is safe says what becomes of each port', async () => {
  expect(await plan({ 'm/a.yaml': serviceYaml('a', 30001), 'm/b.yaml': serviceYaml('b', 30012), 'm/c.yaml': serviceYaml('c', 30013) }, 'm')).toEqual({
    code: 0,
    stderr: '',
    stdout: `moved  30002 -> 30012  default/b
new    30013           default/c
1 port stays as it is.

3 Services in 3 files over prod.snapshot.yaml, cluster prod, 30000-32767: safe, every document is taken, in the order given.
`,
  });
});

test('a swap is refused, said why, and led to a sequence to type', async () => {
  const { code, stdout } = await plan({ 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) }, 'm');
  expect(code).toBe(2);
  expect(stdout.slice(stdout.indexOf('\n\n') + 2)).toBe(`m/a.yaml:8:17: error: Service default/a: the API server answers 422: Service "a" is invalid: spec.ports[0].nodePort: Invalid value: 30002: provided port is already allocated.
m/b.yaml:8:17: error: Service default/b: the API server answers 422: Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated.

error: 30001 goes from default/a to default/b, 30002 goes from default/b to default/a: no order of the documents works, so one of them must let go first.

2 Services in 2 files over prod.snapshot.yaml, cluster prod, 30000-32767: unsafe, at least one document is refused in the order given.
Safe sequence:
  1. move default/a aside: kubectl get service a -n default -o yaml | sed 's/nodePort: 30001$/nodePort: 30003/' | kubectl replace -f -
  2. apply default/b: kubectl apply -f m/b.yaml
  3. apply default/a: kubectl apply -f m/a.yaml
`);
});

test('the order of the operands is the order in which they are applied', async () => {
  const files = { 'z.yaml': serviceYaml('a', 30011), 'y.yaml': serviceYaml('new', 30001) };
  expect((await plan(files, 'z.yaml', 'y.yaml')).code).toBe(0);
  expect((await plan(files, 'y.yaml', 'z.yaml')).code).toBe(2);
  const { stdout } = await plan(files, '.');
  expect(stdout).toContain('1. apply default/a: kubectl apply -f z.yaml\n  2. apply default/new: kubectl apply -f y.yaml\nDocuments that stand in this order can be applied as they are.\n');
});

test('standard input has its place in the order too', async () => {
  const cwd = filesIn({ 'prod.snapshot.yaml': SNAPSHOT, 'a.yaml': serviceYaml('a', 30011) });
  const planned = async (...paths: string[]) => (await cli(['plan', '--live', 'prod.snapshot.yaml', ...paths], { cwd, stdin: serviceYaml('new', 30001) })).code;
  expect(await planned('a.yaml', '-')).toBe(0);
  expect(await planned('-', 'a.yaml')).toBe(2);
});

test('a folder is gone through as kubectl does it: a folder before the file that starts with its name', async () => {
  const files = { 'm/a/x.yaml': serviceYaml('a', 30011), 'm/a.yaml': serviceYaml('new', 30001) };
  expect((await plan(files, 'm')).code).toBe(0);
});

test('a number of a Service that nothing changes is named with its place, and no sequence is invented', async () => {
  const { code, stdout } = await plan({ 'new.yaml': serviceYaml('new', 30005) }, 'new.yaml');
  expect(code).toBe(2);
  expect(stdout).toContain('new.yaml:8:17: error: Service default/new: node port 30005 is held by default/old (prod.snapshot.yaml:7:13), which nothing here changes. Give default/new another number,');
  expect(stdout).toContain('No order solves all of this: fix what is listed above, and plan again.\n');
});

test('with --prune what the manifests lack is deleted, before its number is asked for', async () => {
  const { code, stdout } = await plan({ 'm.yaml': ['a 30001', 'b 30002', 'new 30005'].map((each) => serviceYaml(each.split(' ')[0], each.split(' ')[1])).join('---\n') }, '--prune', 'm.yaml');
  expect(code).toBe(2);
  expect(stdout).toContain('error: 30005 goes from default/old to default/new: the old Service must be deleted before the new one is applied.');
  expect(stdout).toContain('3. delete default/old: kubectl delete service old -n default\n  4. apply default/new: the document at m.yaml:21:19 alone, with kubectl apply -f -\n');
});

test('a namespace that kubectl is told is that of manifests which name none, and is typed for them', async () => {
  const nameless = (name: string, port: number) => serviceYaml(name, port).replace(', namespace: default', '');
  const files = { 'a.yaml': nameless('a', 30002), 'b.yaml': nameless('b', 30001) };
  expect((await plan(files, 'a.yaml', 'b.yaml')).stdout).toContain('kubectl apply -f b.yaml\n');
  expect((await plan(files, '-n', 'shop', 'a.yaml', 'b.yaml')).stdout).toContain('30002 is held by default/b (prod.snapshot.yaml:6:13)');
  const moved = SNAPSHOT.replaceAll('default/', 'shop/');
  const { stdout } = await plan({ ...files, 'prod.snapshot.yaml': moved }, '-n', 'shop', 'a.yaml', 'b.yaml');
  expect(stdout).toContain('kubectl get service a -n shop -o yaml');
  expect(stdout).toContain('apply shop/b: kubectl apply -n shop -f b.yaml\n');
});

test('what depends on picks is risky, and refuses only when asked to', async () => {
  const files = { 'a.yaml': serviceYaml('pick', 0), 'b.yaml': serviceYaml('pinned', 30500) };
  const { code, stdout } = await plan(files, 'a.yaml', 'b.yaml');
  expect(code).toBe(0);
  expect(stdout).toContain('risky, it depends on what no snapshot tells');
  expect(stdout).toContain('1. apply default/pinned: kubectl apply -f b.yaml\n  2. apply default/pick: kubectl apply -f a.yaml\n');
  expect((await plan(files, '--strict', 'a.yaml', 'b.yaml')).code).toBe(2);
});

test('a manifest that names a namespace is applied there, whatever kubectl is told for others', async () => {
  const files = { 'a.yaml': serviceYaml('a', 30002).replace(', namespace: default', ''), 'b.yaml': serviceYaml('b', 30001, 'shop') };
  const { stdout } = await plan({ ...files, 'prod.snapshot.yaml': SNAPSHOT.replaceAll('default/', 'shop/') }, '-n', 'shop', 'a.yaml', 'b.yaml');
  expect(stdout).toContain('2. apply shop/b: kubectl apply -f b.yaml\n  3. apply shop/a: kubectl apply -n shop -f a.yaml\n');
});

test('pruning reaches the namespaces of the manifests, and nobody is asked to type what it does by itself', async () => {
  const others = Array.from({ length: 3 }, (_, index) => `  - { port: ${30060 + index}, kind: node-port, service: default/s${index}, servicePort: 80, protocol: TCP }\n`).join('');
  const elsewhere = '  - { port: 30070, kind: node-port, service: edge/lb, servicePort: 80, protocol: TCP }\n';
  const { stdout } = await plan({ 'new.yaml': serviceYaml('new', 30005), 'prod.snapshot.yaml': SNAPSHOT + others + elsewhere }, '--prune', 'new.yaml');
  expect(stdout.slice(stdout.indexOf('Safe sequence'))).toBe(`Safe sequence:
  1. delete default/old: kubectl delete service old -n default
  2. apply default/new: kubectl apply -f new.yaml
  3.-7. let what prunes delete 5 more, from default/a to default/s2
`);
  expect(stdout).not.toContain('edge/lb');
});

test('several protocols of one port are a risk for kubectl apply, and are applied on the server side in the sequence', async () => {
  const line = (name: string, port: number) => ['TCP', 'UDP'].map((protocol) => (
    `  - { port: ${port}, kind: node-port, service: default/${name}, name: ${protocol.toLowerCase()}, servicePort: 53, protocol: ${protocol} }\n`
  )).join('');
  const dns = (name: string, port: number) => serviceYaml(name, port).replace(/ {4}- port: 80\n.*\n/, ['TCP', 'UDP'].map((protocol) => (
    `    - { name: ${protocol.toLowerCase()}, port: 53, protocol: ${protocol}, nodePort: ${port} }\n`
  )).join(''));
  const snapshot = `version: 1\ncluster: prod\nportRange: 30000-32767\nports:\n${line('p', 30053)}${line('q', 30054)}`;
  const moved = await plan({ 'prod.snapshot.yaml': snapshot, 'p.yaml': dns('p', 30055) }, 'p.yaml');
  expect(moved.stdout).toContain('warning: Service default/p: node port 30053 may be refused: kubectl apply mixes up the protocols of its port 53, unless it is told --server-side.');
  expect(moved.stdout).toContain('1. apply default/p: kubectl apply --server-side --force-conflicts -f p.yaml');
  const swapped = await plan({ 'prod.snapshot.yaml': snapshot, 'p.yaml': dns('p', 30054), 'q.yaml': dns('q', 30053) }, 'p.yaml', 'q.yaml');
  expect(swapped.stdout).toContain('Safe sequence:');
  expect(swapped.stdout).toContain('3. apply default/p: kubectl apply --server-side --force-conflicts -f p.yaml');
  expect((await plan({ 'prod.snapshot.yaml': snapshot, 'p.yaml': dns('p', 30053) }, 'p.yaml')).stdout).toContain('safe');
});

test('what nobody is known to have applied may keep the ports that its manifest lacks', async () => {
  const snapshot = (isApplied: boolean) => SNAPSHOT.replace('service: default/a, servicePort: 80, protocol: TCP', `service: default/a, name: web, servicePort: 8080, protocol: TCP${isApplied ? '' : ', applied: false'}`);
  const files = { 'a.yaml': serviceYaml('a', 30011).replace('- port', '- name: http\n      port'), 'new.yaml': serviceYaml('new', 30001) };
  expect((await plan({ ...files, 'prod.snapshot.yaml': snapshot(true) }, 'a.yaml', 'new.yaml')).stdout).toContain(': safe,');
  expect((await plan({ ...files, 'prod.snapshot.yaml': snapshot(false) }, 'a.yaml', 'new.yaml')).stdout)
    .toContain('warning: Service default/new: node port 30001 may be refused: default/a may keep it, since kubectl apply leaves alone what it does not know to have written.');
});

test('steps whose place does not matter are drawn together', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m/s${String(index).padStart(2, '0')}.yaml`, serviceYaml(`s${index}`, 30020 + index)]));
  const { stdout } = await plan({ ...many, 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) }, 'm');
  expect(stdout.slice(stdout.indexOf('Safe sequence')).split('\n').slice(1).map((line) => line.replace(/:.*/, ''))).toEqual([
    '  1. move default/a aside', '  2. apply default/b', '  3. apply default/a', '  4.-33. apply 30 more, from default/s0 to default/s29, as they come', '',
  ]);
});

test('a name that no cluster has enters no command, and no terminal raw', async () => {
  const odd = 'it\'s\u001b[31m; rm -rf';
  const snapshot = SNAPSHOT.replace('default/b', JSON.stringify(`default/${odd}`));
  const { code, stdout, stderr } = await plan({ 'x.yaml': serviceYaml('a', 30002), 'prod.snapshot.yaml': snapshot }, '--prune', 'x.yaml');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\u001b]*"service" is not a namespace and a name[^\u001b]*$/);
});

test('JSON holds the whole plan, with its version', async () => {
  const { code, stdout } = await plan({ 'm/a.yaml': serviceYaml('a', 30002), 'm/b.yaml': serviceYaml('b', 30001) }, '--format', 'json', 'm');
  expect(code).toBe(2);
  const { version, cluster, verdict, changes, refusals, hazards, sequence } = JSON.parse(stdout);
  expect({ version, cluster, verdict, kinds: changes.map(({ kind }: { kind: string }) => kind) }).toEqual({ version: 1, cluster: 'prod', verdict: 'unsafe', kinds: ['moved', 'moved'] });
  expect(refusals[0]).toMatchObject({ status: 422, code: 'port-taken', path: 'm/a.yaml:8:17' });
  expect(hazards[0]).toMatchObject({ kind: 'cycle', failsAsGiven: true });
  expect(sequence).toHaveLength(3);
});

test('what could not be read makes the answer incomplete', async () => {
  const { code, stdout, stderr } = await plan({ 'a.yaml': serviceYaml('a', 30001), 'broken.yaml': 'kind: Service\napiVersion: v1\n\tx: 1\n' }, 'a.yaml', 'broken.yaml');
  expect(code).toBe(1);
  expect(stdout).toContain('safe');
  expect(stderr).toContain('broken.yaml:3:1');
});

test.each([
  [['plan', 'm'], 'name it with --live prod.snapshot.yaml'],
  [['plan', '--live', 'none.snapshot.yaml', 'm'], 'none.snapshot.yaml: there is no such snapshot. Take one: cdk8s-nodeport snapshot --output none.snapshot.yaml. (snapshot-invalid)'],
  [['plan', '--live', 'prod.snapshot.yaml'], 'Nothing to read'],
  [['plan', '--live', 'prod.snapshot.yaml', 'm', '--kubernetes-version', 'x'], 'kubernetes-version-invalid'],
])('refuses %j', async (argv, message) => {
  const { code, stdout, stderr } = await cli(argv, { cwd: filesIn({ 'prod.snapshot.yaml': SNAPSHOT, 'm/a.yaml': serviceYaml('a', 30001) }) });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(message);
});
