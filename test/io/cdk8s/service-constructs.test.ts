import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CONSTRUCTS_FILE,
  ServiceConstruct,
  readServiceConstructs,
  writeServiceConstructs,
} from '../../../lib/io/cdk8s/service-constructs';

const outdir = () => mkdtempSync(join(tmpdir(), 'constructs-'));
const at = (namespace: string | undefined, name: string, file: string, path: string): ServiceConstruct => ({
  namespace,
  name,
  file,
  path,
});
const FIRST = at('one', 'web', 'a.yaml', 'z/web');
const SECOND = at('one', 'web', 'a.yaml', 'a/web');
const OTHER_FILE = at('one', 'web', 'b.yaml', 'b/web');
const OTHER = at(undefined, 'web', 'a.yaml', 'a/plain');

test('the record is sorted, but Services of one name in one file keep the order of their emission', () => {
  const [one, other] = [outdir(), outdir()];
  writeServiceConstructs(one, [FIRST, OTHER_FILE, OTHER, SECOND]);
  writeServiceConstructs(other, [OTHER, OTHER_FILE, FIRST, SECOND]);
  expect(readServiceConstructs(one)).toEqual([OTHER, FIRST, SECOND, OTHER_FILE]);
  expect(readFileSync(join(other, CONSTRUCTS_FILE), 'utf8')).toBe(readFileSync(join(one, CONSTRUCTS_FILE), 'utf8'));
});

test('nothing is read if nothing was written, or from another version of the format', () => {
  const folder = outdir();
  expect(readServiceConstructs(folder)).toEqual([]);
  writeFileSync(join(folder, CONSTRUCTS_FILE), '{ "version": "2.0.0", "constructs": {} }');
  expect(readServiceConstructs(folder)).toEqual([]);
});

test.each([
  ['{ "version"', 'in JSON'],
  ['{ "version": "1.0.0" }', 'it does not list Services'],
  ['{ "version": "1.0.0", "services": [{ "name": "web", "file": "a.yaml", "path": 3 }] }', 'it does not list Services'],
])('a broken file is reported, with the way out: %s', (text, said) => {
  const folder = outdir();
  const file = join(folder, CONSTRUCTS_FILE);
  writeFileSync(file, text);
  expect(() => readServiceConstructs(folder)).toThrow(said);
  expect(() => readServiceConstructs(folder)).toThrow(
    new RegExp(`^${file} cannot be read: .*Remove it, and synthesize again$`),
  );
});
