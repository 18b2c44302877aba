import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodePortValidation, NodePortValidationProps } from '../../lib/plugin/node-port-validation';
import { Programs } from '../support/programs';
import { bin, run } from '../support/run';
import { LIBRARY, USER_PROJECT } from '../support/user-project';

const ROOT = join(__dirname, '..', '..');
const PASSING = "chart('a', 'one'); add('web', { name: 'web' }, 30009);";
const FAILING = `${PASSING} chart('b', 'two'); add('api', { name: 'api' }, 30009);`;

/**
 * An app that uses nothing of this library, in a folder with its own cdk8s.yaml; the plugin without the door of the
 * library, which takes its time.
 */
function app(code: string, properties: object = {}): string {
  const folder = mkdtempSync(join(USER_PROJECT, 'plugin-'));
  writeFileSync(join(folder, 'plugin.js'), `module.exports = require('${LIBRARY}/build/plugin/node-port-validation');`);
  writeFileSync(
    join(folder, 'main.js'),
    `
    const { ApiObject, App, Chart } = require('cdk8s');
    const app = new App();
    let at;
    const chart = (id, namespace) => { at = new Chart(app, id, { namespace }); };
    const add = (id, metadata, nodePort) => new ApiObject(at, id, {
      apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort }] },
    });
    const deployment = (id, name) => new ApiObject(at, id, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } });
    ${code}
    app.synth();
  `,
  );
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    JSON.stringify({
      language: 'typescript',
      app: 'node main.js',
      validations: [{ package: './plugin.js', version: '0.0.0', class: 'NodePortValidation', properties }],
    }),
  );
  return folder;
}

// The real command, without the other commands of cdk8s-cli, which take three times as long to load. It is loaded
// for every call, since it reads cdk8s.yaml while it is loaded.
const SYNTH = join(USER_PROJECT, 'synth.js');
writeFileSync(
  SYNTH,
  `
  const library = '${ROOT}/node_modules/cdk8s-cli/lib';
  const modules = ['cli/cmds/synth', 'config'].map((name) => library + '/' + name + '.js');
  for (const path of modules) delete require.cache[path];
  const synth = require(modules[0]);
  const handler = (argv) => void (module.exports = synth.handler(argv));
  const yargs = require('${ROOT}/node_modules/yargs');
  yargs(process.argv.slice(2)).command({ ...synth, handler }).fail(() => {}).parse();
  `,
);
const OPTIONS = ['--no-check-upgrade', '--validate', '--validation-reports-output-file', 'reports.json'];

const programs = new Programs();
afterAll(() => programs.stop());

/** The outcome of the command, and the report that it wrote. */
async function synth(folder: string, ...args: string[]) {
  const outcome = await programs.run(SYNTH, { args: ['synth', ...OPTIONS, ...args], cwd: folder });
  return { ...outcome, report: () => JSON.parse(readFileSync(join(folder, 'reports.json'), 'utf8')).reports[0] };
}

/** What a report says, in short. */
function violations(report: { violations: { ruleName: string; violatingConstructs: object[] }[] }): object[] {
  return report.violations.map(({ ruleName, violatingConstructs }) => ({ ruleName, ...violatingConstructs[0] }));
}

test('an app without findings passes', async () => {
  const { status, stdout, report } = await synth(app(PASSING));
  expect({ status, said: stdout.includes('Validations ended succesfully') }).toEqual({ status: 0, said: true });
  expect(report()).toMatchObject({
    violations: [],
    summary: { status: 'success', metadata: { portRange: '30000-32767', accepted: '0' } },
  });
});

test('an app with a clash fails with exit code 2, and the report has the place and another port', async () => {
  const { status, stdout, report } = await synth(app(FAILING));
  expect(status).toBe(2);
  expect(violations(report())).toMatchObject([
    {
      ruleName: 'port-taken',
      resourceName: 'api',
      constructPath: 'b/api',
      manifestPath: 'dist/b.k8s.yaml',
      locations: ['dist/b.k8s.yaml:9:17'],
    },
  ]);
  expect(stdout).toContain(
    'Service two/api, port "http": node port 30009 is already claimed by a/web at dist/a.k8s.yaml:9:17 (Service ' +
      'one/web, port "http")',
  );
  expect(stdout).toContain('Choose another: 30010 is the next free static port. (port-taken)');
});

test('the whole command of cdk8s-cli fails in the same way', () => {
  const { status, stdout } = run(bin(ROOT, 'cdk8s'), ['synth', ...OPTIONS], { cwd: app(FAILING) });
  expect({ status, isTold: stdout.includes('(port-taken)') }).toEqual({ status: 2, isTold: true });
});

