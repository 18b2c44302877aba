import { readFileSync, writeFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import { Service } from 'cdk8s-plus-27';
import { enterNewFolder, refusalsOf } from '../support/apps';
import { cli } from '../support/cli';
import { entriesOf } from '../support/lock';
import { captureStderr } from '../support/stderr';

const LOCK = 'nodeports.lock.yaml';

/** An app of cluster prod with a static Service of one port. */
function appWith(name: string, nodePort?: number): App {
  const app = new App({ outdir: 'dist' });
  new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile: LOCK });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new StaticNodePortService(shop, name, { metadata: { name }, ports: [{ name: 'http', port: 80, nodePort }] });
  return app;
}

/** Fills in a Service of one port with a plain manifest, and returns its number. */
async function assign(cwd: string, name: string, annotations = 'nodeport.cdk8s.io/assign: static'): Promise<number> {
  const stdin = `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec: { type: NodePort, ports: [{ name: http, port: 80 }] }
`;
  const { code, stdout, stderr } = await cli(['assign', '--cluster', 'prod', '-'], { cwd, stdin });
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return Number(/nodePort: (\d+)/.exec(stdout)?.[1]);
}

const synth = (app: App): string => captureStderr(() => app.synth());

describe('an app that shares its lock with manifests', () => {
  test('keeps their lines, and assigns other ports', async () => {
    const cwd = enterNewFolder();
    const number = await assign(cwd, 'yaml');
    synth(appWith('web'));
    synth(appWith('web'));
    expect(entriesOf(LOCK)).toHaveLength(2);
    expect(entriesOf(LOCK)).toContain(
      `${number}: { service: shop/yaml, port: http, state: assigned, from: manifests }`,
    );
  });

  test('is refused if it pins one of their ports', async () => {
    const number = await assign(enterNewFolder(), 'yaml');
    expect(refusalsOf(appWith('web', number))).toEqual([
      expect.stringMatching(
        /node port \d+ is held by nodeports\.lock\.yaml:\d+:\d+ \(Service shop\/yaml, port "http"\)/,
      ),
    ]);
  });

  test('takes over a Service with its number, and retires the number when the Service is removed', async () => {
    const number = await assign(enterNewFolder(), 'web');
    expect(synth(appWith('web'))).toContain(`~ ${number} shop/web http assigned, from manifests -> assigned`);
    expect(entriesOf(LOCK)).toEqual([`${number}: { service: shop/web, port: http, state: assigned }`]);
    synth(appWith('other'));
    expect(entriesOf(LOCK)).toContainEqual(
      expect.stringMatching(new RegExp(`^${number}: .*service: shop/web, port: http, state: retired`)),
    );
  });

  test('does not take over a Service while the lock is frozen', async () => {
    const number = await assign(enterNewFolder(), 'web');
    const before = entriesOf(LOCK);
    process.env.CI = 'true';
    try {
      expect(refusalsOf(appWith('web'))).toEqual([
        expect.stringContaining(`~ ${number} shop/web http assigned, from manifests -> assigned`),
      ]);
    } finally {
      delete process.env.CI;
    }
    expect(entriesOf(LOCK)).toEqual(before);
  });

  test('leaves the lines of its Services as they are when their manifests are filled in', async () => {
    const cwd = enterNewFolder();
    synth(appWith('web'));
    const before = entriesOf(LOCK);
    await assign(cwd, 'web');
    expect(entriesOf(LOCK)).toEqual(before);
  });

  test('gives a retired port back to a manifest that still has the Service', async () => {
    const cwd = enterNewFolder();
    const number = await assign(cwd, 'web');
    synth(appWith('web'));
    synth(appWith('other'));
    expect(await assign(cwd, 'web')).toBe(number);
    synth(appWith('other'));
    expect(entriesOf(LOCK)).toContain(`${number}: { service: shop/web, port: http, state: assigned, from: manifests }`);
  });

  test('lets manifests draw from its reservation, and keeps the ports that they have drawn', async () => {
    const cwd = enterNewFolder();
    const build = (): App => {
      const app = appWith('web');
      new NodePortReservation(app, 'kafka', { size: 3, reason: 'brokers' });
      return app;
    };
    synth(build());
    const number = await assign(cwd, 'kafka-0', 'nodeport.cdk8s.io/reservation: kafka');
    const drawn = `${number}: { service: shop/kafka-0, port: http, reservation: kafka, state: assigned, from: manifests }`;
    const before = entriesOf(LOCK);
    expect(before).toContain(drawn);
    synth(build());
    expect(entriesOf(LOCK)).toEqual(before);
    expect(before.filter((line) => line.includes('reservation: kafka'))).toHaveLength(3);
  });

  test('keeps a line of manifests if the app has the Service without the port', async () => {
    const number = await assign(enterNewFolder(), 'web');
    const app = appWith('other');
    const ports = [{ name: 'http', port: 80 }];
    new Service(new Chart(app, 'web', { namespace: 'shop' }), 'web', { metadata: { name: 'web' }, ports });
    synth(app);
    expect(entriesOf(LOCK)).toContain(`${number}: { service: shop/web, port: http, state: assigned, from: manifests }`);
  });

  test('does not mistake a lock with lines of manifests for that of another app', async () => {
    const cwd = enterNewFolder();
    await assign(cwd, 'one');
    await assign(cwd, 'two');
    expect(synth(appWith('web'))).not.toContain('it knew none');
  });

  test('with a frozen lock is refused only for changes of its own', async () => {
    const cwd = enterNewFolder();
    synth(appWith('web'));
    await assign(cwd, 'yaml');
    process.env.CI = 'true';
    try {
      expect(refusalsOf(appWith('web'))).toEqual([]);
    } finally {
      delete process.env.CI;
    }
  });
});

