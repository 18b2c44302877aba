// What the pages of the project have in common: script and style bundled into text, with hashes for a security policy.
import { createHash } from 'node:crypto';
import { buildSync } from 'esbuild';

/** The text of a script or a style with all that it imports. */
export function bundled(entry, options = {}) {
  const {
    outputFiles: [{ text }],
  } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    ...options,
  });
  return text.trim();
}

/** The hash by which a security policy admits a text. */
export const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
