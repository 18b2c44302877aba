import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { cli, filesIn } from '../../support/cli';

const live = (name: string, ...nodePorts: number[]) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } },
  spec: {
    type: 'NodePort',
    ports: nodePorts.map((nodePort, index) => ({ name: `p${index}`, port: 80 + index, protocol: 'TCP', nodePort })),
  },
});
const KUBERNETES = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kubernetes', namespace: 'default' },
  spec: { type: 'ClusterIP', ports: [{ port: 443 }] },
};
const listOf = (...items: object[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [KUBERNETES, ...items] });

/** A folder with a kubectl in it that does what a script says, and a world that finds it. */
function withKubectl(script: string) {
  const cwd = filesIn({ 'bin/kubectl': `#!/bin/sh\n${script}\n` });
  chmodSync(`${cwd}/bin/kubectl`, 0o755);
  return { cwd, env: { PATH: `${cwd}/bin${delimiter}${process.env.PATH}` } };
}

test('the output of kubectl becomes a line for each port of each Service, sorted by name', async () => {
  expect(
    await cli(['snapshot', '-', '--cluster', 'prod'], { stdin: listOf(live('b', 30010), live('a', 30009, 31000)) }),
  ).toEqual({
    code: 0,
    stderr: 'cdk8s-nodeport: 3 node ports of 2 Services.\n',
    stdout: `# What a cluster held: the Services that have node ports or may get some, and what decides how a new manifest is merged into each.
# Written by cdk8s-nodeport snapshot; take a new one rather than editing it.
# applied is what kubectl apply wrote last, managers who owns which fields, release the Helm release that owns the Service, released what its last manifest contains.

version: 2
cluster: prod
portRange: 30000-32767
services:
  - service: default/kubernetes
    type: ClusterIP
    ports:
      - { port: 443, protocol: TCP }
  - service: shop/a
    type: NodePort
    ports:
      - { name: p0, port: 80, protocol: TCP, nodePort: 30009 }
      - { name: p1, port: 81, protocol: TCP, nodePort: 31000 }
    applied: {}
  - service: shop/b
    type: NodePort
    ports:
      - { name: p0, port: 80, protocol: TCP, nodePort: 30010 }
    applied: {}
`,
  });
});

test('kubectl is run with the given context and kubeconfig', async () => {
  const world = withKubectl(`echo "$@" > "${'$'}(dirname "$0")/called"; echo '${listOf(live('a', 30009))}'`);
  const { code, stdout, stderr } = await cli(
    ['snapshot', '--context', 'prod', '--kubeconfig', 'k8s.conf', '-o', 'prod.snapshot.yaml'],
    world,
  );
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '',
    stderr: 'cdk8s-nodeport: 1 node port of 1 Service in prod.snapshot.yaml.\n',
  });
  expect(readFileSync(`${world.cwd}/bin/called`, 'utf8')).toBe(
    '--context prod --kubeconfig k8s.conf get services -A -o json --show-managed-fields\n',
  );
  expect(readFileSync(`${world.cwd}/prod.snapshot.yaml`, 'utf8')).toContain(
    '{ name: p0, port: 80, protocol: TCP, nodePort: 30009 }',
  );
});

test('if kubectl fails, its last line and a way out are printed, and an existing snapshot is kept', async () => {
  const world = withKubectl('echo first >&2; echo "error: context \\"prd\\" does not exist" >&2; exit 1');
  writeFileSync(`${world.cwd}/old.snapshot.yaml`, 'old');
  const { code, stdout, stderr } = await cli(['snapshot', '--context', 'prd', '-o', 'old.snapshot.yaml'], world);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(
    'cdk8s-nodeport: kubectl get services -A failed: error: context "prd" does not exist. Name a cluster that ' +
      'answers with --context NAME or --kubeconfig FILE\n',
  );
  expect(readFileSync(`${world.cwd}/old.snapshot.yaml`, 'utf8')).toBe('old');
});

test('without kubectl, the message shows how to pipe its output', async () => {
  const { code, stderr } = await cli(['snapshot'], { cwd: filesIn({}), env: { PATH: '/nowhere' } });
  expect(code).toBe(1);
  expect(stderr).toContain(
    'Install it, or take its output from where it runs: kubectl get services -A -o json --show-managed-fields | ' +
      'cdk8s-nodeport snapshot -',
  );
});