describe('an app and a manifest that give one port different numbers', () => {
  const manifest = (nodePort?: number): void =>
    writeFileSync(
      'web.yaml',
      `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { nodeport.cdk8s.io/assign: static } }
spec: { type: NodePort, ports: [{ name: http, port: 80${nodePort ? `, nodePort: ${nodePort}` : ''} }] }
`,
    );
  const fillIn = (...flags: string[]) =>
    cli(['assign', '--cluster', 'prod', '--lock', LOCK, ...flags, 'web.yaml'], { cwd: process.cwd() });

  test('are refused on the side that comes second, and no line moves', async () => {
    enterNewFolder();
    synth(appWith('web', 30009));
    const before = entriesOf(LOCK);
    manifest(30010);
    const { code, stdout } = await fillIn();
    expect({ code, lock: entriesOf(LOCK) }).toEqual({ code: 2, lock: before });
    expect(stdout).toContain(
      'Service shop/web, port "http": it has node port 30010 here, and 30009 in nodeports.lock.yaml, as recorded for ' +
        'the app. Write nodePort: 30009 here; to move the port, first write nodePort: 30010 in the app and ' +
        'synthesize, ' +
        'or remove the Service there and synthesize, or if no app has this Service, delete the line of 30009 from ' +
        'nodeports.lock.yaml. (port-disputed)',
    );
    synth(appWith('web', 30009));
    expect(entriesOf(LOCK)).toEqual(before);
  });

  test('are refused if the manifest was first, and no line moves', async () => {
    enterNewFolder();
    manifest(30010);
    await fillIn();
    const before = entriesOf(LOCK);
    expect(before).toEqual(['30010: { service: shop/web, port: http, state: pinned, from: manifests }']);
    expect(refusalsOf(appWith('web', 30009))).toEqual([expect.stringMatching(/ 30010 here; .*\(port-disputed\)$/)]);
    expect(entriesOf(LOCK)).toEqual(before);
  });

  test.each([
    ['the manifest takes the number of the app', 30009, () => manifest(30009)],
    ['the app moves first', 30010, () => synth(appWith('web', 30010))],
    ['the Service leaves the app', 30010, () => synth(appWith('other'))],
  ])('agree again once %s', async (_, number, wayOut) => {
    enterNewFolder();
    synth(appWith('web', 30009));
    manifest(30010);
    wayOut();
    expect(await fillIn()).toMatchObject({ code: 0 });
    expect(entriesOf(LOCK)).toContainEqual(expect.stringMatching(`^${number}: .*shop/web, port: http, state: pinned`));
  });

  test('agree again once the manifest moves first, or no manifest has the Service', async () => {
    enterNewFolder();
    manifest(30010);
    await fillIn();
    manifest(30009);
    await fillIn();
    expect(refusalsOf(appWith('web', 30009))).toEqual([]);
  });

  test('agree again once an imported line that no app has is deleted from the lock', async () => {
    enterNewFolder();
    manifest(30009);
    await cli(['lock', 'import', '--cluster', 'prod', '--lock', LOCK, 'web.yaml'], { cwd: process.cwd() });
    manifest(30010);
    const { code, stdout } = await fillIn();
    expect(code).toBe(2);
    expect(stdout).toContain(`if no app has this Service, delete the line of 30009 from ${LOCK}`);
    writeFileSync(LOCK, readFileSync(LOCK, 'utf8').replace(/^ *30009:.*\n/m, ''));
    expect(await fillIn()).toMatchObject({ code: 0 });
    expect(entriesOf(LOCK)).toEqual(['30010: { service: shop/web, port: http, state: pinned, from: manifests }']);
  });

  test('do not affect a manifest that has no number and asks for none', async () => {
    enterNewFolder();
    synth(appWith('web', 30009));
    const before = entriesOf(LOCK);
    manifest();
    writeFileSync('web.yaml', readFileSync('web.yaml', 'utf8').replace(/, labels: \{[^}]*\}/, ''));
    expect(await fillIn()).toMatchObject({ code: 0 });
    expect(entriesOf(LOCK)).toEqual(before);
  });
});
