import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before } from 'node:test';
import { installLibrary, pythonParts } from './parts/python';
import { describeApps } from './scenario';

const parts = pythonParts();
const build = mkdtempSync(join(tmpdir(), 'python-build-'));
let site: string;

before(() => void (site = installLibrary(parts, build)));
after(() => rmSync(build, { recursive: true }));

describeApps('Python', (app, folder, env) => {
  const PYTHONPATH = [site, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
  const file = join(__dirname, 'apps', 'python', `${app}.py`);
  return spawnSync(parts.python, [file], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH, ...env },
    encoding: 'utf8',
  });
});
