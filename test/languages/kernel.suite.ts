import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { JsiiKernel, type Reference, struct } from './kernel/jsii-kernel';
import { packLibrary } from './parts/library';
import { kernelFrom, packageCache, pythonParts, tarballFrom } from './parts/python';

/** One run of an app, in its own process and in the folder of the app. */
class AppRun {
  public static async start(folder: string, library: string, env: NodeJS.ProcessEnv = {}): Promise<AppRun> {
    const parts = pythonParts();
    const kernel = await JsiiKernel.start(kernelFrom(parts), {
      cwd: folder,
      env: { ...process.env, JSII_RUNTIME_PACKAGE_CACHE_ROOT: packageCache(), CI: '', ...env },
    });
    for (const name of ['constructs', 'cdk8s', 'cdk8s-plus-27', 'cdk8s-plus-34']) {
      await kernel.load(name, '0.0.0', tarballFrom(parts, name));
    }
    await kernel.load('cdk8s-nodeport', '0.0.0', library);
    return new AppRun(kernel, await kernel.create('cdk8s.App'));
  }

  private constructor(
    public readonly kernel: JsiiKernel,
    public readonly app: Reference,
  ) {}

  /** A static Service in its own chart. */
  public async service(name: string, port: object, props: object = {}): Promise<Reference> {
    const chart = await this.kernel.create(
      'cdk8s.Chart',
      this.app,
      name,
      struct('cdk8s.ChartProps', { namespace: name }),
    );
    return this.kernel.create(
      'cdk8s-nodeport.StaticNodePortService',
      chart,
      name,
      struct('cdk8s-nodeport.StaticNodePortServiceProps', {
        metadata: struct('cdk8s.ApiObjectMetadata', { name }),
        ports: [port],
        ...props,
      }),
    );
  }

  public async synth(): Promise<void> {
    await this.kernel.invoke(this.app, 'synth');
  }
}

const http = (props: object = {}, version = 27) =>
  struct(`cdk8s-plus-${version}.ServicePort`, { name: 'http', port: 80, ...props });

describe('the library called through the kernel of jsii', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  const manifest = (chart: string) => readFileSync(join(folder, 'dist', `${chart}.k8s.yaml`), 'utf8');
  let library: string;
  before(() => void (library = packLibrary(folder)));
  after(() => rmSync(folder, { recursive: true }));

  /** Runs an app from its first construct to its end. */
  async function run(app: (run: AppRun) => Promise<void>, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const started = await AppRun.start(folder, library, env);
    try {
      await app(started);
    } finally {
      await started.kernel.stop();
    }
  }

  let assigned: number;

  test('gives a plain number at once, writes it into the manifest and into the lock', async () => {
    await run(async (app) => {
      const shop = await app.service('shop', http());
      assigned = await app.kernel.invoke(shop, 'nodePortOf', 'http');
      await app.service('web', http({ nodePort: 30009 }));
      await app.synth();
    });
    assert.ok(Number.isInteger(assigned) && assigned >= 30000 && assigned <= 30085, `${assigned} is a static port`);
    assert.match(manifest('shop'), new RegExp(`nodePort: ${assigned}\n`));
    assert.match(manifest('web'), /nodePort: 30009\n/);
    assert.match(
      readFileSync(join(folder, 'nodeports.lock.yaml'), 'utf8'),
      new RegExp(`^ +${assigned}: \\{ service: shop/shop, port: http, state: assigned`, 'm'),
    );
  });

  test('gives the same number to the next run, which passes with a frozen lock', async () => {
    const lock = readFileSync(join(folder, 'nodeports.lock.yaml'), 'utf8');
    await run(
      async (app) => {
        assert.equal(await app.kernel.invoke(await app.service('shop', http()), 'nodePortOf', 'http'), assigned);
        await app.service('web', http({ nodePort: 30009 }));
        await app.synth();
      },
      { CI: '1' },
    );
    assert.equal(readFileSync(join(folder, 'nodeports.lock.yaml'), 'utf8'), lock);
  });

  test('refuses a frozen lock that would have to change', async () => {
    await run(
      async (app) => {
        await app.service('new', http());
        await assert.rejects(app.synth(), /\(lock-outdated\)/);
      },
      { CI: '1' },
    );
  });

  test('refuses a clash of Services that cdk8s-plus-27 and cdk8s-plus-34 describe, and writes nothing', async () => {
    rmSync(join(folder, 'dist'), { recursive: true });
    await run(async (app) => {
      await app.service('one', http({ nodePort: 30012 }));
      await app.service('other', http({ nodePort: 30012 }, 34));
      await assert.rejects(
        app.synth(),
        /Service other\/other, port "http": node port 30012 is already claimed by one\/one.*\(port-taken\)/s,
      );
    });
    assert.equal(existsSync(join(folder, 'dist', 'one.k8s.yaml')), false);
  });

  test('names props as the language of the app spells them', async () => {
    await run(
      async (app) => {
        await assert.rejects(
          app.service('web', http({ nodePort: 0 })),
          /such as nodePort: (\d+)\. In Python: node_port=\1\. \(not-a-port\)/,
        );
      },
      { JSII_AGENT: 'Python/3.11' },
    );
  });

  test('selects the pods of a Deployment of cdk8s-plus-34', async () => {
    await run(async (app) => {
      const chart = await app.kernel.create('cdk8s.Chart', app.app, 'pods');
      const containers = [struct('cdk8s-plus-34.ContainerProps', { image: 'web', portNumber: 80 })];
      const pods = await app.kernel.create(
        'cdk8s-plus-34.Deployment',
        chart,
        'pods',
        struct('cdk8s-plus-34.DeploymentProps', { containers }),
      );
      await app.service('selecting', http({ nodePort: 30013 }, 34), { selector: pods });
      await app.synth();
    });
    assert.match(manifest('selecting'), /selector:\n +cdk8s.io\/metadata.addr: pods-c8/);
  });
});
