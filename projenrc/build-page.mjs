// Bundles the script and the style of the port map into one file, with the hashes for its security policy.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, hashOf } from './page-bundle.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const ASSETS = join(ROOT, 'assets', 'map-page.json');

const bundle = (entry) => bundled(join(ROOT, 'page', entry));

/** The script, the style and their hashes, as JSON. */
export function pageAssets() {
  const [script, style] = [bundle('main.ts'), bundle('style.css')];
  return JSON.stringify({ script, style, scriptHash: hashOf(script), styleHash: hashOf(style) });
}

export default function buildPage() {
  mkdirSync(dirname(ASSETS), { recursive: true });
  writeFileSync(ASSETS, `${pageAssets()}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildPage();
