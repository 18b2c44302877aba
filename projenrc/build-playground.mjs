// Bundles the playground into one page that makes no requests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundled, hashOf } from './page-bundle.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PAGE = join(ROOT, 'site', 'public', 'playground.html');

// A script must not contain its own end tag.
const bundle = (entry, options) =>
  bundled(join(ROOT, 'playground', entry), options).replaceAll('</script', '<\\/script');
const source = (text) => `'${hashOf(text)}'`;

const script = bundle('main.ts', { inject: [join(ROOT, 'playground', 'buffer.ts')] });
const style = bundle('playground.css');
const policy = [
  "default-src 'none'",
  `script-src ${source(script)}`,
  `style-src ${source(style)}`,
  'img-src data:',
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const parts = { policy, script, style };
const template = readFileSync(join(ROOT, 'playground', 'index.html'), 'utf8');
mkdirSync(dirname(PAGE), { recursive: true });
writeFileSync(
  PAGE,
  template.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]),
);
