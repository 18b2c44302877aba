import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Where cdk8s records the constructs of an app, in the folder that it emits to. */
const METADATA_FILE = 'construct-metadata.json';

/** The folder that an app emitted its manifests to: a chart may have one of its own in it. */
export function outdirOf(manifests: readonly string[]): string {
  const folders = manifests.flatMap((file) => [dirname(file), dirname(dirname(file))]);
  return folders.find((folder) => existsSync(join(folder, METADATA_FILE))) ?? folders[0] ?? '.';
}

/** What a manifest is called inside of that folder, the same on every system. */
export function nameInside(outdir: string, manifest: string): string {
  return relative(outdir, manifest).split(sep).join('/');
}
