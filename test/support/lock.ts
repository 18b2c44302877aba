import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty folder. */
export function tempFolder(): string {
  return mkdtempSync(join(tmpdir(), 'nodeport-lock-'));
}

/** Changes to a new folder that contains a lock file, like an app that is synthesized beside its lock. */
export function inLockFile(text: string, work: () => void): void {
  const before = process.cwd();
  const folder = tempFolder();
  writeFileSync(join(folder, 'nodeports.lock.yaml'), text);
  process.chdir(folder);
  try {
    work();
  } finally {
    process.chdir(before);
  }
}

/** The entries of a lock file, without the comment lines that keep merges apart. */
export function entriesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^ +\d+:/.test(line))
    .map((line) => line.trim());
}
