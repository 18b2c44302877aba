import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS, read } from './support/pages';

const ROOT = join(__dirname, '..');
const WIDTH = 120;

const GENERATED = ['API.md', join('docs', 'findings.md')];
const PAGES = [...readdirSync(ROOT).filter((file) => file.endsWith('.md')), ...DOCS, 'packages/pulumi/README.md'];

/** The lines of a page that somebody writes: not those of samples, tables and targets of links. */
function proseOf(page: string): string[] {
  const text = read(page).replace(/^ *```.*?^ *```$/gms, '');
  return text.split('\n').filter((line) => !/^ *(\||\[[^\]]+\]: |\[!\[)/.test(line));
}

/** Scripts and styles; lint checks TypeScript. */
const CODE = ['.ci', 'action', 'helm', 'page', 'playground', 'projenrc', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^run$|\.(sh|py|mjs|cjs|css)$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file)),
);

test('no line of a script or a style is too wide', () => {
  const lines = CODE.flatMap((file) =>
    read(file)
      .split('\n')
      .map((line) => ({ file, line })),
  );
  expect(lines.filter(({ line }) => line.length > WIDTH)).toEqual([]);
});

test.each(PAGES.filter((page) => !GENERATED.includes(page)))('no line of prose in %s is too wide', (page) => {
  expect(proseOf(page).filter((line) => line.length > WIDTH)).toEqual([]);
});
