import { App, Chart } from 'cdk8s';
import { NodePortRegistry, NodePortReservation, StaticNodePortService } from 'cdk8s-nodeport';
import { enterNewFolder, refusalsOf } from '../support/apps';
import { cli } from '../support/cli';
import { entriesOf } from '../support/lock';
import { captureStderr } from '../support/stderr';

const LOCK = 'nodeports.lock.yaml';

/** An app of cluster prod with a static Service of one port. */
function appWith(name: string, nodePort?: number): App {
  const app = new App({ outdir: 'dist' });
  new NodePortRegistry(app, 'NodePorts', { cluster: 'prod' });
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

  test('takes a Service over with its number, and retires it when the Service goes', async () => {
    const number = await assign(enterNewFolder(), 'web');
    synth(appWith('web'));
    expect(entriesOf(LOCK)).toEqual([`${number}: { service: shop/web, port: http, state: assigned }`]);
    synth(appWith('other'));
    expect(entriesOf(LOCK)).toContainEqual(
      expect.stringMatching(new RegExp(`^${number}: .*service: shop/web, port: http, state: retired`)),
    );
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

  test('lets manifests draw from its reservation, and keeps the ports that they drew', async () => {
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

  test('does not take a lock with lines of manifests alone for that of another app', async () => {
    const cwd = enterNewFolder();
    await assign(cwd, 'one');
    await assign(cwd, 'two');
    expect(synth(appWith('web'))).not.toContain('it knew none');
  });

  test('is frozen only for changes of its own', async () => {
    const cwd = enterNewFolder();
    await assign(cwd, 'web');
    process.env.CI = 'true';
    try {
      expect(refusalsOf(appWith('web'))).toEqual([]);
    } finally {
      delete process.env.CI;
    }
  });
});
