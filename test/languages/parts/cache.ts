import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-nodeport', 'languages');

/**
 * A folder outside the repository that is filled once for each key, and kept.
 *
 * @param name what it contains
 * @param key everything that it depends on
 * @param fill fills it; if it fails, the next run starts over
 */
export function cached(name: string, key: readonly string[], fill: (folder: string) => void): string {
  const folder = join(ROOT, `${name}-${createHash('sha256').update(key.join('\n')).digest('hex').slice(0, 12)}`);
  const complete = join(folder, '.complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    fill(folder);
    writeFileSync(complete, '');
  }
  return folder;
}
