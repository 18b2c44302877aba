import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, must } from './command';

/** Packs the compiled library as it is published, and returns its tarball. */
export function packLibrary(folder: string): string {
  must('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: PROJECT });
  return join(
    folder,
    readdirSync(folder).find((file) => file.endsWith('.tgz'))!,
  );
}

/** Generates the library, or another package of jsii, in a language. */
export function generate(language: 'go' | 'java' | 'python', folder: string, source = PROJECT): string {
  const options = ['--code-only', '--no-fingerprint', '--rosetta-unknown-snippets', 'verbatim'];
  must(process.execPath, [
    join(PROJECT, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak'),
    ...options,
    '--target',
    language,
    '--outdir',
    folder,
    source,
  ]);
  return join(folder, language);
}

/** The version of a package that the project has installed. */
export function installedVersion(name: string): string {
  return (JSON.parse(readFileSync(join(PROJECT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
}
