import { SnapshotNode } from './snapshot-node';
import { Snapshot } from '../../core/live/snapshot';

/** A snapshot, and the first place of each of its numbers. */
export interface PlacedSnapshot {
  readonly snapshot: Snapshot;
  readonly places: ReadonlyMap<number, string>;
}

/** Reads a number, and records its first place. */
export function readPlaced(node: SnapshotNode, places: Map<number, string>): number {
  const port = node.port();
  if (!places.has(port)) places.set(port, node.place);
  return port;
}
