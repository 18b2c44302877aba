// A copy of the repository with the version of a release in it, so that the working tree stays as it is.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Copies what git knows, and the packages that the library bundles; all others are found in the repository around. */
export function stage(root: string, folder: string, version: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  const { bundledDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    bundledDependencies: string[];
  };
  for (const name of bundledDependencies) {
    cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
  setVersion(folder, version);
}

/** Writes the version into the library, and into the package for Pulumi, which needs exactly that library. */
function setVersion(folder: string, version: string): void {
  edit(join(folder, 'package.json'), (json) => ({ ...json, version }));
  edit(join(folder, 'package-lock.json'), ({ packages, ...json }) => ({
    ...json,
    version,
    packages: { ...packages, '': { ...packages[''], version } },
  }));
  edit(join(folder, 'packages', 'pulumi', 'package.json'), ({ peerDependencies, ...json }) => ({
    ...json,
    version,
    peerDependencies: { ...peerDependencies, 'cdk8s-nodeport': version },
  }));
}

function edit(path: string, change: (json: any) => object): void {
  writeFileSync(path, `${JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8'))), null, 2)}\n`);
}
