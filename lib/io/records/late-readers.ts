/* eslint-disable @typescript-eslint/no-require-imports */
import type * as Claims from './claims-file';
import type * as Snapshots from './snapshot-file';

// Loaded with the first file, together with YAML: it takes longer to load than the rest of the library, and few apps
// need it.

/** Reads the claims of a cluster from a file. Throws the errors of `readClaimsFile` in claims-file.ts. */
export const readClaimsFile: typeof Claims.readClaimsFile = (...args) =>
  (require('./claims-file') as typeof Claims).readClaimsFile(...args);

/** Reads a snapshot of a cluster. Throws `snapshot-invalid`. */
export function readSnapshotFile(path: string): Snapshots.SnapshotFile {
  return (require('./snapshot-file') as typeof Snapshots).SnapshotFile.read(path);
}
