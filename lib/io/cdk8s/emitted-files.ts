import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The file in the output folder in which cdk8s records the constructs of an app. */
const METADATA_FILE = 'construct-metadata.json';

/** The output folder of an app; a chart may have a subfolder in it. */
export function outdirOf(manifests: readonly string[]): string {
  const folders = manifests.flatMap((file) => [dirname(file), dirname(dirname(file))]);
  return folders.find((folder) => existsSync(join(folder, METADATA_FILE))) ?? folders[0] ?? '.';
}

/** The name of a manifest within that folder, the same on every system. */
export function nameInside(outdir: string, manifest: string): string {
  return relative(outdir, manifest).split(sep).join('/');
}
