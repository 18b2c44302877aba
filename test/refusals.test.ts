import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { enterNewFolder } from './support/apps';
import { cli } from './support/cli';
import { captureStderr } from './support/stderr';
import { CATALOGUE } from '../lib/core/rules/catalogue';

const ROOT = join(__dirname, '..');
const REFUSALS = join(__dirname, 'refusals');
const named = (ending: string) =>
  readdirSync(REFUSALS)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
/** What an app gets, what only manifests of other tools get, and what only `assign` says of them. */
const [codes, ofAssign] = [named('.ts'), named('.assign.yaml')];
const ofManifests = named('.yaml').filter((name) => !name.endsWith('.assign'));

test('every code of the catalogue has a refusal, and every refusal a code', () => {
  expect([...codes, ...ofManifests, ...ofAssign].sort()).toEqual(Object.keys(CATALOGUE).sort());
});

test.each(codes)('an app that triggers %s gets exactly the expected text', async (code) => {
  enterNewFolder();
  const { default: build } = (await import(`./refusals/${code}`)) as { default: (app: App) => void };
  const shown = captureStderr(() => {
    const app = Testing.app();
    try {
      build(app);
      app.synth();
    } catch (error) {
      process.stderr.write(`${error}\n`.replaceAll(ROOT, '/app/node_modules/cdk8s-nodeport'));
    }
  });

  const expected = join(REFUSALS, `${code}.txt`);
  if (process.env.WRITE_EXPECTED) writeFileSync(expected, shown);
  expect(shown).toBe(readFileSync(expected, 'utf8'));
  expect(shown.match(/\(([a-z-]+)\)$/gm)).toContain(`(${code})`);
});

test.each(ofManifests)('a manifest that triggers %s gets exactly the expected text', async (code) => {
  const { stdout } = await cli(['check', '--no-config', `${code}.yaml`], { cwd: REFUSALS });
  const expected = join(REFUSALS, `${code}.txt`);
  if (process.env.WRITE_EXPECTED) writeFileSync(expected, stdout);
  expect(stdout).toBe(readFileSync(expected, 'utf8'));
  expect(stdout).toContain(`(${code})`);
});

test.each(ofAssign)('a manifest to fill in that triggers %s gets exactly the expected text', async (code) => {
  const { stdout } = await cli(['assign', '--no-config', `${code}.assign.yaml`], { cwd: REFUSALS });
  const expected = join(REFUSALS, `${code}.txt`);
  if (process.env.WRITE_EXPECTED) writeFileSync(expected, stdout);
  expect(stdout).toBe(readFileSync(expected, 'utf8'));
  expect(stdout).toContain(`(${code})`);
});
