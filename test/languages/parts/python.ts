import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache';
import { must } from './command';
import { generate } from './library';

/** What a Python app of the tests needs besides the library. */
const REQUIREMENTS = [
  'cdk8s>=2.70,<3',
  'cdk8s-plus-27>=2.9,<3',
  'cdk8s-plus-34>=2,<3',
  'constructs>=10.3,<11',
  'jsii>=1.140,<2',
  'setuptools~=75.3',
  'wheel',
];

/** A virtual environment with everything but the library. */
export interface PythonParts {
  readonly python: string;
  /** Where its packages are. */
  readonly packages: string;
}

/** Finds what Python apps need, and downloads once what is missing. Throws if it cannot be downloaded. */
export function pythonParts(): PythonParts {
  const version = must('python3', ['--version']);
  const folder = cached('python', [version, ...REQUIREMENTS], (empty) => {
    must('python3', ['-m', 'venv', empty]);
    must(join(empty, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS]);
  });
  const python = join(folder, 'bin', 'python');
  const packages = must(python, ['-c', 'import jsii, pathlib; print(pathlib.Path(jsii.__file__).parents[1])']).trim();
  return { python, packages };
}

/** The kernel of jsii, which Python's package jsii contains file by file; returns the file that starts it. */
export function kernelFrom({ packages }: PythonParts): string {
  const embedded = join(packages, 'jsii', '_embedded', 'jsii');
  const files = readdirSync(embedded).filter((file) => file.endsWith('.js'));
  const folder = cached(
    'kernel',
    files.map((file) => readFileSync(join(embedded, file), 'utf8')),
    (empty) => {
      // The name of each file contains its folder: lib__program.js.
      for (const file of files) {
        const path = join(empty, ...file.split('__'));
        mkdirSync(join(path, '..'), { recursive: true });
        cpSync(join(embedded, file), path);
      }
    },
  );
  return join(folder, 'bin', 'jsii-runtime.js');
}

/** The jsii packages inside Python's packages, as the kernel loads them. */
export function tarballFrom({ packages }: PythonParts, name: string): string {
  const folder = join(packages, name.replace(/-/g, '_'), '_jsii');
  const tarball = readdirSync(folder).find((file) => file.endsWith('.jsii.tgz'));
  if (tarball === undefined) throw new Error(`${folder} holds no package of jsii`);
  return join(folder, tarball);
}

/** Where the kernel keeps the packages that it has unpacked. */
export function packageCache(): string {
  return cached('kernel-packages', [], () => {});
}

/**
 * Generates the compiled library for Python, installs it into its own folder site-packages, and returns that folder.
 */
export function installLibrary({ python }: PythonParts, folder: string): string {
  // Beside the virtual environment rather than in it, so that simultaneous runs do not use each other's library.
  const site = join(folder, 'site-packages');
  const source = generate('python', folder);
  must(python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-build-isolation',
    '--target',
    site,
    source,
  ]);
  return site;
}
