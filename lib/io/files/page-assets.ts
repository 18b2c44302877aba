import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The script and style of the port map, and their hashes for its security policy. */
interface PageAssetsFile {
  readonly script: string;
  readonly style: string;
  readonly scriptHash: string;
  readonly styleHash: string;
}

/** Reads the bundle from the package folder, which is the same for sources and compiled files. */
export function readPageAssets(): PageAssetsFile {
  const path = join(__dirname, '..', '..', '..', 'assets', 'map-page.json');
  return JSON.parse(readFileSync(path, 'utf8')) as PageAssetsFile;
}
