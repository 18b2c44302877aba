// Installs what package-lock.json asks for, unless that is there already: on a fresh clone, or after the lock has changed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
if (!isCurrent) {
  console.error('Installing what package-lock.json asks for…');
  // Not `npm ci`, which refuses a lock without the binaries of platforms that a registry does not carry.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status === 0) utimesSync(installed, new Date(), new Date());
  process.exitCode = status ?? 1;
}
