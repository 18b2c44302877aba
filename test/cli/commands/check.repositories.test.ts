import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, serviceYaml } from '../../support/cli';

const folders: string[] = [];

/** A copy of a repository as people have it, with some files changed. */
function repository(name: string, changes: Record<string, string | null> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'nodeport-repository-'));
  folders.push(folder);
  cpSync(join(__dirname, 'repositories', name), folder, { recursive: true });
  mkdirSync(join(folder, '.git'));
  for (const [file, text] of Object.entries(changes)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    if (text === null) rmSync(join(folder, file), { recursive: true });
    else writeFileSync(join(folder, file), text);
  }
  return folder;
}

const check = async (cwd: string, ...args: string[]) => cli(['check', '.', ...args], { cwd });
const lines = (text: string) => text.trim().split('\n');

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('a repository of plain YAML, with CI, Compose, documentation, playbooks and a chart beside it', () => {
  const ignored = { '.gitignore': '/dist/\n', 'dist/old.yaml': serviceYaml('old', 30010) };

  test('is checked without a false error, and its templates are reported in one line', async () => {
    const { code, stdout, stderr } = await check(repository('plain', ignored));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^6 Services in \d+ files: no findings\.\n$/),
    });
    expect(lines(stderr)).toEqual([
      expect.stringContaining('warning: ansible/templates/service.yaml:1:1: it and 1 more are templates that '),
    ]);
  });

  test('is clean under --strict once nodeports.yaml excludes files that are not applied', async () => {
    const folder = repository('plain', { ...ignored, 'nodeports.yaml': 'exclude: [charts, ansible]\n' });
    expect(await check(folder, '--strict')).toMatchObject({ code: 0, stderr: '' });
  });

  test('still reports a clash in it, and a manifest that cannot be read', async () => {
    const folder = repository('plain', { 'deploy/clash.yaml': serviceYaml('clash', 30011) });
    expect((await check(folder)).stdout).toContain('already claimed by deploy/clash.yaml:8:17');
    const broken = repository('plain', { 'deploy/broken.yaml': 'kind: Service\nmetadata: {name: b\n' });
    expect((await check(broken)).stderr).toContain('deploy/broken.yaml:3:1: kubectl cannot read this YAML');
  });
});

describe('a repository of Kustomize, with a base, two overlays, patches and a component', () => {
  const harmless = {
    'overlays/dev/kustomization.yaml': 'resources: [../../base, debug.yaml]\npatches: [{ path: replicas.yaml }]\n',
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\nnamespace: shop\n',
    'overlays/prod/service-patch.yaml': null,
    'overlays/prod/ports.json': null,
    'overlays/prod/ingress.yaml': null,
    'components': null,
  };

  test('is checked without a false error, since its overlays are variants and its patches are left out', async () => {
    const { code, stdout, stderr } = await check(repository('kustomize'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: '3 Services in 6 files: no findings.\n' });
    expect(lines(stderr)).toEqual([
      expect.stringContaining(
        'warning: overlays/dev: Kustomize builds overlays/dev, overlays/prod, but its files were ',
      ),
      expect.stringContaining('warning: overlays/prod/ingress.yaml: overlays that are never built together write a '),
    ]);
  });

  test('is refused under --strict if patches may change node ports', async () => {
    const { code, stderr } = await check(repository('kustomize'), '--strict');
    expect(code).toBe(1);
    expect(stderr).toContain('Check what it builds: kustomize build overlays/dev | cdk8s-nodeport check -.');
  });

  test('is clean under --strict if nothing in Kustomize can change them', async () => {
    const { code, stderr } = await check(repository('kustomize', harmless), '--strict');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^[^\n]*warning: overlays\/dev: [^\n]*\n$/),
    });
  });

  test.each([
    ['a chart', 'helmCharts: [{ name: web }]\n'],
    ['a remote resource', 'resources: [https://example.com/a.yaml]\n'],
    ['an inline patch of a Service', 'patches: [{ target: { kind: Service }, patch: "- op: remove" }]\n'],
    ['a missing patch', 'patches: [{ path: nowhere.yaml }]\n'],
  ])('is refused under --strict for %s', async (_, text) => {
    const changes = { ...harmless, 'overlays/prod/kustomization.yaml': `resources: [../../base]\n${text}` };
    expect((await check(repository('kustomize', changes), '--strict')).code).toBe(1);
  });

  test('still reports a clash of two apps that share no base', async () => {
    const app = (name: string) => ({
      [`apps/${name}/kustomization.yaml`]: 'resources: [service.yaml]\ncomponents: [../../components/metrics]\n',
      [`apps/${name}/service.yaml`]: serviceYaml(name, 30040),
    });
    const { stdout } = await check(repository('kustomize', { ...app('a'), ...app('b') }));
    expect(stdout).toMatch(/^apps\/b\/service\.yaml:8:17: error: .*\(port-taken\)$/m);
  });
});

describe('a repository of Helm, with templates, values, a subchart and what was rendered', () => {
  test('is checked without a false error: its output counts, and its templates are reported in one line', async () => {
    const { code, stdout, stderr } = await check(repository('helm'));
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^3 Services in \d+ files: no findings\.\n$/),
    });
    expect(lines(stderr)).toEqual([
      expect.stringContaining('warning: web/templates/admin.yaml:1:1: it and 6 more are templates that '),
    ]);
  });

  test('is clean under --strict if only the rendered output is named', async () => {
    expect(await cli(['check', '--strict', 'rendered'], { cwd: repository('helm') })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});
