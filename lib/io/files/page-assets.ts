import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The script and the style of the port map, and the hashes that its security policy names. */
export interface PageAssetsFile {
  readonly script: string;
  readonly style: string;
  readonly scriptHash: string;
  readonly styleHash: string;
}

/** Reads what the build has bundled; the folder is that of the package, for sources and compiled files alike. */
export function readPageAssets(): PageAssetsFile {
  const path = join(__dirname, '..', '..', '..', 'assets', 'map-page.json');
  return JSON.parse(readFileSync(path, 'utf8')) as PageAssetsFile;
}
