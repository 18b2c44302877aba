import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { LIBRARY, buildGo, goParts } from './parts/go';
import { generate } from './parts/library';
import { describeApps } from './scenario';

const build = mkdtempSync(join(tmpdir(), 'go-build-'));

before(() => {
  cpSync(join(__dirname, 'apps', 'go'), build, { recursive: true });
  const library = join(generate('go', join(build, 'generated')), 'cdk8snodeport');
  buildGo(build, { ...goParts(), [LIBRARY]: library }, './...');
});
after(() => rmSync(build, { recursive: true }));

describeApps('Go', (app, folder, env) =>
  spawnSync(join(build, 'bin', app), { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' }),
);
