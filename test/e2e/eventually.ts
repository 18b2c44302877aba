import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for a busy machine: the limit is only for what never holds. */
const MAX_WAIT_MS = 180_000;
const PAUSE_MS = 50;

/** Waits until something holds. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `it did not hold within ${MAX_WAIT_MS / 1000} s: ${holds}`);
    await sleep(PAUSE_MS);
  }
}
