// npm run release -- 1.2.3 builds a release and pushes its tag, upon which .github/workflows/release.yml publishes it.
// With --dry-run it only builds, into dist/release; --packages python,java,go also packages it for these languages.
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, buildRelease } from './build';
import { publishTag, requireReleasable } from './repository';
import { readVersion } from './version';

const ROOT = join(__dirname, '..', '..');

function main(): void {
  const { values, positionals } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false }, 'packages': { type: 'string', default: '' } },
    allowPositionals: true,
  });
  const version = readVersion(positionals[0]);
  const languages = values.packages.split(',').filter((name) => name !== '');
  const unknown = languages.find((name) => !LANGUAGES.includes(name));
  if (unknown) throw new Error(`there is no language ${unknown}. Choose from --packages ${LANGUAGES.join(',')}`);
  const isReal = !values['dry-run'];
  if (isReal) requireReleasable(ROOT, version);
  const output = buildRelease({ root: ROOT, version, languages });
  console.log(`${version} is in ${relative(process.cwd(), output)}.`);
  if (!isReal) return;
  const day = new Date().toISOString().slice(0, 10);
  publishTag(ROOT, version, { bundle: join(output, 'cdk8s-nodeport.cjs'), day });
  console.log(`v${version} is pushed; the workflow "release" publishes it.`);
}

try {
  main();
} catch (error) {
  console.error(`release: ${(error as Error).message}`);
  process.exitCode = 1;
}
