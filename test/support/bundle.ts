import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Writes the command line as one file, as a release of that version contains it. */
export function writeBundle(file: string, version: string): void {
  const options = ['--version', version, '--output', file];
  execFileSync(process.execPath, [join(ROOT, 'projenrc', 'build-command.mjs'), ...options], { stdio: 'inherit' });
}

/** The parts of a checkout of release 1.2.3 that actions, hooks and images use. */
export function releaseCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  for (const name of ['action', 'action.yml', '.pre-commit-hooks.yaml', 'Dockerfile', '.dockerignore']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  writeBundle(join(folder, 'bundle', 'cdk8s-nodeport.cjs'), '1.2.3');
  return folder;
}
