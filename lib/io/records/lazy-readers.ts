/* eslint-disable @typescript-eslint/no-require-imports */
import type * as Claims from './claims-file';
import type * as Locks from './lock-reader';
import type * as Snapshots from './snapshot-file';
import type * as Manifests from '../manifests/manifest-reader';

// Each is loaded with the first file that it reads: few apps need them, and together they take longer to load than the
// rest of the library.

/** Reads the claims of a cluster from a file. Throws the errors of `readClaimsFile` in claims-file.ts. */
export const readClaimsFile: typeof Claims.readClaimsFile = (...args) =>
  (require('./claims-file') as typeof Claims).readClaimsFile(...args);

/** Reads the text of a lock. Throws `lock-invalid`. */
export const readLock: typeof Locks.readLock = (...args) =>
  (require('./lock-reader') as typeof Locks).readLock(...args);

/** Reads the manifests in a file. */
export const readManifestFile: typeof Manifests.readManifestFile = (...args) =>
  (require('../manifests/manifest-reader') as typeof Manifests).readManifestFile(...args);

/** Reads a snapshot of a cluster. Throws `snapshot-invalid`. */
export const readSnapshotFile: typeof Snapshots.SnapshotFile.read = (...args) =>
  (require('./snapshot-file') as typeof Snapshots).SnapshotFile.read(...args);
