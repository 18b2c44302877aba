import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a report where it is to go, which may be a device; makes the folder. Throws with a way out where that fails. */
export function writeOutput(path: string, text: string): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    throw cannotWrite(path, error as Error, '--output nodeports.json');
  }
}

/** Says that a file cannot be written, and what to type. */
export function cannotWrite(path: string, { message }: Error, example: string): Error {
  return new Error(`${path} cannot be written: ${message}. Name a file that can be, such as ${example}`);
}

/** One by one, since Node's own way never ends where the system forbids a folder but denies that its parent is there, as under /proc. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
