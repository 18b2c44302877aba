import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  NodePortRegistry,
  NodePortRegistryProps,
  NodePortReservation,
  RecordedNodePorts,
  StaticNodePortService,
} from 'cdk8s-nodeport';
import { Protocol, Service, ServicePort } from 'cdk8s-plus-27';
import {
  enterNewFolder,
  pinned,
  plainService,
  refusalsOf,
  staticService,
  tempApp,
  withoutChanges,
} from '../support/apps';
import { entriesOf, tempFolder } from '../support/lock';
import { captureStderr } from '../support/stderr';

interface Wish {
  readonly nodePort?: number;
  readonly formerly?: string;
}

/** An app of one cluster whose static Services are given by name, and its lock. */
function locked(lockFile: string, services: Record<string, Wish>, props: NodePortRegistryProps = {}) {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', lockFile, frozen: false, ...props });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const made = Object.entries(services).map(
    ([name, { nodePort, formerly }]) =>
      new StaticNodePortService(chart, name, {
        metadata: { name },
        ports: [{ name: 'web', port: 80, nodePort }],
        formerly,
      }),
  );
  return { app, registry, chart, made };
}

const newLock = () => join(tempFolder(), 'nodeports.lock.yaml');
/** What a synth prints, without the changes of the lock. */
const synth = (app: App): string => withoutChanges(captureStderr(() => app.synth()));

/** The port that a lock gives to a Service. */
function portIn(path: string, service: string): number {
  return Number(
    entriesOf(path)
      .find((line) => line.includes(`service: ${service},`))
      ?.split(':')[0],
  );
}

