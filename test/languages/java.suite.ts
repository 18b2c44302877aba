import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before } from 'node:test';
import { compileJava, javaParts, javac } from './parts/java';
import { generate } from './parts/library';
import { type AppName, describeApps } from './scenario';

const CLASSES: Record<AppName, string> = { main: 'Main', clash: 'Clash', values: 'Values' };
const build = mkdtempSync(join(tmpdir(), 'java-build-'));
let classPath: string[];

before(() => {
  const parts = javaParts();
  const library = compileJava(generate('java', build), parts);
  classPath = [...parts, library, join(build, 'app')];
  javac(
    join(build, 'app'),
    classPath,
    Object.values(CLASSES).map((name) => join(__dirname, 'apps', 'java', `${name}.java`)),
  );
});
after(() => rmSync(build, { recursive: true }));

describeApps('Java', (app, folder, env) =>
  spawnSync('java', ['-cp', classPath.join(delimiter), CLASSES[app]], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  }),
);
