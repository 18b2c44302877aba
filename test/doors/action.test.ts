import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Use, readAction, useAction } from './action-run';
import { releaseCheckout } from '../support/bundle';
import { filesIn, serviceYaml } from '../support/cli';

const ROOT = join(__dirname, '..', '..');

describe('the action', () => {
  let action: string;
  beforeAll(() => void (action = releaseCheckout()));

  const use = (files: Record<string, string>, more: Partial<Use> = {}) =>
    useAction({ action, workspace: filesIn(files), ...more });
  const clash = { 'a.yaml': serviceYaml('a', 30009), 'b.yaml': serviceYaml('b', 30009) };
  const risky = { 'a.yaml': serviceYaml('a', 31380) };

  test('passes if there are no findings, and says so in the summary of the job', () => {
    const { status, stdout, stderr, outputs, summary, sarif } = use({ 'a.yaml': serviceYaml('a', 30009) });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '1 Service in 1 file: no findings.\n',
      stderr: '',
    });
    expect(outputs['exit-code']).toBe('0');
    expect(summary).toContain('no findings');
    expect(JSON.parse(sarif!).runs[0].results).toEqual([]);
  });

  test('fails if two Services clash, at the line of a pull request', () => {
    const { status, stdout, outputs, summary, sarif } = use(clash);
    expect(status).toBe(2);
    expect(outputs['exit-code']).toBe('2');
    expect(stdout).toMatch(/^::error file=b\.yaml,line=8,col=17,title=port-taken::Service default\/b, port "80\/TCP"/m);
    expect(summary).toContain('port-taken');
    expect(JSON.parse(sarif!).runs[0].results).toHaveLength(1);
  });

  test('fails for warnings only under strict', () => {
    expect(use(risky)).toMatchObject({ status: 0, stdout: expect.stringContaining('::warning') });
    expect(use(risky, { inputs: { strict: 'true' } })).toMatchObject({ status: 2 });
  });

  test('refuses a misspelled strict instead of reading it as false', () => {
    const { status, stderr, outputs } = use(risky, { inputs: { strict: 'ture' } });
    expect({ status, stderr, outputs }).toEqual({
      status: 1,
      stderr: 'cdk8s-nodeport: the input strict is neither true nor false. Write strict: true\n',
      outputs: {},
    });
  });

  test('checks the paths that it is given, one per line, against locks', () => {
    const lock = readFileSync(join(ROOT, 'examples', 'assigned', 'nodeports.lock.yaml'), 'utf8');
    const files = { 'one/a.yaml': serviceYaml('a', 30009), 'two/b.yaml': serviceYaml('b', 30011), 'c.yaml': 'x: [' };
    const { status, stdout } = use(
      { ...files, 'platform.lock.yaml': lock },
      { inputs: { paths: 'one\n  two\n', lock: 'platform.lock.yaml', args: '--cluster\nprod\n' } },
    );
    expect(status).toBe(2);
    expect(stdout).toContain('file=one/a.yaml,line=8,col=17,title=port-reserved');
    expect(stdout).toContain('2 Services in 2 files');
  });

  test.each([
    '$(touch pwned).yaml',
    '`touch pwned`.yaml',
    '"; touch pwned; ".yaml',
    "'; touch pwned; '.yaml",
    '--config=pwned.yaml',
    '-o pwned',
  ])('treats a file called %s as a file', (name) => {
    const workspace = filesIn({ [name]: serviceYaml('a', 30009) });
    const { status, stdout, stderr } = useAction({ action, workspace, inputs: { paths: name } });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '1 Service in 1 file: no findings.\n',
      stderr: '',
    });
    expect(existsSync(join(workspace, 'pwned'))).toBe(false);
  });

  test('does not wait for standard input if a path is a hyphen', () => {
    expect(use({}, { inputs: { paths: '-' } }).status).toBe(1);
  });

  test('explains what to do in a checkout that is not a release', () => {
    const unbundled = filesIn({});
    for (const name of ['action', 'action.yml']) cpSync(join(action, name), join(unbundled, name), { recursive: true });
    const { status, stderr } = use({}, { action: unbundled });
    expect(status).toBe(1);
    expect(stderr).toBe(
      'cdk8s-nodeport: this commit of the action holds no command line, which only releases do. Use the tag of a ' +
        'release, or name a version of the npm package, such as version: 1.2.3\n',
    );
  });

  describe('with a version of the npm package', () => {
    /** An npm that installs the bundle of the checkout, and records how it was called. */
    const npm = () => {
      const programs = filesIn({
        npm:
          `#!/bin/sh\necho "$@" > called\nmkdir -p node_modules/cdk8s-nodeport/bundle\ncp ` +
          `'${action}/bundle/cdk8s-nodeport.cjs' node_modules/cdk8s-nodeport/bundle/\ncat called >&2\n`,
      });
      chmodSync(join(programs, 'npm'), 0o755);
      return programs;
    };

    test('runs that version', () => {
      const { status, stdout, stderr } = use(clash, { programs: npm(), inputs: { version: '1.2.3' } });
      expect({ status, stdout }).toEqual({ status: 2, stdout: expect.stringContaining('port-taken') });
      expect(stderr).toMatch(/^install .*--ignore-scripts .*cdk8s-nodeport@1\.2\.3\n$/);
    });

    test.each(['latest', '1.2', '1.2.3 --foreground-scripts', '1.2.3; touch pwned', '$(touch pwned)', '1.2.3-$(id)'])(
      'refuses %s, which is not a whole version',
      (version) => {
        const { status, stderr } = use(clash, { programs: npm(), inputs: { version } });
        expect({ status, stderr }).toEqual({
          status: 1,
          stderr: 'cdk8s-nodeport: the input version is not a version. Write one such as version: 1.2.3\n',
        });
      },
    );

    test('reports that npm failed', () => {
      const programs = filesIn({ npm: '#!/bin/sh\nexit 1\n' });
      chmodSync(join(programs, 'npm'), 0o755);
      const { status, stderr } = use(clash, { programs, inputs: { version: '9.9.9' } });
      expect(status).toBe(1);
      expect(stderr).toContain('npm could not install cdk8s-nodeport@9.9.9. Name a published version');
    });
  });

  test('puts no expression into the text of a script', () => {
    const scripts = readAction(ROOT).runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(1);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('hands every input to its script', () => {
    const { inputs, runs } = readAction(ROOT);
    const handed = runs.steps.flatMap(({ env = {} }) => Object.values(env));
    expect(handed).toEqual(expect.arrayContaining(Object.keys(inputs).map((name) => `\${{ inputs.${name} }}`)));
  });

  test('is documented input by input', () => {
    const page = readFileSync(join(ROOT, 'docs', 'without-node.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    const { inputs } = readAction(ROOT);
    expect(rows).toEqual(
      Object.entries(inputs).map(([name, input]) => [name, input.description, input.default && `\`${input.default}\``]),
    );
  });
});
