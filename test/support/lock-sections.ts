import { PortRange } from '../../lib/core/cluster/port-range';
import { LockEntry, LockSection, LockState } from '../../lib/core/lock/lock';

/** The default range. */
export const RANGE = PortRange.parse('');
/** An entry of a pinned port. */
export const pinnedEntry = (nodePort: number, service = 'storage/minio', port = 'api'): LockEntry => ({
  nodePort,
  state: LockState.PINNED,
  service,
  port,
});
/** A section of the default range. */
export const sectionOf = (...entries: LockEntry[]): LockSection => ({ range: RANGE, entries });
/** A handwritten lock, up to its first port. */
export const HEAD = 'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n';