test('two owners of one number and a number out of range are recorded, reported and no failure', async () => {
  const { code, stdout, stderr } = await cli(['snapshot', '-'], {
    stdin: listOf(live('a', 30009), live('b', 30009), live('c', 40000)),
  });
  expect(code).toBe(0);
  expect(stdout.match(/nodePort/g)).toHaveLength(3);
  expect(stderr).toContain('warning: node port 30009 is held by shop/a and shop/b');
  expect(stderr).toContain('warning: node port 40000 of shop/c is outside the range 30000-32767');
});

test('a note is printed if the output covers only part of the cluster', async () => {
  const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [live('a', 30009)] });
  expect((await cli(['snapshot', '-'], { stdin })).stderr).toContain(
    'warning: Service default/kubernetes is missing from the input, so this is not the whole cluster. Run ' +
      'kubectl get services -A -o json --show-managed-fields.',
  );
});

test.each([
  ['', 'What kubectl printed is not a list of Services'],
  ['{"kind":"List","apiVersion":"v1","items":[', 'What kubectl printed is neither JSON nor YAML'],
  ['apiVersion: v1', 'What kubectl printed is not a list of Services'],
  ['apiVersion: [', 'What kubectl printed is neither JSON nor YAML'],
  ['{"kind":"Status","apiVersion":"v1"}', 'What kubectl printed is not a list of Services'],
  ['[]', 'What kubectl printed is not a list of Services'],
])('input that is not a list of Services is refused: %j', async (stdin, message) => {
  const cwd = filesIn({});
  const { code, stdout, stderr } = await cli(['snapshot', '-', '-o', 'x.snapshot.yaml'], { stdin, cwd });
  expect({ code, stdout, isThere: existsSync(`${cwd}/x.snapshot.yaml`) }).toEqual({
    code: 1,
    stdout: '',
    isThere: false,
  });
  expect(stderr).toContain(message);
  expect(stderr).toContain('Run kubectl get services -A -o json --show-managed-fields | cdk8s-nodeport snapshot -');
});

test('a snapshot is replaced, but no file with other content, and a missing folder is created', async () => {
  const cwd = filesIn({
    'm.yaml': 'kind: Service\n',
    'old.snapshot.yaml': 'version: 1\ncluster: prod\nportRange: 30000-32767\nports: []\n',
    'empty.yaml': '',
  });
  const take = async (output: string) => cli(['snapshot', '-', '-o', output], { cwd, stdin: listOf(live('a', 30009)) });
  const { code, stderr } = await take('m.yaml');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'm.yaml exists and is not a snapshot, so it was not overwritten. Name another file, such as --output ' +
      'prod.snapshot.yaml, or remove it first',
  );
  expect(readFileSync(`${cwd}/m.yaml`, 'utf8')).toBe('kind: Service\n');
  for (const output of ['old.snapshot.yaml', 'empty.yaml', 'new/folder/x.snapshot.yaml']) {
    expect((await take(output)).code).toBe(0);
    expect(readFileSync(`${cwd}/${output}`, 'utf8')).toContain('30009');
  }
});

