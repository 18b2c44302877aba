// The bill of materials (SBOM) of the package, in CycloneDX.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

/** Lists what is inside a tarball, from the tarball itself: lock files also list what only developers need. */
export function billOf(tarball: string, scratch: string): string {
  // npm takes the name of the component from its folder.
  const folder = join(scratch, 'cdk8s-nodeport');
  mkdirSync(folder, { recursive: true });
  try {
    run('tar', ['-xzf', tarball, '--strip-components=1'], folder);
    const path = join(folder, 'package.json');
    // Neither is in the package, so npm would report them as missing.
    const { devDependencies: _, peerDependencies: __, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(manifest));
    return run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library'], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
