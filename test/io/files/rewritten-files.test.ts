import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RewrittenFiles } from '../../../lib/io/files/rewritten-files';
import { filesIn } from '../../support/cli';

const rewritesIn = (folder: string) =>
  ['a.yaml', 'b.yaml'].map((name) => ({ path: join(folder, name), before: `${name}: old`, after: `${name}: new` }));
const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const OLD = { 'a.yaml': 'a.yaml: old', 'b.yaml': 'b.yaml: old' };

test('all files are replaced, and nothing else is left', () => {
  const folder = filesIn(OLD);
  new RewrittenFiles(rewritesIn(folder)).commit();
  expect(textsIn(folder)).toEqual({ 'a.yaml': 'a.yaml: new', 'b.yaml': 'b.yaml: new' });
});

test('no file is replaced if one was changed since it was read', () => {
  const folder = filesIn(OLD);
  const files = new RewrittenFiles(rewritesIn(folder));
  writeFileSync(join(folder, 'b.yaml'), 'by somebody else');
  expect(() => files.commit()).toThrow('b.yaml was changed by another process in the meantime');
  expect(textsIn(folder)).toEqual({ ...OLD, 'b.yaml': 'by somebody else' });
});

test('a replaced file gets its text back if a later one cannot be replaced', () => {
  const folder = filesIn(OLD);
  const files = new RewrittenFiles(rewritesIn(folder));
  rmSync(
    join(
      folder,
      readdirSync(folder).find((name) => name.startsWith('.b.yaml'))!,
    ),
  );
  expect(() => files.commit()).toThrow('ENOENT');
  expect(textsIn(folder)).toEqual(OLD);
});

test('no file is replaced once the rewrite is discarded', () => {
  const folder = filesIn(OLD);
  new RewrittenFiles(rewritesIn(folder)).discard();
  expect(textsIn(folder)).toEqual(OLD);
});