test.each([
  ['passing', PASSING, 0],
  ['failing', FAILING, 2],
])('a %s app keeps its exit code under --stdout, and names no temporary file', async (_, code, expected) => {
  const { status, stdout, report } = await synth(app(code), '--stdout');
  expect(status).toBe(expected);
  expect(violations(report()).every((each) => (each as { manifestPath: string }).manifestPath === 'STDOUT')).toBe(true);
  expect(stdout).toContain('Performing validations');
  expect(stdout + JSON.stringify(report())).not.toContain(join(tmpdir(), 'cdk8s-'));
});

test('under --stdout a place is named inside the folder that is removed', async () => {
  const { report } = await synth(app(FAILING), '--stdout');
  expect(violations(report())).toMatchObject([{ constructPath: 'b/api', locations: ['b.k8s.yaml:9:17'] }]);
});

test('each port of a Service is located at its own number', async () => {
  const ports =
    "[{ name: 'a', port: 80, nodePort: 40000 }, { name: 'b', port: 81, nodePort: 30009 }, { name: 'c', port: 82, " +
    'nodePort: 30009 }]';
  const { report } = await synth(
    app(
      `chart('a', 'one'); new ApiObject(at, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' ` +
        `}, spec: { type: 'NodePort', ports: ${ports} } });`,
    ),
  );
  expect(violations(report())).toMatchObject([
    { ruleName: 'outside-range', locations: ['dist/a.k8s.yaml:9:17'] },
    { ruleName: 'port-repeated', locations: ['dist/a.k8s.yaml:15:17'] },
  ]);
});

test('a Service in a list is found by the construct of the list', async () => {
  const item =
    "{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { type: 'NodePort', ports: [{ port: " +
    '80, nodePort: 40000 }] } }';
  const { report } = await synth(
    app(
      `chart('a'); new ApiObject(at, 'list', { apiVersion: 'v1', kind: 'List', metadata: { name: 'all' }, items: ` +
        `[${item}] });`,
    ),
  );
  expect(violations(report())).toMatchObject([
    { ruleName: 'outside-range', resourceName: 'all', constructPath: 'a/list', locations: ['dist/a.k8s.yaml:12:21'] },
  ]);
});

test('a Service with the marks of a template is judged, since nothing renders it again', async () => {
  const { report } = await synth(
    app("chart('a'); add('web', { name: 'web', annotations: { says: 'of {{ $value }}' } }, 40000);"),
  );
  expect(violations(report())).toMatchObject([{ ruleName: 'outside-range', constructPath: 'a/web' }]);
});

test('manifests that cannot be read stop the validation, each with file, line and column', async () => {
  const write = (file: string, text: string) =>
    `require('fs').writeFileSync('dist/${file}.yaml', ${JSON.stringify(text)});`;
  const { status, stdout, stderr } = await synth(
    app(
      `${PASSING} require('fs').mkdirSync('dist'); ${write('x', 'kind: A\n---\nkind: {\n')} ` +
        `${write('y', 'kind: *b\n')}`,
    ),
  );
  expect(status).toBe(1);
  expect(stdout + stderr).toMatch(
    /dist\/x\.yaml:4:1: kubectl cannot read this YAML.*\ndist\/y\.yaml:1:7: kubectl cannot read this YAML/,
  );
});

test('if two objects share a name, no path is reported rather than that of the other', async () => {
  const { report } = await synth(
    app(`${PASSING} chart('b', 'two'); add('service', { name: 'api' }, 30009); deployment('workload', 'api');`),
  );
  const [violation] = violations(report());
  expect(violation).toMatchObject({ ruleName: 'port-taken', resourceName: 'two/api', manifestPath: 'dist/b.k8s.yaml' });
  expect(violation).not.toHaveProperty('constructPath');
});

test('two charts whose files are named in another order never get the path of each other', async () => {
  const { report } = await synth(
    app(
      "chart('z', 'one'); add('web', { name: 'api' }, 40000); chart('a', 'two'); add('web', { name: 'api' }, 40001);",
    ),
  );
  const found = violations(report()) as { resourceName: string; constructPath?: string }[];
  expect(found.map(({ resourceName, constructPath }) => [resourceName, constructPath])).toEqual([
    ['two/api', undefined],
    ['one/api', undefined],
  ]);
});

