import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bin, run } from './support/run';

const EXAMPLES = join(__dirname, '..', 'examples');
const names = readdirSync(EXAMPLES, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => name);

test.each(names)('%s emits and says exactly what is committed', (name) => {
  const folder = join(EXAMPLES, name);
  const expected = join(folder, 'expected');
  const actual = join(folder, 'dist');
  rmSync(actual, { recursive: true, force: true });

  const { stderr } = run(bin(join(EXAMPLES, '..'), 'tsx'), ['--tsconfig', '../tsconfig.json', 'main.ts'], { cwd: folder });
  const said = stderr.split('\n').filter((line) => /\([a-z-]+\)$/.test(line)).map((line) => `${line}\n`).join('');

  if (said) {
    mkdirSync(actual, { recursive: true });
    writeFileSync(join(actual, 'stderr.txt'), said);
  }

  if (process.env.WRITE_EXPECTED) {
    rmSync(expected, { recursive: true, force: true });
    cpSync(actual, expected, { recursive: true });
  }
  expect(contents(actual)).toEqual(contents(expected));
});

function contents(folder: string): Record<string, string> {
  const files = existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }).filter((each) => each.isFile()) : [];
  return Object.fromEntries(files.map((file) => join(file.parentPath, file.name)).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
