import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../../../lib/io/files/atomic-file';

const folder = () => fs.mkdtempSync(join(tmpdir(), 'atomic-'));

test('a new file and a changed one contain the text, and nothing else is left behind', () => {
  const at = folder();
  for (const text of ['one', 'two']) {
    writeAtomically(join(at, 'file'), text);
    expect(fs.readFileSync(join(at, 'file'), 'utf8')).toBe(text);
  }
  expect(fs.readdirSync(at)).toEqual(['file']);
});

test('a changed file replaces the old one, so that a reader that has opened the old one can finish', () => {
  const file = join(folder(), 'file');
  writeAtomically(file, 'one');
  const open = fs.openSync(file, 'r');
  writeAtomically(file, 'two');
  expect(fs.readFileSync(open, 'utf8')).toBe('one');
  fs.closeSync(open);
});

test('an unchanged file is not touched', () => {
  const file = join(folder(), 'file');
  writeAtomically(file, 'same');
  const { ino, mtimeMs } = fs.statSync(file);
  writeAtomically(file, 'same');
  expect(fs.statSync(file)).toMatchObject({ ino, mtimeMs });
});

test('a link stays a link, and permissions stay as they were', () => {
  const at = folder();
  fs.writeFileSync(join(at, 'target'), 'one', { mode: 0o600 });
  fs.symlinkSync('target', join(at, 'link'));
  writeAtomically(join(at, 'link'), 'two');
  expect(fs.lstatSync(join(at, 'link')).isSymbolicLink()).toBe(true);
  expect(fs.readFileSync(join(at, 'target'), 'utf8')).toBe('two');
  expect((fs.statSync(join(at, 'target')).mode % 0o1000).toString(8)).toBe('600');
});

test('if the file cannot be put in place, the error says so and nothing is left behind', () => {
  const at = folder();
  expect(() => writeAtomically(join(at, 'missing', 'file'), 'text')).toThrow('ENOENT');
  fs.mkdirSync(join(at, 'taken'));
  expect(() => writeAtomically(join(at, 'taken'), 'text')).toThrow('EISDIR');
  expect(fs.readdirSync(at)).toEqual(['taken']);
});