describe('if the app has a registry', () => {
  const REGISTRY = `
    new (require('cdk8s-nodeport').NodePortRegistry)(app, 'NodePorts', { portRange: '30000-40000' });
  `;

  /** What is reported of each Service under a narrower range: its name, its construct, and its place. */
  async function reported(code: string, ...args: string[]) {
    const { status, stdout, report } = await synth(app(REGISTRY + code), ...args);
    const found = violations(report()) as { resourceName: string; constructPath?: string; locations: string[] }[];
    return {
      status,
      stdout,
      found: found.map(({ resourceName, constructPath, locations }) => [resourceName, constructPath, ...locations]),
    };
  }

  test('two Services of one name in two namespaces are each shown with their own construct', async () => {
    const { status, stdout, found } = await reported(
      "chart('z', 'one'); add('web', { name: 'api' }, 39000); chart('a', 'two'); add('web', { name: 'api' }, 39001);",
    );
    expect(found).toEqual([
      ['api', 'a/web', 'dist/a.k8s.yaml:9:17'],
      ['one/api', 'z/web', 'dist/z.k8s.yaml:9:17'],
    ]);
    expect({ status, shown: stdout.match(/Construct Path: .*/g) }).toEqual({
      status: 2,
      shown: ['Construct Path: a/web', 'Construct Path: z/web'],
    });
    expect(stdout).not.toContain('nodeport-constructs.json');
  });

  test('a Service is shown with its own construct if a Deployment has the same name', async () => {
    const code = "chart('a', 'one'); add('service', { name: 'api' }, 39000); deployment('workload', 'api');";
    expect((await reported(code)).found).toEqual([['one/api', 'a/service', 'dist/a.k8s.yaml:9:17']]);
    expect((await reported(code, '--stdout')).found).toEqual([['one/api', 'a/service', 'a.k8s.yaml:9:17']]);
  });

  test('two Services of one name and no namespace are each shown with their own construct', async () => {
    const code =
      "chart('z'); add('x', { name: 'api' }, 39000); add('y', { name: 'api' }, 39001); chart('a'); add('x', { " +
      "name: 'api' }, 39002);";
    const places = (await reported(code)).found.filter(([, , place]) => place?.endsWith(':17'));
    expect(new Set(places.map((each) => each.slice(1).join(' ')))).toEqual(
      new Set(['a/x dist/a.k8s.yaml:8:17', 'z/x dist/z.k8s.yaml:8:17', 'z/y dist/z.k8s.yaml:19:17']),
    );
  });
});

test('the properties describe the cluster', async () => {
  const folder = app(PASSING, { cluster: 'edge', portRange: '31000-31999', kubernetesVersion: '1.31' });
  const { status, report } = await synth(folder);
  expect(status).toBe(2);
  expect(violations(report())).toMatchObject([{ ruleName: 'outside-range', constructPath: 'a/web' }]);
});

test('warnings pass, fail under strict, and pass again once they are accepted', async () => {
  const dynamic = PASSING.replace('30009', '31000');
  const codes = async (properties: object) => {
    const { status, report } = await synth(app(dynamic, properties));
    return [status, ...violations(report()).map((each) => (each as { ruleName: string }).ruleName)];
  };
  expect(await codes({})).toEqual([0, 'pinned-in-dynamic-band']);
  expect(await codes({ strict: true })).toEqual([2, 'pinned-in-dynamic-band']);
  expect(await codes({ strict: true, accept: { 'pinned-in-dynamic-band': 'clients move by March' } })).toEqual([0]);
});

test('a property that cannot be read stops the synth with a message', async () => {
  const { status, stderr } = await synth(app(PASSING, { portRange: 'all' }));
  expect(status).toBe(1);
  expect(stderr).toContain('port range "all" cannot be used');
});

test.each([
  [{ 'port-taken': 'we know' }, 'cdk8s.yaml, properties.accept: port-taken cannot be accepted'],
  [{ 'port-takne': 'we know' }, 'cdk8s.yaml, properties.accept: there is no finding "port-takne" to accept'],
  [
    { 'pinned-in-dynamic-band': ' ' },
    'cdk8s.yaml, properties.accept: pinned-in-dynamic-band is accepted without a reason',
  ],
])('an acceptance that has no effect is refused: %j', (accept, said) => {
  expect(() => new NodePortValidation({ accept } as NodePortValidationProps)).toThrow(said);
});

test.each<[object, string]>([
  [{ stict: true }, 'cdk8s.yaml, properties: there is no "stict". Use cluster, portRange,'],
  [
    { kubernetesVersion: 1.3 },
    "cdk8s.yaml, properties.kubernetesVersion: 1.3 cannot be used. Write a text, in quotes, such as '1.30'",
  ],
  [{ strict: 'yes' }, 'cdk8s.yaml, properties.strict: "yes" cannot be used. Write true or false'],
  [{ accept: null }, 'cdk8s.yaml, properties.accept: null cannot be used. Write a map of codes and reasons'],
])('a property that would be ignored is refused: %j', (props, said) => {
  expect(() => new NodePortValidation(props as NodePortValidationProps)).toThrow(said);
});

test('an acceptance that has no effect stops the validation', async () => {
  const { status, stdout, stderr } = await synth(app(PASSING, { accept: { 'port-taken': 'we know' } }));
  expect({ status, said: (stdout + stderr).includes('(acceptance-invalid)') }).toEqual({ status: 1, said: true });
});
