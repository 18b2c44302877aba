import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { cli, filesIn, serviceYaml } from '../../support/cli';

const web = (nodePort: number) => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, ports: [{port: 80, nodePort: ${nodePort}}]}
`;

const check = async (files: Record<string, string>, ...args: string[]) =>
  cli(['check', '.', ...args], { cwd: filesIn(files) });

/** What a check of a tree comes to, in short. */
const summary = (stdout: string) => stdout.trim().split('\n').at(-1);

describe('a tree of Kustomize', () => {
  const base = { 'base/kustomization.yaml': 'resources: [service.yaml]\n', 'base/service.yaml': web(30000) };
  const patch = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, nodePort: 30083}]}\n';

  test.each<[string, string]>([
    ['patches', 'resources: [../../base]\npatches: [{path: service-patch.yaml}]\n'],
    ['patchesStrategicMerge', 'bases: [../../base]\npatchesStrategicMerge: [service-patch.yaml]\n'],
    [
      'patchesJson6902',
      'resources: [../../base]\npatchesJson6902: [{target: {kind: Service}, path: service-patch.yaml}]\n',
    ],
  ])('leaves out what it names under %s, with a note (check-kustomize-patch)', async (_, kustomization) => {
    const { code, stdout, stderr } = await check({
      ...base,
      'overlays/dev/kustomization.yaml': kustomization,
      'overlays/dev/service-patch.yaml': patch,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 Service in 1 file: no findings.\n' });
    expect(stderr).toContain(
      'without the patch overlays/dev/service-patch.yaml. Check what it builds: kustomize build ' +
        'overlays/dev | cdk8s-nodeport check -.',
    );
  });

  test('checks a patch if its file is named', async () => {
    const files = {
      ...base,
      'overlays/dev/kustomization.yaml': 'patches: [{path: service-patch.yaml}]\n',
      'overlays/dev/service-patch.yaml': patch,
    };
    expect((await check(files, 'overlays/dev/service-patch.yaml')).stdout).toContain('(node-port-not-allowed)');
  });

  test('treats overlays that define one Service as alternatives, with one note', async () => {
    const overlay = {
      'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
      'a.yaml': serviceYaml('a', 30001),
      'b.yaml': serviceYaml('b', 30002),
    };
    const files = Object.fromEntries(
      ['dev', 'prod'].flatMap((name) =>
        Object.entries(overlay).map(([file, text]) => [`overlays/${name}/${file}`, text]),
      ),
    );
    const { code, stdout, stderr } = await check(files);
    expect({ code, summary: summary(stdout) }).toEqual({ code: 0, summary: '2 Services in 4 files: no findings.' });
    expect(stderr.match(/never built together write 2 Services more than once/g)).toHaveLength(1);
  });

  test('does not treat an overlay as an alternative to the one that it builds on', async () => {
    const files = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': serviceYaml('a', 30001),
      'prod/kustomization.yaml': 'resources: [../base, b.yaml]\n',
      'prod/b.yaml': serviceYaml('b', 30001),
      'dev/kustomization.yaml': 'resources: [../base]\n',
    };
    expect((await check(files)).stdout).toContain('(port-taken)');
  });
});

describe('the files that are skipped in a folder', () => {
  const files = {
    'a.yaml': serviceYaml('a', 30001),
    'vendor/b.yaml': serviceYaml('b', 30001),
    'x/vendor/c.yaml': serviceYaml('c', 30001),
    'x/d.yaml': serviceYaml('d', 30002),
  };

  test.each<[string[], string]>([
    [['--exclude', 'vendor'], '2 Services in 2 files: no findings.'],
    [['--exclude', 'vendor/**', '--exclude', './x/vendor'], '2 Services in 2 files: no findings.'],
    [['--exclude', '**/vendor/*.yaml'], '2 Services in 2 files: no findings.'],
    [['--exclude', '[bc].yaml'], '2 Services in 2 files: no findings.'],
  ])('are those that %j names', async (args, expected) => {
    expect((await check(files, ...args)).stdout.trim()).toBe(expected);
  });

  test('include those that nodeports.yaml excludes', async () => {
    expect(summary((await check({ ...files, 'nodeports.yaml': 'exclude: [vendor]\n' })).stdout)).toBe(
      '2 Services in 3 files: no findings.',
    );
  });

  test('include those that git ignores, folder by folder', async () => {
    const ignored = {
      ...files,
      '.gitignore': '# built\n/vendor/\n*.yaml\n!a.yaml\n!d.yaml\n',
      'x/.gitignore': 'vendor\n',
    };
    expect((await check(ignored)).stdout.trim()).toBe('2 Services in 2 files: no findings.');
  });

  test('do not include an ignored file that is named itself', async () => {
    const cwd = filesIn({ '.gitignore': 'dist/\n', 'dist/a.yaml': serviceYaml('a', 30001), '.git/HEAD': '' });
    expect((await cli(['check', 'dist'], { cwd })).stdout).toContain('1 Service in 1 file');
    expect((await cli(['check', 'dist/a.yaml'], { cwd })).stdout).toContain('1 Service in 1 file');
  });

  test('include files of GitHub and Compose, without a note', async () => {
    const workflow = 'on: push\njobs: {a: {steps: [{run: "echo ${{ github.sha }}"}]}}\nkind: Service\n';
    const { stdout, stderr } = await check({
      'a.yaml': web(30000),
      '.github/workflows/ci.yaml': workflow,
      'docker-compose.prod.yml': 'services: {Service: {ports: ["80:{{ x }}"]}}\n',
      'compose.yaml': web(30000),
    });
    expect({ stdout, stderr }).toEqual({ stdout: '1 Service in 1 file: no findings.\n', stderr: '' });
  });

  test('include a dangling link, with a warning (check-dangling-link)', async () => {
    const cwd = filesIn({ 'web.yaml': web(30000) });
    symlinkSync('nowhere.yaml', join(cwd, 'link.yaml'));
    const { code, stdout, stderr } = await cli(['check', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 Service in 1 file: no findings.\n' });
    expect(stderr).toBe(
      'cdk8s-nodeport: warning: link.yaml: it is a broken link, so it was skipped. Remove it, or fix its ' +
        'target.\n',
    );
  });

  test('include a chart of many templates, reported in one line', async () => {
    const template = (name: string) =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}-${name}\nspec:\n  type: NodePort\n`;
    const { code, stderr } = await check(
      Object.fromEntries(['a', 'b', 'c'].map((name) => [`templates/${name}.yaml`, template(name)])),
    );
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /^cdk8s-nodeport: warning: templates\/a\.yaml:1:1: it and 2 more are templates that have to be rendered first, [^\n]*\n$/,
      ),
    });
  });
});

