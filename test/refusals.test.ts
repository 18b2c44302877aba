import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdk8s';
import { enterNewFolder } from './support/apps';
import { captureStderr } from './support/stderr';
import { CATALOGUE } from '../lib/core/rules/catalogue';

const ROOT = join(__dirname, '..');
const MUSEUM = join(__dirname, 'refusals');
const codes = readdirSync(MUSEUM).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));

test('every code of the catalogue has its refusal, and every refusal its code', () => {
  expect(codes.sort()).toEqual(Object.keys(CATALOGUE).sort());
});

test.each(codes)('%s says exactly this', async (code) => {
  enterNewFolder();
  const { default: build } = await import(`./refusals/${code}`) as { default: (app: App) => void };
  const shown = captureStderr(() => {
    const app = Testing.app();
    try {
      build(app);
      app.synth();
    } catch (error) {
      process.stderr.write(`${error}\n`.replaceAll(ROOT, '/app/node_modules/cdk8s-nodeport'));
    }
  });

  const expected = join(MUSEUM, `${code}.txt`);
  if (process.env.WRITE_EXPECTED) writeFileSync(expected, shown);
  expect(shown).toBe(readFileSync(expected, 'utf8'));
  expect(shown.match(/\(([a-z-]+)\)$/gm)).toContain(`(${code})`);
});
