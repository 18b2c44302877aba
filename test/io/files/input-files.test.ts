import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findInputs } from '../../../lib/io/files/input-files';
import { filesIn } from '../../support/cli';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder `inside` with links: out of it to a file and to a folder, and to a file in it. */
function linkedFolder(): string {
  const folder = filesIn({ 'outside/a.yaml': '', 'inside/b.yaml': '' });
  folders.push(folder);
  symlinkSync('../outside/a.yaml', join(folder, 'inside', 'file.yaml'));
  symlinkSync('../outside', join(folder, 'inside', 'folder'));
  mkdirSync(join(folder, 'inside', 'deep'));
  symlinkSync('../b.yaml', join(folder, 'inside', 'deep', 'same.yaml'));
  return folder;
}

function namesIn(folder: string, paths: string[], followsLinks?: boolean): { files: string[]; left: string[] } {
  const { files, problems } = findInputs(paths, folder, { followsLinks });
  return {
    files: files.map(({ name }) => name),
    left: problems.map(({ severity, path, what }) => `${severity} ${path}: ${what}`),
  };
}

test('links out of a folder are reported and not followed', () => {
  const what = 'it is a link that leads out of its folder, so it was not followed';
  const left = [`warning inside/file.yaml: ${what}`, `warning inside/folder: ${what}`];
  expect(namesIn(linkedFolder(), ['inside'])).toEqual({ files: ['inside/b.yaml'], left });
  expect(namesIn(linkedFolder(), ['inside/**/*.yaml'])).toEqual({ files: ['inside/b.yaml'], left });
});

test('links out of a folder are followed with --follow-links, or if they are named', () => {
  expect(namesIn(linkedFolder(), ['inside'], true)).toEqual({ files: ['inside/b.yaml', 'inside/file.yaml'], left: [] });
  expect(namesIn(linkedFolder(), ['inside/folder'])).toEqual({ files: ['inside/folder/a.yaml'], left: [] });
});

test('a file that is named itself is never left out', () => {
  expect(namesIn(linkedFolder(), ['inside', 'outside'])).toEqual({
    files: ['inside/b.yaml', 'outside/a.yaml'],
    left: [],
  });
});

test('a pattern that would take too long is refused', () => {
  expect(namesIn(linkedFolder(), ['inside/*a*a*a*b.yaml']).left).toEqual([
    'error inside/*a*a*a*b.yaml: it has too many wildcards to match quickly',
  ]);
});
