import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';

const ROOT = join(__dirname, '..', '..');
const PULUMI = join(ROOT, 'packages', 'pulumi');
const PAGE = readFileSync(join(ROOT, 'docs', 'plain-yaml.md'), 'utf8');
const { E2E_HELM_3 = '', E2E_HELM_4 = '', E2E_KUSTOMIZE = '' } = process.env;
const OPEN = '    - name: http\n      port: 80\n';

/** A sample of the page, by the comment in its first line. */
function sample(name: string): string {
  const [, text] = new RegExp(`\`\`\`yaml\\n# ${name}\\n(.*?)\`\`\``, 's').exec(PAGE) ?? [];
  assert.ok(text, `the page has no sample ${name}`);
  return text;
}

/** A command of the page that contains a text. */
function command(part: string): string {
  const lines = [...PAGE.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, text]) => text.replaceAll('\\\n', ' ').split('\n'));
  const line = lines.find((each) => each.includes(part));
  assert.ok(line, `the page has no command with ${part}`);
  return line;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the doors to one lock', { skip: E2E_KUSTOMIZE === '' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-doors-'));
  const lock = join(folder, 'nodeports.lock.yaml');
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  /** Runs a line of the page, with this package where npx would look for it. */
  const shell = (line: string, helm = E2E_HELM_4, env: Record<string, string> = {}): Ran => {
    const home = Object.fromEntries(
      ['DATA', 'CONFIG', 'CACHE'].map((name) => [`HELM_${name}_HOME`, join(folder, name)]),
    );
    const path = [join(folder, 'node_modules', '.bin'), E2E_KUSTOMIZE, helm, process.env.PATH].join(delimiter);
    const options = {
      cwd: folder,
      env: { ...process.env, CI: '', ...home, ...env, PATH: path },
      encoding: 'utf8' as const,
    };
    return spawnSync('bash', ['-c', line.replaceAll('npx cdk8s-nodeport', 'cdk8s-nodeport')], options);
  };
  const numberIn = ({ status, stdout, stderr }: Ran): number => {
    assert.equal(status, 0, stderr);
    return Number(/nodePort: (\d+)/.exec(stdout)?.[1]);
  };

  const doors: Record<string, () => number> = {
    'an app': () => {
      const app = new App({ outdir: join(folder, 'dist') });
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: lock, frozen: false });
      const chart = new Chart(app, 'shop', { namespace: 'shop' });
      const service = new StaticNodePortService(chart, 'web', {
        metadata: { name: 'web' },
        ports: [{ name: 'http', port: 80 }],
      });
      app.synth();
      return service.nodePortOf('http');
    },
    'plain YAML': () => {
      write('manifests/web.yaml', sample('base/web.yaml').replace('name: web', 'name: web\n  namespace: shop'));
      assert.equal(shell('npx cdk8s-nodeport assign manifests/').status, 0);
      return numberIn({ status: 0, stdout: readFileSync(join(folder, 'manifests/web.yaml'), 'utf8'), stderr: '' });
    },
    'a pipe behind Kustomize': () => numberIn(shell(command('kustomize build overlays/pipe |').split(' | kubectl')[0])),
    'a function of Kustomize': () => numberIn(shell(command('--enable-exec'))),
    'Helm 3': () =>
      numberIn(shell(command('--post-renderer cdk8s-nodeport').replace('upgrade --install', 'template'), E2E_HELM_3)),
    'Helm 4': () => numberIn(shell(command('--post-renderer node-ports').replace('upgrade --install', 'template'))),
    'a Pulumi program': () =>
      numberIn(
        spawnSync(
          join(ROOT, 'node_modules/.bin/tsx'),
          ['--tsconfig', join(PULUMI, 'tsconfig.json'), join(PULUMI, 'test/support/program.ts'), lock],
          { env: { ...process.env, CI: '' }, encoding: 'utf8' },
        ),
      ),
  };

  before(() => {
    assert.equal(spawnSync(process.execPath, [join(ROOT, 'projenrc/install.mjs')], { cwd: PULUMI }).status, 0);
    const bundle = join(folder, 'node_modules/cdk8s-nodeport/bundle/cdk8s-nodeport.cjs');
    const built = spawnSync(process.execPath, [join(ROOT, 'projenrc/build-command.mjs'), '--output', bundle]);
    assert.equal(built.status, 0, String(built.stderr));
    for (const name of ['plugin.yaml', 'assign.cjs']) {
      write(
        `node_modules/cdk8s-nodeport/helm/node-ports/${name}`,
        readFileSync(join(ROOT, 'helm/node-ports', name), 'utf8'),
      );
    }
    mkdirSync(join(folder, 'node_modules/.bin'));
    symlinkSync(bundle, join(folder, 'node_modules/.bin/cdk8s-nodeport'));
    write('nodeports.yaml', 'cluster: prod\n');
    write('base/kustomization.yaml', sample('base/kustomization.yaml'));
    write('base/web.yaml', sample('base/web.yaml'));
    write('overlays/prod/kustomization.yaml', sample('overlays/prod/kustomization.yaml'));
    write('overlays/prod/node-ports.yaml', sample('overlays/prod/node-ports.yaml'));
    write('overlays/pipe/kustomization.yaml', sample('overlays/pipe/kustomization.yaml'));
    write('chart/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
    write('chart/templates/web.yaml', sample('base/web.yaml').replace('port: 80', 'port: {{ .Values.port }}'));
    write('chart/values.yaml', 'port: 80\n');
    assert.equal(shell(command('helm plugin install')).status, 0);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const first of Object.keys(doors)) {
    test(`all write the number that ${first} recorded`, () => {
      rmSync(lock, { force: true });
      const number = doors[first]();
      const others = Object.entries(doors).map(([door, assign]) => [door, assign()]);
      assert.deepEqual(
        Object.fromEntries(others),
        Object.fromEntries(Object.keys(doors).map((door) => [door, number])),
      );
      const lines = readFileSync(lock, 'utf8').match(/^ +\d+: .*$/gm) ?? [];
      assert.deepEqual(
        lines.map((line) => line.trim().replace(/(, from: (manifests|pulumi))? \}$/, '')),
        [`${number}: { service: shop/web, port: http, state: assigned`],
      );
    });
  }

  test('an overlay is built without its number if functions are off, and the check on the page notices', () => {
    const silent = shell(command('--enable-exec').replace(' --enable-exec', ''));
    assert.equal(silent.status, 0);
    assert.ok(silent.stdout.includes(OPEN.replace(/^ {4}/, '  ').replace(/\n {6}/, '\n    ')));
    assert.equal(shell(command('assign --check -').replace(' --enable-exec', '')).status, 2);
    assert.equal(shell(command('assign --check -')).status, 0);
  });

  test('a frozen lock that lacks the number stops Kustomize and both releases of Helm', () => {
    rmSync(lock, { force: true });
    const ci = { CI: 'true' };
    for (const [line, helm] of [
      [command('--enable-exec'), E2E_HELM_4],
      [command('--post-renderer cdk8s-nodeport').replace('upgrade --install', 'template'), E2E_HELM_3],
      [command('--post-renderer node-ports').replace('upgrade --install', 'template'), E2E_HELM_4],
    ]) {
      const { status, stdout } = shell(line, helm, ci);
      assert.notEqual(status, 0, line);
      assert.equal(stdout, '');
    }
  });
});