test('a lock records every static claim, pinned and assigned', () => {
  const path = newLock();
  const { app, chart } = locked(path, { web: {}, api: { nodePort: 30010 } });
  plainService(chart, 'plain', pinned(30020), { namespace: 'shop' });
  plainService(chart, 'lucky', pinned(31000));
  synth(app);
  expect(
    entriesOf(path)
      .map((line) => line.replace(/^30\d{3}(?=: \{ service: shop\/web)/, 'N'))
      .sort(),
  ).toEqual([
    '30010: { service: shop/api, port: web, state: pinned }',
    '30020: { service: shop/plain, port: web, state: pinned }',
    'N: { service: shop/web, port: web, state: assigned }',
  ]);
});

test('a second synth changes nothing, and a locked port is the plain number at once', () => {
  const path = newLock();
  synth(locked(path, { web: {} }).app);
  const text = readFileSync(path, 'utf8');
  const {
    app,
    made: [web],
  } = locked(path, { web: {} });
  expect(web.nodePortOf('web')).toBe(portIn(path, 'shop/web'));
  synth(app);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('nothing is written where anything else fails', () => {
  const path = newLock();
  const { app, chart } = locked(path, { web: {} });
  staticService(chart, 'far', 40000);
  expect(() => app.synthYaml()).toThrow('(outside-range)');
  expect(existsSync(path)).toBe(false);

  const unheard = locked(path, { web: {} });
  unheard.chart.node.addValidation({ validate: () => ['something else'] });
  expect(refusalsOf(unheard.app)).toEqual(['[shop] something else']);
  expect(existsSync(path)).toBe(false);

  const unrendered = locked(path, { web: {} });
  new Service(unrendered.chart, 'without-ports');
  expect(() => unrendered.app.synth()).toThrow('A service must be configured with a port');
  expect(existsSync(path)).toBe(false);
});

test('the lock is on disk before the first manifest, also of a chart that renders itself', () => {
  const path = newLock();
  const { app, chart } = locked(path, { web: {} });
  const isThere: boolean[] = [];
  const render = chart.toJson.bind(chart);
  Object.defineProperty(chart, 'toJson', {
    value: () => {
      isThere.push(existsSync(path), existsSync(join(app.outdir, 'shop.k8s.yaml')));
      const manifests = render();
      isThere.push(existsSync(path), existsSync(join(app.outdir, 'shop.k8s.yaml')));
      return manifests;
    },
  });
  synth(app);
  expect(isThere).toEqual([true, false, true, false]);
});

test.each<[string, (app: App, chart: Chart) => unknown]>([
  ['chart.toJson()', (_, chart) => chart.toJson()],
  ['Testing.synth(chart)', (_, chart) => Testing.synth(chart)],
  ['registry.claims()', (app) => NodePortRegistry.of(app).claims()],
])('%s writes no lock', (_, emit) => {
  const path = newLock();
  const { app, chart } = locked(path, { web: {} });
  expect(captureStderr(() => emit(app, chart))).toBe('');
  expect(existsSync(path)).toBe(false);
});

test('app.synthYaml() writes no lock, and says that ports are not recorded', () => {
  const path = newLock();
  expect(captureStderr(() => locked(path, { web: {} }).app.synthYaml())).toBe(
    `${path} (prod): 1 change is not recorded, so these ports may move. Only app.synth() writes the lock\n`,
  );
  expect(existsSync(path)).toBe(false);
  synth(locked(path, { web: {} }).app);
  expect(captureStderr(() => locked(path, { web: {} }).app.synthYaml())).toBe('');
});

test('a Service that cannot be rendered is refused for that alone, whatever was promised', () => {
  enterNewFolder();
  const chart = new Chart(undefined as unknown as App, 'detached');
  const port = new StaticNodePortService(chart, 'web', { ports: [{ name: 'web', port: 80 }] }).nodePortOf('web');
  expect(port).toBeGreaterThanOrEqual(30000);
  expect(() => chart.toJson()).toThrow(/Failed serializing construct/);
  expect(() => chart.toJson()).not.toThrow('promise-broken');
});

test('a lock that cannot be read is refused where the registry is made, and left as it is', () => {
  const path = newLock();
  writeFileSync(path, 'version: 7\n');
  expect(() => locked(path, { web: {} })).toThrow(
    `${path}:1:10: this library can only read version 1 of the format. Use the version of the library that wrote it, ` +
      `or write version: 1 if it was this one. (lock-invalid)`,
  );
  expect(readFileSync(path, 'utf8')).toBe('version: 7\n');
});

test('who wants the port that the lock gives to another is told, and the other keeps it', () => {
  const path = newLock();
  synth(locked(path, { web: {} }).app);
  const port = portIn(path, 'shop/web');
  expect(refusalsOf(locked(path, { web: {}, admin: { nodePort: port } }).app)).toEqual([
    expect.stringMatching(
      `^\\[shop/admin\\] Service shop/admin, port "web": node port ${port} is already claimed by shop/web ` +
        `\\(Service shop/web, port "web"\\) and locked to it in .*nodeports.lock.yaml; .*\\(port-taken\\)$`,
    ),
  ]);
});

test('of two pins, the one that the lock does not know is blamed, whatever their paths', () => {
  const path = newLock();
  synth(locked(path, { web: { nodePort: 30010 } }).app);
  expect(refusalsOf(locked(path, { web: { nodePort: 30010 }, admin: { nodePort: 30010 } }).app)).toEqual([
    expect.stringMatching(/^\[shop\/admin\] .*\(port-taken\)$/),
  ]);
});

test('who takes the port of a Service that is gone is warned once', () => {
  const path = newLock();
  synth(locked(path, { web: { nodePort: 30010 } }).app);
  expect(synth(locked(path, { admin: { nodePort: 30010 } }).app)).toMatch(
    /^Warning: \[shop\/admin\] .*node port 30010 belonged to shop\/web web, .*Write formerly: 'shop\/web' .*\(port-retired\)\n$/,
  );
  expect(synth(locked(path, { admin: { nodePort: 30010 } }).app)).toBe('');
});

test('a renamed Service keeps its port with formerly, pinned or assigned, and nobody is warned', () => {
  const path = newLock();
  synth(locked(path, { web: {}, api: { nodePort: 30010 } }).app);
  const port = portIn(path, 'shop/web');
  const {
    app,
    made: [front],
  } = locked(path, { front: { formerly: 'shop/web' }, backend: { formerly: 'api', nodePort: 30010 } });
  expect(front.nodePortOf('web')).toBe(port);
  expect(synth(app)).toBe('');
  expect([portIn(path, 'shop/front'), portIn(path, 'shop/backend'), entriesOf(path).length]).toEqual([port, 30010, 2]);
});

test('a port that is pinned elsewhere by its own owner is retired, and stays in the lock', () => {
  const path = newLock();
  synth(locked(path, { web: { nodePort: 30010 } }).app);
  synth(locked(path, { web: { nodePort: 30011 } }).app);
  expect(entriesOf(path)).toEqual([
    expect.stringMatching(/^30010: \{ service: shop\/web, port: web, state: retired, since: \d{4}-\d\d-\d\d \}$/),
    '30011: { service: shop/web, port: web, state: pinned }',
  ]);
});

describe('a number that was given out from the lock is the one in the manifests, or the app is refused', () => {
  const given = (change: (service: StaticNodePortService, chart: Chart) => void) => {
    const path = newLock();
    synth(locked(path, { web: {} }).app);
    const {
      app,
      chart,
      made: [web],
    } = locked(path, { web: {} });
    const number = web.nodePortOf('web');
    change(web, chart);
    return { path, number, refusals: refusalsOf(app) };
  };

  test.each<[string, (service: StaticNodePortService, chart: Chart) => void, string]>([
    [
      'a patch takes the number out',
      (service) =>
        ApiObject.of(service).addJsonPatch(
          JsonPatch.replace('/spec/type', 'ClusterIP'),
          JsonPatch.remove('/spec/ports/0/nodePort'),
        ),
      'no node port',
    ],
    [
      'a patch pins another',
      (service) => ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30001)),
      '30001',
    ],
    ['the Service is taken out', (_, chart) => chart.node.tryRemoveChild('web'), 'no node port'],
  ])('%s', (_, change, has) => {
    expect(given(change).refusals).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `port "web": nodePortOf\\(\\) gave out 300\\d\\d, and its manifest has ${has}\\. .* \\(promise-broken\\)$`,
        ),
      ),
    );
  });

  test('a patch that renames the Service changes nothing about it', () => {
    const { path, number, refusals } = given((service) =>
      ApiObject.of(service).addJsonPatch(JsonPatch.replace('/metadata/name', 'other')),
    );
    expect(refusals).toEqual([]);
    expect(portIn(path, 'shop/other')).toBe(number);
  });
});

