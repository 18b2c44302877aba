// Writes its own cluster into a lock again and again until it is killed, and logs each write before and after it.
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { PortRange } from '../../lib/core/cluster/port-range';
import { LockState } from '../../lib/core/lock/lock';
import { LockFile } from '../../lib/io/records/lock-file';

const [lock, cluster, log] = (workerData as string[] | null) ?? process.argv.slice(2);
const range = PortRange.parse('30000-30099');

/** The number of the last write that the lock has. */
function recorded(): number {
  return Number(LockFile.read(lock).section(cluster)?.entries[0].port?.slice(1) ?? 0);
}

/** The number of the last write that was acknowledged. */
function acknowledged(): number {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return Number(
    lines
      .filter((line) => line.startsWith('ack '))
      .pop()
      ?.slice(4) ?? 0,
  );
}

let count = recorded();
// A writer that is killed right after it replaced the lock has written one more than it acknowledged, never less.
if (count < acknowledged()) appendFileSync(log, `lost ${acknowledged()}: the lock has ${count}\n`);
// The process that kills writers has a heartbeat, so that no writer outlives it.
while (Date.now() - statSync(join(dirname(lock), 'watched')).mtimeMs < 30_000) {
  const file = LockFile.read(lock);
  const seen = Number(file.section(cluster)?.entries[0].port?.slice(1) ?? 0);
  if (seen !== count) appendFileSync(log, `lost ${count}: the lock has ${seen}\n`);
  count = seen + 1;
  const entry = { nodePort: 30000 + (count % 80), state: LockState.PINNED, service: 'a/b', port: `n${count}` };
  appendFileSync(log, `begin ${count}\n`);
  file.write(new Map([[cluster, { range, entries: [entry] }]]));
  appendFileSync(log, `ack ${count}\n`);
}
