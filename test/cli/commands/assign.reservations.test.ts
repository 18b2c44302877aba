import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ran, cli, filesIn } from '../../support/cli';
import { entriesOf } from '../../support/lock';

const assign = (cwd: string, ...argv: string[]): Promise<Ran> => cli(['assign', ...argv], { cwd });
const lockIn = (cwd: string): string[] => entriesOf(join(cwd, 'nodeports.lock.yaml'));
const ANNOTATION = 'annotations: { nodeport.cdk8s.io/reservation: kafka }';

function reserve(cwd: string, what: string): void {
  writeFileSync(join(cwd, 'nodeports.yaml'), `reservations: [{ name: kafka, ${what}, reason: brokers }]\n`);
}

/** A folder with a reservation of four ports, and three brokers that draw from it. */
async function withBrokers(what = 'size: 4'): Promise<string> {
  const names = ['kafka-0', 'kafka-1', 'kafka-2'];
  const cwd = filesIn(
    Object.fromEntries(
      names.map((name) => [
        `${name}.yaml`,
        `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, ${ANNOTATION} }
spec: { type: NodePort, ports: [{ name: broker, port: 9094 }] }
`,
      ]),
    ),
  );
  reserve(cwd, what);
  expect(await assign(cwd, '.')).toMatchObject({ code: 0 });
  return cwd;
}

/** The broker with the highest number, that number, and how many ports of the reservation are below it. */
function lastIn(cwd: string): { readonly name: string; readonly port: number; readonly below: number } {
  const lines = lockIn(cwd);
  const last = lines.filter((line) => line.includes('service: shop/')).pop()!;
  const [, port, name] = /^(\d+):.*shop\/(kafka-\d)/.exec(last)!;
  return { name, port: Number(port), below: lines.indexOf(last) };
}

describe('a reservation that becomes smaller', () => {
  test.each<[string, string, (last: number, below: number) => [smaller: string, wayOut: string]]>([
    ['a size', 'size: 4', (_, below) => [`size: ${below}`, `size: ${below + 1}`]],
    ['ports', "ports: '30040-30043'", (last) => [`ports: '30040-${last - 1}'`, `ports: '30040-${last}'`]],
  ])('keeps a port that a Service still draws from it: %s', async (_, large, shrink) => {
    const cwd = await withBrokers(large);
    const { name, port, below } = lastIn(cwd);
    const before = lockIn(cwd);
    const [smaller, wayOut] = shrink(port, below);
    reserve(cwd, smaller);
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(2);
    expect(stdout).toContain(`Service shop/${name}, port "broker": its port ${port} is no longer part of reservation`);
    expect(stdout).toContain(`Write ${wayOut}, to keep it in the reservation, or remove nodeport.cdk8s.io/reservation`);
    expect(lockIn(cwd)).toEqual(before);
    reserve(cwd, wayOut);
    expect(await assign(cwd, '.')).toMatchObject({ code: 0 });
  });

  test('releases the port of a Service that no longer draws from it, and prints that change', async () => {
    const cwd = await withBrokers();
    const { name, port, below } = lastIn(cwd);
    const file = join(cwd, `${name}.yaml`);
    const text = readFileSync(file, 'utf8');
    reserve(cwd, `size: ${below}`);
    writeFileSync(file, text.replace(`, ${ANNOTATION}`, ''));
    const { code, stdout } = await assign(cwd, '.');
    expect(code).toBe(0);
    expect(stdout).toContain(`~ ${port} shop/${name} broker assigned in kafka -> assigned\n`);

    reserve(cwd, 'size: 4');
    expect((await assign(cwd, '.')).stdout).toContain(`${port} is held by ${name}.yaml`);
    writeFileSync(file, text);
    const grown = await assign(cwd, '.');
    expect(grown.code).toBe(0);
    expect(grown.stdout).toContain(`~ ${port} shop/${name} broker assigned -> assigned in kafka\n`);
  });

  test('keeps a port of a Service outside the paths, unless --prune retires it', async () => {
    const cwd = await withBrokers();
    const { name, port, below } = lastIn(cwd);
    const others = ['kafka-0', 'kafka-1', 'kafka-2'].filter((each) => each !== name).map((each) => `${each}.yaml`);
    reserve(cwd, `size: ${below}`);
    const { code, stdout } = await assign(cwd, ...others);
    expect(code).toBe(2);
    expect(stdout).toContain(
      `(Service shop/${name}, port "broker") still has that port from it. Write size: ${below + 1}, to keep`,
    );
    expect(await assign(cwd, '--prune', ...others)).toMatchObject({ code: 0 });
    expect(lockIn(cwd)).toContainEqual(expect.stringMatching(`^${port}: .*state: retired`));
  });
});

test('manifests can be filled in for only some of the Services that draw from a reservation', async () => {
  const cwd = await withBrokers();
  expect(await assign(cwd, 'kafka-1.yaml')).toMatchObject({ code: 0 });
});
