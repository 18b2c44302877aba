import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before } from 'node:test';
import { must } from './parts/command';
import { generate } from './parts/library';
import { pythonParts } from './parts/python';
import { describeApps } from './scenario';

const { python } = pythonParts();
const build = mkdtempSync(join(tmpdir(), 'python-build-'));
// Beside the virtual environment rather than in it, so that runs at the same time do not take each other's library.
const site = join(build, 'site-packages');

before(() => {
  must(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '--target', site, generate('python', build)]);
});
after(() => rmSync(build, { recursive: true }));

describeApps('Python', (app, folder, env) => {
  const PYTHONPATH = [site, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
  const file = join(__dirname, 'apps', 'python', `${app}.py`);
  return spawnSync(python, [file], { cwd: folder, env: { ...process.env, PYTHONPATH, ...env }, encoding: 'utf8' });
});
