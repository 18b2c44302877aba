import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let known: string | undefined;

/** The version of this package, read once. */
export function packageVersion(): string {
  known ??= (JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as { version: string }).version;
  return known;
}
