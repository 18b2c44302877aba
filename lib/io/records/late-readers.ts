/* eslint-disable @typescript-eslint/no-require-imports */
import type * as Claims from './claims-file';
import type * as Snapshots from './snapshot-file';

// Loaded when the first file is read, and YAML with them: it takes longer to load than the rest of the library, and few
// apps need it.

/** Reads the claims that a cluster holds, out of a file. Throws what `readClaimsFile` of claims-file.ts throws. */
export const readClaimsFile: typeof Claims.readClaimsFile = (...args) =>
  (require('./claims-file') as typeof Claims).readClaimsFile(...args);

/** Reads a snapshot of a cluster. Throws `snapshot-invalid`. */
export function readSnapshotFile(path: string): Snapshots.SnapshotFile {
  return (require('./snapshot-file') as typeof Snapshots).SnapshotFile.read(path);
}
