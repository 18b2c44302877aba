import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analyzer, TSCONFIG, TSX } from './support/analyzer';
import { nodePortsOf, service } from './support/services';

const PACKAGE = join(__dirname, '..');
const PAGE = readFileSync(join(PACKAGE, '..', '..', 'docs', 'pulumi.md'), 'utf8');

// Inside the package, so that imports are found.
const home = mkdtempSync(join(__dirname, '.samples-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const samples = [...PAGE.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], index) => ({
  name: `sample-${index + 1}`,
  code,
}));
const isPack = ({ code }: { readonly code: string }): boolean => code.includes('new PolicyPack');
const example = { name: 'the example', code: readFileSync(join(PACKAGE, 'example', 'index.ts'), 'utf8') };
const pack = {
  name: 'the policy pack of the example',
  code: readFileSync(join(PACKAGE, 'example', 'policy', 'index.ts'), 'utf8'),
};

/** Writes a script into a folder of its own, two levels deep: a pack may have its lock in the folder above. */
function scriptOf({ name, code }: { readonly name: string; readonly code: string }): {
  folder: string;
  script: string;
} {
  const folder = join(home, name.replaceAll(' ', '-'), 'app');
  mkdirSync(folder, { recursive: true });
  const script = join(folder, 'index.ts');
  writeFileSync(script, code);
  return { folder, script };
}

test('every sample type-checks', () => {
  for (const sample of samples) scriptOf(sample);
  const tsconfig = join(home, 'tsconfig.json');
  writeFileSync(tsconfig, JSON.stringify({ extends: TSCONFIG, include: ['**/*.ts', '../../../../lib/jsii.d.ts'] }));
  const { stdout } = spawnSync(TSX.replace(/tsx$/, 'tsc'), ['--noEmit', '-p', tsconfig], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test.each([...samples.filter(isPack), pack])(
  '$name is a policy pack that assigns numbers and reports no violation',
  async (sample) => {
    const { folder, script } = scriptOf(sample);
    const analyzer = await Analyzer.run(folder, script);
    try {
      const { props, reported } = await analyzer.preview([service('grafana', { provider: { name: 'blue' } })]);
      expect(nodePortsOf(props[0])).toEqual([expect.any(Number)]);
      expect(reported).toEqual([]);
    } finally {
      analyzer.stop();
    }
  },
);

test.each([...samples.filter((sample) => !isPack(sample)), example])('$name is a program that runs', (sample) => {
  const { folder, script } = scriptOf(sample);
  const mocks = join(__dirname, 'support', 'mocks.ts');
  const { status, stdout, stderr } = spawnSync(TSX, ['--tsconfig', TSCONFIG, '--require', mocks, script], {
    cwd: folder,
    env: { ...process.env, CI: '' },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const registered = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; inputs: object });
  expect(registered.find(({ name }) => name === 'grafana')).toMatchObject({
    inputs: { spec: { ports: [{ nodePort: expect.any(Number) }] } },
  });
});

test('the page names every option, in the order of the interface', () => {
  const read = (path: string): string => readFileSync(join(PACKAGE, path), 'utf8');
  const props = read('../../lib/ports/port-book-options.ts')
    .split('export interface Tool')[0]
    .split('interface PortBookOptions')[1];
  const all = [...`${props}${read('lib/policy.ts')}`.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);
  const [, table] = PAGE.split('### Options');
  expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(all);
});
