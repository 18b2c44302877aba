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
/** An entry of an assigned port. */
export const assignedEntry = (nodePort: number, service: string, port = 'web'): LockEntry => ({
  nodePort,
  state: LockState.ASSIGNED,
  service,
  port,
});
/** An entry of a port whose Service is gone. */
export const retiredEntry = (nodePort: number, service: string, since = '2026-01-01'): LockEntry => ({
  nodePort,
  state: LockState.RETIRED,
  service,
  port: 'web',
  since,
});
/** An entry of a reserved port. */
export const reservedEntry = (nodePort: number, reservation = 'kafka'): LockEntry => ({
  nodePort,
  state: LockState.RESERVED,
  reservation,
  owner: 'data',
  reason: 'brokers',
});
/** A section of the default range. */
export const sectionOf = (...entries: LockEntry[]): LockSection => ({ range: RANGE, entries });
/** A handwritten lock, up to its first port. */
export const HEAD = 'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n';