describe('a locked port that two protocols share stays where it is', () => {
  const dns = (path: string, ...ports: ServicePort[]) => {
    const { app, chart } = locked(path, {});
    const service = new StaticNodePortService(chart, 'dns', { metadata: { name: 'dns' }, ports });
    const given = service.nodePortOf(ports[ports.length - 1].name ?? '53/UDP');
    synth(app);
    return {
      given,
      numbers: Testing.synth(chart)[0].spec.ports.map(({ nodePort }: { nodePort: number }) => nodePort) as number[],
    };
  };
  const udp: ServicePort = { name: 'udp', port: 53, protocol: Protocol.UDP };
  const tcp: ServicePort = { name: 'tcp', port: 53, protocol: Protocol.TCP };

  test.each<[string, ServicePort[], ServicePort[]]>([
    ['when the other comes', [udp], [tcp, udp]],
    ['when they change places', [udp, tcp], [tcp, udp]],
    ['when one of them goes', [udp, tcp], [tcp]],
    ['when it gets a name', [{ ...udp, name: undefined }], [udp, tcp]],
  ])('%s', (_, before, after) => {
    const path = newLock();
    const [port] = dns(path, ...before).numbers;
    const { given, numbers } = dns(path, ...after);
    expect([...new Set([given, ...numbers])]).toEqual([port]);
  });

  test('unless one of them is pinned, and then both say so', () => {
    const path = newLock();
    dns(path, udp);
    const { given, numbers } = dns(path, { ...tcp, nodePort: 30053 }, udp);
    expect([given, ...numbers]).toEqual([30053, 30053, 30053]);
  });
});

test("a locked port that lies outside the static band by now is not called anybody's choice", () => {
  const path = newLock();
  writeFileSync(
    path,
    'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n      30070: { service: shop/web, port: ' +
      'web, state: assigned }\n',
  );
  expect(refusalsOf(locked(path, { web: {} }, { portRange: '30000-30500' }).app)).toEqual([
    expect.stringMatching(
      /node port 30070 lies in the dynamic band .*Remove the line of 30070 from .*lock.yaml, to have another assigned\. \(outside-static-band\)$/,
    ),
  ]);
});

