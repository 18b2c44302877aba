import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a run of the tests needs: a temporary folder of its own, which the workers inherit, and the page of the port
 * map. Apps behave alike on every machine: a test that means CI, where a lock is frozen, says so itself.
 */
export default function setUp(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-tests-'));
  delete process.env.CI;
  execFileSync(process.execPath, [join(__dirname, '../../projenrc/build-page.mjs')], { stdio: 'inherit' });
}