test('writing to a device does not replace it by a file', async () => {
  expect((await cli(['snapshot', '-', '-o', '/dev/null'], { stdin: listOf(live('a', 30009)) })).code).toBe(0);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('the name and range of the cluster come from nodeports.yaml', async () => {
  const cwd = filesIn({ 'nodeports.yaml': 'cluster: prod\nportRange: 30000-31000\n' });
  const head = async (...argv: string[]) =>
    (await cli(['snapshot', '-', ...argv], { cwd, stdin: listOf() })).stdout.split('\n').slice(5, 7);
  expect(await head()).toEqual(['cluster: prod', 'portRange: 30000-31000']);
  expect(await head('--cluster', 'test', '-r', '30000-30500')).toEqual(['cluster: test', 'portRange: 30000-30500']);
  expect(await head('--no-config')).toEqual(['cluster: default', 'portRange: 30000-32767']);
});

test('UTF-16, which PowerShell pipes, is read', async () => {
  const stdin = Buffer.from(`\ufeff${listOf(live('a', 30009))}`, 'utf16le');
  expect((await cli(['snapshot', '-'], { stdin: [stdin.subarray(0, 77), stdin.subarray(77)] })).stderr).toBe(
    'cdk8s-nodeport: 1 node port of 1 Service.\n',
  );
});

test.each([
  [
    ['snapshot', 'live.json'],
    'snapshot takes no file. Pipe what kubectl printed into it: cdk8s-nodeport snapshot - < live.json',
  ],
  [['snapshot', '-', '--range', '2-1'], 'it ends before it starts'],
  [['snapshot', '-', '-o', '/proc/x/y.yaml'], '/proc/x/y.yaml cannot be written'],
])('refuses %j', async (argv, message) => {
  const { code, stderr } = await cli(argv, { stdin: listOf() });
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});

describe('check', () => {
  const snapshot = async (...services: object[]) =>
    (await cli(['snapshot', '-'], { stdin: listOf(...services) })).stdout;
  const service = (name: string, nodePort: number) => JSON.stringify(live(name, nodePort));

  test('counts a live port as taken, except for the Service that has it, whatever its port is called now', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml': await snapshot(live('a', 30009)),
      'own.json': service('a', 30009).replace('"p0"', '"web"'),
      'thief.json': service('b', 30009),
    });
    expect((await cli(['check', 'own.json', 'prod.snapshot.yaml'], { cwd })).code).toBe(0);
    const { code, stdout } = await cli(['check', 'thief.json', 'prod.snapshot.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain(
      'thief.json:1:238: error: Service shop/b, port "p0": node port 30009 is held by prod.snapshot.yaml:16:56 ' +
        '(Service shop/a, port "p0", live). Choose another: ',
    );
  });

  test('lets two live owners of one number both keep it', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml': await snapshot(live('a', 30009), live('b', 30009)),
      'a.json': service('a', 30009),
      'b.json': service('b', 30009),
    });
    expect((await cli(['check', 'a.json', 'prod.snapshot.yaml'], { cwd })).code).toBe(0);
    expect((await cli(['check', 'b.json', 'prod.snapshot.yaml'], { cwd })).code).toBe(0);
  });

  test('does not count a pick twice if the cluster has made it already', async () => {
    const full = Array.from({ length: 4 }, (_, index) => live(`s${index}`, 30016 + index));
    const unpinned = full.map((each) => JSON.stringify(each).replace(/,"nodePort":\d+/, '')).join('\n---\n');
    const cwd = filesIn({ 'prod.snapshot.yaml': await snapshot(...full), 'all.yaml': unpinned });
    const { code, stdout } = await cli(['check', '--range', '30000-30019', 'all.yaml', 'prod.snapshot.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '4 Services in 1 file: no findings.\n' });
  });

  test('counts live ports of the static band, and ports that were pinned since', async () => {
    const full = Array.from({ length: 17 }, (_, index) => live(`s${index}`, 30000 + index));
    const unpinned = full.map((each) => JSON.stringify(each).replace(/,"nodePort":\d+/, '')).join('\n---\n');
    const cwd = filesIn({ 'prod.snapshot.yaml': await snapshot(...full), 'all.yaml': unpinned });
    expect((await cli(['check', '--range', '30000-30016', 'all.yaml', 'prod.snapshot.yaml'], { cwd })).code).toBe(0);
    const pinned = filesIn({
      'prod.snapshot.yaml': await snapshot(live('a', 30016)),
      'a.json': JSON.stringify(live('a', 30016, 0)),
    });
    expect(
      (await cli(['check', '--range', '30000-30016', 'a.json', 'prod.snapshot.yaml'], { cwd: pinned })).stdout,
    ).toContain('(dynamic-band-full)');
  });

  test('names the holder of a taken port once', async () => {
    const cwd = filesIn({
      'prod.snapshot.yaml': await snapshot(live('a', 30009)),
      'a.json': service('a', 30009),
      'thief.json': service('b', 30009),
    });
    const { stdout } = await cli(['check', 'a.json', 'thief.json', 'prod.snapshot.yaml'], { cwd });
    expect(stdout.match(/error:/g)).toHaveLength(1);
    expect(stdout).toContain('(port-reserved)');
  });

  test('names the place of a fault in a snapshot', async () => {
    const cwd = filesIn({ 'bad.snapshot.yaml': 'version: 3\n', 'a.json': service('a', 30009) });
    expect((await cli(['check', 'a.json', 'bad.snapshot.yaml'], { cwd })).stderr).toContain(
      'bad.snapshot.yaml:1:10: version 3 is not supported; this library reads 1 and 2. Take a new one: ' +
        'cdk8s-nodeport ' +
        'snapshot --output bad.snapshot.yaml. (snapshot-invalid)',
    );
  });
});