describe('a frozen lock', () => {
  test('that is up to date passes, and is not written', () => {
    const path = newLock();
    synth(locked(path, { web: {} }).app);
    expect(refusalsOf(locked(path, { web: {} }, { frozen: true }).app)).toEqual([]);
  });

  test('that is not there or out of date is refused with the difference, and nothing is written', () => {
    const path = newLock();
    expect(refusalsOf(locked(path, { web: { nodePort: 30010 } }, { frozen: true }).app)).toEqual([
      `[NodePorts] ${path} does not exist, and it is frozen, so nothing was written: + 30010 shop/web web pinned. ` +
        `Type CI= npx cdk8s synth where you develop, without frozen: true, and commit the file. (lock-outdated)`,
    ]);
    expect(existsSync(path)).toBe(false);
    synth(locked(path, { web: { nodePort: 30010 }, api: { nodePort: 30011 } }).app);
    const text = readFileSync(path, 'utf8');
    expect(
      refusalsOf(locked(path, { web: { nodePort: 30010 }, admin: { nodePort: 30012 } }, { frozen: true }).app)[0],
    ).toContain('~ 30011 shop/api web pinned -> retired; + 30012 shop/admin web pinned');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('is not spoken of before everything else is mended', () => {
    expect(refusalsOf(locked(newLock(), { web: { nodePort: 40000 } }, { frozen: true }).app)).toEqual([
      expect.stringContaining('(outside-range)'),
    ]);
  });

  test.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('is what CI=%p makes of one for which nothing is said: %p', (value, isFrozen) => {
    const { CI } = process.env;
    try {
      if (value === undefined) delete process.env.CI;
      else process.env.CI = value;
      expect(refusalsOf(locked(newLock(), { web: {} }, { frozen: undefined }).app).length > 0).toBe(isFrozen);
      expect(refusalsOf(locked(newLock(), { web: {} }).app)).toEqual([]);
    } finally {
      if (CI === undefined) delete process.env.CI;
      else process.env.CI = CI;
    }
  });
});

describe('several clusters', () => {
  /** The same chart stamped onto two clusters of one app. */
  function stamped(fileOf: (cluster: string) => string): App {
    const app = tempApp();
    for (const cluster of ['east', 'west']) {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      new NodePortRegistry(chart, 'NodePorts', { cluster, lockFile: fileOf(cluster), frozen: false });
      staticService(chart, 'web', 30010);
      new StaticNodePortService(chart, 'api', { metadata: { name: 'api' }, ports: [{ name: 'web', port: 80 }] });
    }
    return app;
  }

  test('have a section each in one lock, and may hold the same port', () => {
    const path = newLock();
    expect(refusalsOf(stamped(() => path))).toEqual([]);
    expect(readFileSync(path, 'utf8').match(/^ {2}\w+:$/gm)).toEqual(['  east:', '  west:']);
    expect(entriesOf(path).filter((line) => line.startsWith('30010:'))).toHaveLength(2);
    const text = readFileSync(path, 'utf8');
    expect(refusalsOf(stamped(() => path))).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('or a file each', () => {
    const folder = tempFolder();
    synth(stamped((cluster) => join(folder, `${cluster}.lock.yaml`)));
    expect(['east', 'west'].map((cluster) => entriesOf(join(folder, `${cluster}.lock.yaml`)).length)).toEqual([2, 2]);
  });

  test('are written together or not at all', () => {
    const path = newLock();
    synth(stamped(() => path));
    const app = stamped(() => path);
    staticService(Chart.of(app.node.findChild('east').node.findChild('web')), 'new', 30011);
    const text = readFileSync(path, 'utf8').replace(
      '30010: { service: shop/web, port: web, state: pinned }\n      # 30011\n  west',
      '# gone\n  west',
    );
    const changed =
      `${text.slice(0, text.indexOf('  west:'))}` +
      `${text.slice(text.indexOf('  west:')).replace(/ +30010: .*\n/, '')}`;
    writeFileSync(path, changed);
    expect(() => app.synth()).toThrow('cluster west was changed by another process');
    expect(readFileSync(path, 'utf8')).toBe(changed);
  });
});

describe('the lock of another app', () => {
  function published(): string {
    const path = newLock();
    const { app } = locked(path, { web: { nodePort: 30010 } });
    new NodePortReservation(app, 'data', { ports: '30040-30041', owner: 'team data', reason: 'Kafka brokers' });
    synth(app);
    return path;
  }

  test('counts as taken, with owner, place and reason', () => {
    const path = published();
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
    const chart = new Chart(app, 'edge', { namespace: 'edge' });
    staticService(chart, 'ingress', 30010);
    staticService(chart, 'broker', 30041);
    expect(refusalsOf(app)).toEqual([
      expect.stringMatching(
        /^\[edge\/ingress\] .*node port 30010 is held by .*nodeports.lock.yaml:\d+:\d+ \(Service shop\/web, port "web"\)\. Choose another: 30011 .*\(port-reserved\)$/,
      ),
      expect.stringMatching(
        /^\[edge\/broker\] .*node port 30041 is held by .*nodeports.lock.yaml:\d+:\d+, for team data \(Kafka brokers\)\. Choose another: .*\(port-reserved\)$/,
      ),
    ]);
    const line = Number(/lock\.yaml:(\d+):7 \(Service/.exec(refusalsOf(app)[0])![1]);
    expect(readFileSync(path, 'utf8').split('\n')[line - 1]).toContain('30010:');
  });

  test('lets in whom it names, and wins over a reservation of this app, whatever that is called', () => {
    const path = newLock();
    const { app: platform } = locked(path, {});
    new NodePortReservation(platform, 'edge', {
      ports: '30043-30044',
      reason: 'The ingress',
      services: ['edge/ingress'],
    });
    synth(platform);
    for (const id of ['aaa', 'zzz']) {
      const app = tempApp();
      new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
      const reservation = new NodePortReservation(app, id, { ports: '30044', reason: 'another wish' });
      const chart = new Chart(app, 'edge', { namespace: 'edge' });
      staticService(chart, 'ingress', 30043);
      new StaticNodePortService(chart, 'other', {
        metadata: { name: 'other' },
        ports: [{ name: 'web', port: 80, nodePort: 30044 }],
        reservation,
      });
      expect(
        refusalsOf(app)
          .map((line) => /^\[(\S+)\].*\((\S+)\)$/.exec(line)?.slice(1).join(' '))
          .sort(),
      ).toEqual([`${id} port-reserved`, 'edge/other port-reserved'].sort());
    }
  });

  test('gives a retired port back to its own Service only', () => {
    const path = newLock();
    synth(locked(path, { web: { nodePort: 30010 } }).app);
    synth(locked(path, {}).app);
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { cluster: 'prod', reservations: [RecordedNodePorts.fromLockFile(path)] });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    staticService(chart, 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
    staticService(chart, 'other', 30010);
    expect(refusalsOf(app).join()).toMatch(
      /Service shop\/web, port "web", retired since \d{4}-\d\d-\d\d\).*\(port-reserved\)/,
    );
  });

  test('is not an obstacle to the Service that it names', () => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromLockFile(published())],
    });
    staticService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('gives a Service that it names the port that it records', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromLockFile(published())],
    });
    new StaticNodePortService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', {
      metadata: { name: 'web' },
      ports: [{ name: 'web', port: 80 }],
    });
    expect(
      registry
        .claims()
        .filter((claim) => claim.assigned)
        .map(({ nodePort }) => nodePort),
    ).toEqual([30010]);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('names the cluster where that is called otherwise, and says so where it is not there', () => {
    const path = published();
    const make = (cluster?: string) =>
      new NodePortRegistry(tempApp(), 'NodePorts', {
        cluster: 'main',
        reservations: [RecordedNodePorts.fromLockFile(path, { cluster })],
      });
    expect(() => make('prod')).not.toThrow();
    expect(() => make()).toThrow(
      `${path}: it has no cluster main, only prod. Name one: fromLockFile('${path}', { cluster: 'prod' }). ` +
        `(lock-invalid)`,
    );
    expect(() => RecordedNodePorts.fromLockFile('no-such.lock.yaml')).toThrow(
      /^no-such\.lock\.yaml: the lock file does not exist.*\(lock-invalid\)$/,
    );
  });
});

