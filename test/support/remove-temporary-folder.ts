import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Removes the folder that `set-up.ts` made. */
export default function tearDown(): void {
  rmSync(tmpdir(), { recursive: true, force: true });
}
