import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { entriesOf } from './support/lock';
import { Programs } from './support/programs';
import { Outcome } from './support/run';
import { USER_PROJECT, compileFolder } from './support/user-project';

const EXAMPLES = join(__dirname, '..', 'examples');
const names = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.startsWith('.'))
  .map(({ name }) => name);

const programs = new Programs();
afterAll(() => programs.stop());

test.each(names)('%s emits and prints exactly what is committed', async (name) => {
  const folder = join(EXAMPLES, name);
  const expected = join(folder, 'expected');
  const actual = join(folder, 'dist');
  const lock = lockOf(folder);
  const { stderr } = await synthesize(folder);
  const said = stderr
    .split('\n')
    .filter((line) => /\([a-z-]+\)$/.test(line))
    .map((line) => `${line}\n`)
    .join('');

  if (said) {
    mkdirSync(actual, { recursive: true });
    writeFileSync(join(actual, 'stderr.txt'), said);
  }

  if (process.env.WRITE_EXPECTED) {
    rmSync(expected, { recursive: true, force: true });
    cpSync(actual, expected, { recursive: true });
  }
  expect(contents(actual)).toEqual(contents(expected));
  if (!process.env.WRITE_EXPECTED) expect(lockOf(folder)).toBe(lock);
});

describe.each(names.filter((name) => readFileSync(join(EXAMPLES, name, 'main.ts'), 'utf8').includes('lockFile')))(
  'the lock of %s',
  (name) => {
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    beforeAll(() => cpSync(join(EXAMPLES, name), folder, { recursive: true }));

    test('is up to date, so that CI accepts it', async () => {
      expect((await synthesize(folder, 'true')).status).toBe(0);
    });

    test('moves no port if unrelated Services are added', async () => {
      const entries = entriesOf(join(folder, 'nodeports.lock.yaml'));
      const main = join(folder, 'main.ts');
      const registry = /^( *)new NodePortRegistry\((\w+), [^]*?\);$/m;
      const unrelated = `$&\n  const unrelated = new Chart($2, 'unrelated', { namespace: 'unrelated' });
      for (let index = 0; index < 12; index++) new StaticNodePortService(unrelated, \`web-\${index}\`, { metadata: { name: \`web-\${index}\` }, ports: [{ name: 'web', port: 80 }] });`;
      writeFileSync(main, readFileSync(main, 'utf8').replace(registry, unrelated));
      const { status, stderr } = await synthesize(folder);
      expect({
        status,
        moved: stderr.split('\n').filter((line) => line !== '' && !/^Note: |: \+ \d+ unrelated\//.test(line)),
      }).toEqual({ status: 0, moved: [] });

      const after = entriesOf(join(folder, 'nodeports.lock.yaml'));
      expect(after.filter((entry) => !entry.includes('unrelated/'))).toEqual(entries);
      expect(after.length).toBeGreaterThanOrEqual(entries.length + 12);
      expect(contents(join(folder, 'dist'))).toMatchObject(contents(join(folder, 'expected')));
    });
  },
);

/** Runs an example, by default where the lock may be written. */
async function synthesize(folder: string, ci = ''): Promise<Outcome> {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const program = join(USER_PROJECT, basename(folder));
  compileFolder(folder, program);
  return programs.run(join(program, 'main.js'), { cwd: folder, env: { ...process.env, CI: ci } });
}

function lockOf(folder: string): string | undefined {
  const path = join(folder, 'nodeports.lock.yaml');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function contents(folder: string): Record<string, string> {
  const files = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile())
    : [];
  return Object.fromEntries(
    files
      .map((file) => join(file.parentPath, file.name))
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
  );
}
