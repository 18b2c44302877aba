import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeUserProject } from './user-project';

/**
 * What a run of the tests needs: a temporary folder of its own, which the workers inherit, the page of the port map,
 * and the project of a user. Apps behave alike on every machine: a test that needs a frozen lock sets CI itself.
 */
export default function setUp(): void {
  const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-nodeport-tests-'));
  process.env.TMPDIR = temporary;
  delete process.env.CI;
  execFileSync(process.execPath, [join(__dirname, '../../projenrc/build-page.mjs')], { stdio: 'inherit' });
  makeUserProject(temporary);
}
