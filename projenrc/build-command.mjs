// Bundles the command line into one file that needs nothing but Node: no installation, and no other file beside it.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { pageAssets } from './build-page.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

const ENTRY = `
  import { main } from './lib/cli/main';
  import { processWorld } from './lib/cli/world';
  main(process.argv.slice(2), processWorld()).then((code) => { process.exitCode ??= code; });
`;

/** The modules that read a file of the package. Their replacements contain what they would have read. */
const inlinedModules = (version) => ({
  'lib/io/files/package-version.ts': `export const packageVersion = () => ${JSON.stringify(version)};`,
  'lib/io/files/page-assets.ts': `export const readPageAssets = () => (${pageAssets()});`,
});

const inlining = (modules) => ({
  name: 'inlined-modules',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]io[\\/]files[\\/][^\\/]+\.ts$/ }, ({ path }) => {
      const contents = modules[relative(ROOT, path).replaceAll('\\', '/')];
      return contents === undefined ? undefined : { contents, loader: 'ts' };
    }),
});

/** The licenses of the packages inside a bundle, which must accompany their code. */
function licenses({ inputs }) {
  const packages = new Set(Object.keys(inputs).flatMap((path) => /^node_modules\/([^/]+)\//.exec(path)?.[1] ?? []));
  const texts = [...packages].sort().map((name) => {
    const license = readFileSync(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8').trim();
    return `This file contains the package ${name}:\n\n${license}\n`;
  });
  return `/*!\n${texts.join('\n').replaceAll('*/', '* /')}*/\n`;
}

/** The text of the bundle. */
async function bundle(version) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20.16',
    format: 'cjs',
    charset: 'utf8',
    banner: { js: '#!/usr/bin/env node' },
    // Names are kept, so that stack traces can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [inlining(inlinedModules(version))],
  });
  return `${outputFiles[0].text}${licenses(metafile)}`;
}

const { version, output } = parseArgs({
  options: {
    version: { type: 'string', default: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version },
    output: { type: 'string', default: join(ROOT, 'bundle', 'cdk8s-nodeport.cjs') },
  },
}).values;
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, await bundle(version));
chmodSync(output, 0o755);
