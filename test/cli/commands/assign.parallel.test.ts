import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, filesIn } from '../../support/cli';
import { entriesOf } from '../../support/lock';

const names = Array.from({ length: 8 }, (_, index) => `web-${index}`);
const manifest = (name: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, labels: { nodeport.cdk8s.io/assign: static } }
spec:
  type: NodePort
  ports:
    - port: 80
`;
const folder = (): string => filesIn(Object.fromEntries(names.map((name) => [`${name}.yaml`, manifest(name)])));

/** The numbers of all manifests of a folder, and those in its lock. */
function numbersIn(cwd: string): { readonly written: string[]; readonly recorded: string[] } {
  const texts = readdirSync(cwd)
    .filter((file) => file.startsWith('web-'))
    .map((file) => readFileSync(join(cwd, file), 'utf8'));
  return {
    written: texts.flatMap((text) => [...text.matchAll(/nodePort: (\d+)/g)].map(([, port]) => port)).sort(),
    recorded: entriesOf(join(cwd, 'nodeports.lock.yaml')).map((line) => line.slice(0, 5)),
  };
}

// Within one process, each of them has read the lock before the first one writes it.
describe('simultaneous runs of assign', () => {
  test('fill in different manifests from one lock, and none is refused', async () => {
    const cwd = folder();
    const runs = await Promise.all(names.map((name) => cli(['assign', `${name}.yaml`], { cwd })));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [0, '']));
    const { written, recorded } = numbersIn(cwd);
    expect(written).toEqual(recorded);
    expect(new Set(written).size).toBe(names.length);
  });

  test('fill in the same manifests once', async () => {
    const cwd = folder();
    const runs = await Promise.all(names.map(() => cli(['assign', '.'], { cwd })));
    expect(runs.map(({ code }) => code)).toEqual(names.map(() => 0));
    const { written, recorded } = numbersIn(cwd);
    expect(written).toEqual(recorded);
    expect(new Set(written).size).toBe(names.length);
  });

  test('fill in manifests from a pipe, which can be read only once', async () => {
    const cwd = folder();
    const runs = await Promise.all(names.map((name) => cli(['assign', '-'], { cwd, stdin: manifest(name) })));
    const numbers = runs.map(({ code, stdout }) => (code === 0 ? /nodePort: (\d+)/.exec(stdout)?.[1] : code));
    expect(numbers.sort()).toEqual(numbersIn(cwd).recorded);
    expect(new Set(numbers).size).toBe(names.length);
  });
});

test('assign decides anew if its line leaves the lock while it runs, and tells once what was skipped', async () => {
  const cwd = filesIn({});
  const lock = join(cwd, 'nodeports.lock.yaml');
  await cli(['assign', '-'], { cwd, stdin: manifest('web') });
  const [line] = entriesOf(lock);
  // The lock is read before standard input is.
  async function* givenToAnother(): AsyncGenerator<Uint8Array> {
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('shop/web', 'shop/other'));
    yield Buffer.from(manifest('web'));
  }
  symlinkSync('none', join(cwd, 'link.yaml'));
  const { code, stdout, stderr } = await cli(['assign', '-', '.'], { cwd, stdin: givenToAnother() });
  expect([code, stderr.split('link.yaml: it is a broken link').length - 1]).toEqual([0, 1]);
  expect(stdout).not.toContain(`nodePort: ${line.slice(0, 5)}`);
  expect(numbersIn(cwd).recorded).toContain(/nodePort: (\d+)/.exec(stdout)?.[1]);
});
