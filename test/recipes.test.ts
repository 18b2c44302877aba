import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fences } from './support/pages';
import { Programs } from './support/programs';
import { bin, run } from './support/run';
import { USER_PROJECT, compile } from './support/user-project';

const ROOT = join(__dirname, '..');

describe('the recipes', () => {
  // Inside the repository, so that imports are found.
  const folder = mkdtempSync(join(ROOT, 'test', '.samples-'));
  const programs = new Programs();
  afterAll(() => {
    programs.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a sample as an app of its own. */
  const synthesize = async (name: string, code: string) => {
    const cwd = mkdtempSync(join(USER_PROJECT, name));
    return synthesizeIn(cwd, code);
  };

  const synthesizeIn = async (cwd: string, code: string) => {
    writeFileSync(join(cwd, 'main.ts'), code);
    compile(join(cwd, 'main.ts'), join(cwd, 'main.js'));
    return { cwd, ...(await programs.run(join(cwd, 'main.js'), { cwd })) };
  };

  test('the quick start shows the clash that its reader causes', async () => {
    const [app] = fences('docs/quick-start-cdk8s.md', 'ts');
    const clash = app.replace("{ name: 'web', port: 3000 }", "{ name: 'web', port: 3000, nodePort: 30009 }");
    const { cwd, ...first } = await synthesize('clash', app);
    expect(first.status).toBe(0);
    const outputs = () => [...readdirSync(join(cwd, 'dist')).map((name) => join('dist', name)), 'nodeports.lock.yaml'];
    const written = () => outputs().map((path) => readFileSync(join(cwd, path), 'utf8'));
    const before = written();
    const { status, stderr } = await synthesizeIn(cwd, clash);
    expect(status).toBe(1);
    expect(written()).toEqual(before);
    expect(stderr).toContain(fences('docs/quick-start-cdk8s.md', 'text')[0]);
  });

  test('DNS on TCP and UDP is emitted as the page shows it', async () => {
    const { cwd, stderr } = await synthesize('dns', fences('docs/recipe-dns.md', 'ts')[0]);
    expect(stderr).toBe('');
    expect(readFileSync(join(cwd, 'dist', 'network.k8s.yaml'), 'utf8')).toBe(fences('docs/recipe-dns.md', 'yaml')[0]);
  });

  test('the tests of an app pass', () => {
    const cwd = mkdtempSync(join(folder, 'jest-'));
    const [code] = fences('docs/recipe-testing.md', 'ts jest');
    writeFileSync(join(cwd, 'main.test.ts'), code);
    const { jest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const { transform, moduleNameMapper } = jest;
    const mapper = JSON.parse(JSON.stringify(moduleNameMapper).replaceAll('<rootDir>', ROOT));
    const config = JSON.stringify({ rootDir: cwd, transform, moduleNameMapper: mapper });
    const { status, stderr } = run(bin(ROOT, 'jest'), ['--config', config], { cwd, env: { ...process.env, CI: '' } });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining('Tests:       3 passed, 3 total'),
    });
  });
});
