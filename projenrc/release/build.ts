// Everything that a release publishes, built into one folder from a copy of the repository.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { billOf } from './bill';
import { requireBuiltVersions } from './built-versions';
import { Folders, packForPulumi } from './pulumi-package';
import { run } from './run';
import { stage } from './stage';
import { notesOf } from './version';

/** The languages that jsii can package the library for. */
export const LANGUAGES = ['python', 'java', 'go'];

/** What to build. */
export interface ReleaseRequest {
  /** The repository. */
  readonly root: string;
  readonly version: string;
  /** The languages to package the library for, besides JavaScript. */
  readonly languages: readonly string[];
}

/** Builds a release; returns the folder that holds it. Throws where a part of it is of another version. */
export function buildRelease({ root, version, languages }: ReleaseRequest): string {
  const [copy, output] = ['stage', 'release'].map((name) => join(root, 'dist', name));
  const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  for (const folder of [copy, output]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  stage(root, copy, version);
  try {
    const folders = { root, copy, output };
    buildFrom(folders);
    packForPulumi(folders);
    for (const language of languages) packageFor(language, folders);
    const tarball = join(output, `cdk8s-nodeport-${version}.tgz`);
    writeFileSync(join(output, 'cdk8s-nodeport.cdx.json'), billOf(tarball, copy));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  writeFileSync(join(output, 'release-notes.md'), `${notes}\n`);
  requireBuiltVersions(output, version);
  writeFileSync(join(output, 'SHA256SUMS'), checksums(output));
  return output;
}

/** The package for npm, and the command line as one file. */
function buildFrom({ root, copy, output }: Folders): void {
  const node = (script: string, ...args: string[]): string => run(process.execPath, [script, ...args], copy);
  node(join(root, 'node_modules', 'jsii', 'bin', 'jsii'), '--silence-warnings=reserved-word');
  node('projenrc/build-page.mjs');
  node('projenrc/build-command.mjs');
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', output], copy);
  node('projenrc/build-command.mjs', '--output', join(output, 'cdk8s-nodeport.cjs'));
}

function packageFor(language: string, { root, copy, output }: Folders): void {
  const pacmak = join(root, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak');
  const options = ['--rosetta-unknown-snippets', 'verbatim', '--target', language, '--outdir', output];
  run(process.execPath, [pacmak, ...options, copy], root);
}

/** Checksums in the format of sha256sum. */
function checksums(output: string): string {
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map(({ parentPath, name }) => relative(output, join(parentPath, name)).replaceAll('\\', '/'));
  const sumOf = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(output, path)))
      .digest('hex');
  return paths
    .sort()
    .map((path) => `${sumOf(path)}  ${path}\n`)
    .join('');
}