test('one Service in two files without a namespace is not a clash with itself (check-clash-with-itself)', async () => {
  const { code, stdout } = await check({ 'a/web.yaml': web(30000), 'b/web.yaml': web(30000) });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^b\/web\.yaml:3:18: warning: .*\(service-repeated\)\n2 Services in 2 files: 0 errors, 1 warning\.\n$/,
  );
});

test('the exit code tells both that there are errors and that some input could not be read', async () => {
  const broken = 'apiVersion: v1\nkind: Service\nmetadata: {name: b\n';
  const clash = { 'a.yaml': serviceYaml('a', 30001), 'b.yaml': serviceYaml('b', 30001) };
  expect((await check({ ...clash, 'c.yaml': broken })).code).toBe(3);
  expect((await check({ 'a.yaml': clash['a.yaml'], 'c.yaml': broken })).code).toBe(1);
  expect((await check(clash)).code).toBe(2);
});

describe('mistakes that would disable the check', () => {
  test('are reported, such as a misspelt type (check-misspelt-type)', async () => {
    const service = (name: string, spec: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: ${spec}\n---\n`;
    const { code, stdout } = await check({
      'a.yaml':
        service('a', '{type: nodePort, ports: [{port: 80, nodePort: 30010}]}') +
        service('b', '{type: NodePort, ports: [{port: 80, nodeport: 30011}]}') +
        service('c', '{type: NodePort, ports: [{name: y, port: 80, nodePort: 30012}]}') +
        service('d', '{type: NodePort, nodePort: 30013, ports: [{port: 80}]}'),
    });
    expect(code).toBe(2);
    expect(
      [...stdout.matchAll(/: (error|warning): Service default\/(\w).*\(([a-z-]+)\)$/gm)].map(([, ...parts]) =>
        parts.join(' '),
      ),
    ).toEqual([
      'error a type-unknown',
      'warning b field-misspelt',
      'error c value-undecodable',
      'warning d field-misspelt',
    ]);
  });

  test('include a missing port (check-port-missing)', async () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ports: [{name: a, nodePort: ' +
      '30001}]}\n';
    expect(await check({ 'a.yaml': text })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('(service-port-invalid)'),
    });
  });

  test('include a flag in quotes (check-allocate-flag-quoted)', async () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, ' +
      'allocateLoadBalancerNodePorts: "false", ports: [{port: 80}]}\n';
    expect(await check({ 'a.yaml': text })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('(value-undecodable)'),
    });
  });
});

test('the Services of an OpenShift Template are checked, with one note (check-openshift-template)', async () => {
  const service = (name: string) =>
    `- apiVersion: v1\n  kind: Service\n  metadata: {name: ${name}}\n  spec: {type: NodePort, ports: [{port: 80, ` +
    `nodePort: 30010}]}\n`;
  const { code, stdout, stderr } = await check({
    't.yaml':
      `apiVersion: template.openshift.io/v1\nkind: Template\nmetadata: {name: ` +
      `t}\nobjects:\n${service('a')}${service('b')}`,
  });
  expect({ code, stderr, summary: summary(stdout) }).toEqual({
    code: 2,
    stderr: '',
    summary: '2 Services in 1 file: 1 error, 0 warnings.',
  });
});

test.each<[string, (text: object) => string]>([
  ['YAML', stringify],
  ['JSON', JSON.stringify],
])(
  'a Service of an OpenShift Template whose number is a parameter is named with oc process, in %s',
  async (_, write) => {
    const service = (name: string, spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
    const objects = [
      service('a', { type: 'NodePort', ports: [{ port: 80, nodePort: '${{PORT}}' }] }),
      service('b', { type: '${TYPE}', ports: [{ port: 80 }] }),
      service('c', { type: 'NodePort', ports: [{ port: 80, nodePort: 30010 }] }),
    ];
    const text = write({ apiVersion: 'template.openshift.io/v1', kind: 'Template', metadata: { name: 't' }, objects });
    const { code, stdout, stderr } = await check({ 't.yaml': text });
    expect({ code, stderr, summary: summary(stdout) }).toEqual({
      code: 0,
      stderr:
        'cdk8s-nodeport: warning: t.yaml:1:1: some Services of this Template depend on its parameters, so they ' +
        'were skipped. Check what OpenShift makes of it: oc process --local -f t.yaml | cdk8s-nodeport check -.\n',
      summary: '1 Service in 1 file: no findings.',
    });
    const piped = await cli(['check', '-'], { stdin: text });
    expect(piped.stderr).toContain(': oc process --local -f - | cdk8s-nodeport check -.\n');
  },
);

describe('what nodeports.yaml says about inputs applies to', () => {
  const broker = 'apiVersion: example.com/v1\nkind: Broker\nmetadata: {name: b}\nspec: {nodePort: 30020}\n';
  const description = 'exclude: [vendor]\ncustomResources: [{ kind: Broker, path: spec.nodePort }]\n';
  const files = {
    'nodeports.yaml': description,
    'm/a.yaml': serviceYaml('a', 30001),
    'm/broker.yaml': broker,
    'm/vendor/b.yaml': serviceYaml('b', 30002),
    'prod.snapshot.yaml': 'version: 1\ncluster: default\nportRange: 30000-32767\nports: []\n',
  };
  const imported = async (cwd: string, ...args: string[]) => cli(['lock', 'import', 'm', ...args], { cwd });

  test('plan', async () => {
    const { stdout, stderr } = await cli(['plan', '--live', 'prod.snapshot.yaml', 'm'], { cwd: filesIn(files) });
    expect(stderr).not.toContain('not counted');
    expect(stdout).toContain('30001');
    expect(stdout).not.toContain('30002');
  });

  test('lock import and lock verify', async () => {
    const cwd = filesIn(files);
    expect(await imported(cwd)).toMatchObject({ code: 0, stderr: '' });
    expect(await cli(['lock', 'verify', 'm'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect((await cli(['lock', 'verify', '--no-config', 'm'], { cwd })).code).toBe(2);
  });

  test('map, which draws the ports of custom resources too', async () => {
    const { stdout, stderr } = await cli(['map', 'm'], { cwd: filesIn(files) });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/ 3000x  \. # \. .* 1 a\n/);
    expect(stdout).toMatch(/ 3002x  % \. .* 0 Broker default\/b\n/);
  });

  test('nothing under --no-config', async () => {
    const { code, stderr } = await imported(filesIn(files), '--no-config');
    expect(code).toBe(1);
    expect(stderr).toContain('node port 30020 in spec.nodePort of Broker default/b is not counted');
  });
});
