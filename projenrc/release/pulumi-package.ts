// The package for Pulumi, which is built against the library that is released with it.
import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

/** Where to build it. */
export interface Folders {
  readonly root: string;
  /** The copy of the repository, in which the library is compiled already. */
  readonly copy: string;
  readonly output: string;
}

const PACKAGE = join('packages', 'pulumi');

/** Compiles and packs it. What it needs of Pulumi is installed in the repository, and not in its copy. */
export function packForPulumi({ root, copy, output }: Folders): void {
  const [installed, folder] = [join(root, PACKAGE), join(copy, PACKAGE)];
  run(process.execPath, [join(root, 'projenrc', 'install.mjs')], installed);
  symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'), 'junction');
  copyFileSync(join(copy, 'LICENSE'), join(folder, 'LICENSE'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], folder);
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', output], folder);
}