describe('the snapshot of a live cluster', () => {
  const newSnapshot = (...lines: string[]): string => {
    const path = join(tempFolder(), 'prod.snapshot.yaml');
    const ports = lines.map((line) => `  - { ${line}, kind: node-port, servicePort: 80, protocol: TCP }\n`).join('');
    writeFileSync(path, `version: 1\ncluster: prod\nportRange: 30000-32767\nports:${ports ? `\n${ports}` : ' []\n'}`);
    return path;
  };
  const counting = (path: string) => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      reservations: [RecordedNodePorts.fromSnapshot(path)],
    });
    return { app, registry, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
  };
  const assigned = (chart: Chart, name: string) =>
    new StaticNodePortService(chart, name, { metadata: { name }, ports: [{ name: 'web', port: 80 }] });
  const numbers = (registry: NodePortRegistry) =>
    registry
      .claims()
      .filter((claim) => claim.assigned)
      .map(({ nodePort }) => nodePort);

  test('refuses a live port to anybody but the Service that has it, whatever its port is called', () => {
    const path = newSnapshot('port: 30010, service: shop/web, name: http');
    const { app, chart } = counting(path);
    staticService(chart, 'web', 30010);
    expect(refusalsOf(app)).toEqual([]);
    staticService(chart, 'thief', 30010);
    expect(refusalsOf(app).join()).not.toContain('[shop/web]');
    expect(refusalsOf(app)).toContainEqual(
      expect.stringMatching(
        /^\[shop\/thief\] .*node port 30010 is held by .*prod\.snapshot\.yaml:5:13 \(Service shop\/web, port "http", live\)\. Choose another: \d+ .*\(port-reserved\)$/,
      ),
    );
  });

  test('an assigned port is never a live one of somebody else', () => {
    const live = Array.from({ length: 85 }, (_, index) => `port: ${30000 + index}, service: others/s${index}`);
    const { registry, chart } = counting(newSnapshot(...live));
    assigned(chart, 'web');
    expect(numbers(registry)).toEqual([30085]);
  });

  test('a Service that is to be assigned a port keeps its live one, with or without a name', () => {
    const { app, registry, chart } = counting(
      newSnapshot('port: 30010, service: shop/web, name: web', 'port: 30011, service: shop/plain'),
    );
    assigned(chart, 'web');
    new StaticNodePortService(chart, 'plain', { metadata: { name: 'plain' }, ports: [{ port: 80 }] });
    expect(numbers(registry)).toEqual([30010, 30011]);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('a port that got another name keeps the live number of its service port', () => {
    const { registry, chart } = counting(newSnapshot('port: 30010, service: shop/web, name: http'));
    assigned(chart, 'web');
    expect(numbers(registry)).toEqual([30010]);
  });

  test('a number that the API server picked is given up for a static one', () => {
    const { app, registry, chart } = counting(newSnapshot('port: 31234, service: shop/web, name: web'));
    assigned(chart, 'web');
    expect(numbers(registry)[0]).toBeLessThan(30086);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('is not recorded in the lock of the app', () => {
    const [path, lockFile] = [newSnapshot('port: 30010, service: others/web, name: web'), newLock()];
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', {
      cluster: 'prod',
      lockFile,
      frozen: false,
      reservations: [RecordedNodePorts.fromSnapshot(path)],
    });
    staticService(new Chart(app, 'shop', { namespace: 'shop' }), 'web', 30011);
    synth(app);
    expect(readFileSync(lockFile, 'utf8')).not.toContain('others/web');
  });

  test('names the cluster where that is called otherwise', () => {
    const path = newSnapshot();
    const make = (cluster?: string) =>
      new NodePortRegistry(tempApp(), 'NodePorts', {
        cluster: 'main',
        reservations: [RecordedNodePorts.fromSnapshot(path, { cluster })],
      });
    expect(() => make('prod')).not.toThrow();
    expect(() => make()).toThrow(
      `${path}: it is of cluster prod, not of main. If that is this one, say so: fromSnapshot('${path}', { ` +
        `cluster: 'prod' }). (snapshot-invalid)`,
    );
  });
});
