import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRendered } from '../../lib/io/rendered-manifests';

/** A manifest file of that text. */
function manifest(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'rendered-')), 'app.k8s.yaml');
  writeFileSync(file, text);
  return file;
}

test('every document comes with the line at which it starts, and empty ones are left out', () => {
  const file = manifest('kind: A\n---\n---\nkind: B\n---\n');
  expect(readRendered(file)).toEqual([{ file, line: 1, value: { kind: 'A' } }, { file, line: 4, value: { kind: 'B' } }]);
  expect(readRendered(manifest(''))).toEqual([]);
});

test('what is not YAML is refused with its place', () => {
  const file = manifest('kind: A\n---\nkind: {\n');
  expect(() => readRendered(file)).toThrow(`${file}:4:1: it is not valid YAML`);
});
