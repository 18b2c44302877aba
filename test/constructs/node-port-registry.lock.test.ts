import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import { Protocol, Service, ServicePort } from 'cdk8s-plus-27';
import { enterNewFolder, pinned, plainService, refusalsOf, staticService } from '../support/apps';
import { entriesOf } from '../support/lock';
import { locked, newLock, portIn, synth } from '../support/locked-app';
import { captureStderr } from '../support/stderr';

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

test('a second synth changes nothing, and nodePortOf() returns the locked number at once', () => {
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

test('the lock is not written if anything else fails', () => {
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

test('the lock is on disk before the first manifest, even if a chart renders itself', () => {
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

test('app.synthYaml() writes no lock, and warns that ports are not recorded', () => {
  const path = newLock();
  expect(captureStderr(() => locked(path, { web: {} }).app.synthYaml())).toBe(
    `${path} (prod): 1 change is not recorded, so these ports may move. Only app.synth() writes the lock\n`,
  );
  expect(existsSync(path)).toBe(false);
  synth(locked(path, { web: {} }).app);
  expect(captureStderr(() => locked(path, { web: {} }).app.synthYaml())).toBe('');
});

test('a Service that cannot be rendered is refused only for that, even if its number was given out', () => {
  enterNewFolder();
  const chart = new Chart(undefined as unknown as App, 'detached');
  const port = new StaticNodePortService(chart, 'web', { ports: [{ name: 'web', port: 80 }] }).nodePortOf('web');
  expect(port).toBeGreaterThanOrEqual(30000);
  expect(() => chart.toJson()).toThrow(/Failed serializing construct/);
  expect(() => chart.toJson()).not.toThrow('promise-broken');
});

test('a lock that cannot be read is refused when the registry is created, and left as it is', () => {
  const path = newLock();
  writeFileSync(path, 'version: 7\n');
  expect(() => locked(path, { web: {} })).toThrow(
    `${path}:1:10: this library can only read version 1 of the format. Use the version of the library that wrote it, ` +
      `or write version: 1 if it was this one. (lock-invalid)`,
  );
  expect(readFileSync(path, 'utf8')).toBe('version: 7\n');
});

test('a Service that wants the port of another in the lock is refused, and the other keeps it', () => {
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

test('of two pins, the one that is not in the lock is blamed, whatever their paths', () => {
  const path = newLock();
  synth(locked(path, { web: { nodePort: 30010 } }).app);
  expect(refusalsOf(locked(path, { web: { nodePort: 30010 }, admin: { nodePort: 30010 } }).app)).toEqual([
    expect.stringMatching(/^\[shop\/admin\] .*\(port-taken\)$/),
  ]);
});

test('a Service that takes the port of a deleted one gets a warning once', () => {
  const path = newLock();
  synth(locked(path, { web: { nodePort: 30010 } }).app);
  expect(synth(locked(path, { admin: { nodePort: 30010 } }).app)).toMatch(
    /^Warning: \[shop\/admin\] .*node port 30010 belonged to shop\/web web, .*Write formerly: 'shop\/web' .*\(port-retired\)\n$/,
  );
  expect(synth(locked(path, { admin: { nodePort: 30010 } }).app)).toBe('');
});

test('a renamed Service with a former name keeps its port, pinned or assigned, without a warning', () => {
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

test('a port whose owner pins another one is retired, and stays in the lock', () => {
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
      'a patch removes the number',
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
    ['the Service is removed', (_, chart) => chart.node.tryRemoveChild('web'), 'no node port'],
  ])('%s', (_, change, has) => {
    expect(given(change).refusals).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `port "web": nodePortOf\\(\\) returned 300\\d\\d, but its manifest has ${has}\\. .* \\(promise-broken\\)$`,
        ),
      ),
    );
  });

  test('even if a patch renames the Service', () => {
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
    ['when the other is added', [udp], [tcp, udp]],
    ['when they swap places', [udp, tcp], [tcp, udp]],
    ['when one of them is removed', [udp, tcp], [tcp]],
    ['when it gets a name', [{ ...udp, name: undefined }], [udp, tcp]],
  ])('%s', (_, before, after) => {
    const path = newLock();
    const [port] = dns(path, ...before).numbers;
    const { given, numbers } = dns(path, ...after);
    expect([...new Set([given, ...numbers])]).toEqual([port]);
  });

  test('unless one of them is pinned, which is recorded for both', () => {
    const path = newLock();
    dns(path, udp);
    const { given, numbers } = dns(path, { ...tcp, nodePort: 30053 }, udp);
    expect([given, ...numbers]).toEqual([30053, 30053, 30053]);
  });
});

test('a locked port that is now outside the static band is not reported as pinned', () => {
  const path = newLock();
  writeFileSync(
    path,
    'version: 1\nclusters:\n  prod:\n    range: 30000-32767\n    ports:\n      30070: { service: shop/web, port: ' +
      'web, state: assigned }\n',
  );
  expect(refusalsOf(locked(path, { web: {} }, { portRange: '30000-30500' }).app)).toEqual([
    expect.stringMatching(
      /node port 30070 lies in the dynamic band .*Delete the line 30070: {…} of .*lock.yaml, but not its comment, to have another assigned\. \(outside-static-band\)$/,
    ),
  ]);
});

describe('a frozen lock', () => {
  test('that is up to date passes, and is not written', () => {
    const path = newLock();
    synth(locked(path, { web: {} }).app);
    expect(refusalsOf(locked(path, { web: {} }, { frozen: true }).app)).toEqual([]);
  });

  test('that is missing or out of date is refused with the difference, and nothing is written', () => {
    const path = newLock();
    expect(refusalsOf(locked(path, { web: { nodePort: 30010 } }, { frozen: true }).app)).toEqual([
      `[NodePorts] ${path} does not exist, and it is frozen, so nothing was written: + 30010 shop/web web pinned. ` +
        `Run CI= npx cdk8s synth where you develop, without frozen: true, and commit the file. (lock-outdated)`,
    ]);
    expect(existsSync(path)).toBe(false);
    synth(locked(path, { web: { nodePort: 30010 }, api: { nodePort: 30011 } }).app);
    const text = readFileSync(path, 'utf8');
    expect(
      refusalsOf(locked(path, { web: { nodePort: 30010 }, admin: { nodePort: 30012 } }, { frozen: true }).app)[0],
    ).toContain('~ 30011 shop/api web pinned -> retired; + 30012 shop/admin web pinned');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('is not reported before everything else is fixed', () => {
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
  ])('is the default with CI=%p: %p', (value, isFrozen) => {
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
