// Bundles the playground into one page that makes no requests.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PAGE = join(ROOT, 'site', 'public', 'playground.html');

function bundle(entry, options = {}) {
  const { outputFiles: [{ text }] } = buildSync({
    entryPoints: [join(ROOT, 'playground', entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    ...options,
  });
  // A script must not contain its own end tag.
  return text.trim().replaceAll('</script', '<\\/script');
}

const source = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const script = bundle('main.ts', { inject: [join(ROOT, 'playground', 'buffer.ts')] });
const style = bundle('playground.css');
const policy = [
  "default-src 'none'",
  `script-src ${source(script)}`,
  `style-src ${source(style)}`,
  "img-src data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const parts = { policy, script, style };
const template = readFileSync(join(ROOT, 'playground', 'index.html'), 'utf8');
mkdirSync(dirname(PAGE), { recursive: true });
writeFileSync(PAGE, template.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]));
