import { ApiObject, Chart } from 'cdk8s';
import { ClaimKind, NodePortRegistry, Severity } from 'cdk8s-nodeport';
import { Construct } from 'constructs';
import { codesOf, pinned, plainService, refusalsOf, staticService, tempApp } from '../support/apps';
import { captureStderr } from '../support/stderr';

describe('the registry of a construct', () => {
  test('is that of the nearest scope that has one', () => {
    const app = tempApp();
    const [outer, inner] = [new Chart(app, 'outer'), new Construct(app, 'inner')];
    const ofApp = new NodePortRegistry(app, 'NodePorts');
    const ofInner = new NodePortRegistry(inner, 'NodePorts', { cluster: 'edge' });
    expect(NodePortRegistry.of(app)).toBe(ofApp);
    expect(NodePortRegistry.of(staticService(outer, 'web', 30009))).toBe(ofApp);
    expect(NodePortRegistry.of(new Chart(inner, 'chart'))).toBe(ofInner);
    expect(NodePortRegistry.of(ofInner)).toBe(ofInner);
  });

  test('is a default one if the app has none, and is created only once', () => {
    const app = tempApp();
    const chart = new Chart(app, 'chart');
    const registry = NodePortRegistry.of(chart);
    expect(NodePortRegistry.of(app)).toBe(registry);
    expect(registry.cluster).toBe('default');
    expect(registry.portRange.toString()).toBe('30000-32767');
    expect(registry.bands.staticBand.toString()).toBe('30000-30085');
    expect(() => new NodePortRegistry(app, 'NodePorts')).toThrow(
      'NodePorts: the app already has a registry (DefaultNodePortRegistry, created when NodePortRegistry.of() was ' +
        "called). Move new NodePortRegistry(…, 'NodePorts') before that call. (registry-repeated)",
    );
  });

  test('counts Services that were created before it', () => {
    const app = tempApp();
    staticService(new Chart(app, 'chart'), 'web', 20009);
    expect(codesOf(app)).toEqual(['outside-range']);
    new NodePortRegistry(app, 'NodePorts', { portRange: '20000-22767' });
    expect(codesOf(app)).toEqual([]);
  });
});

test('two registries are two clusters, which do not see each other', () => {
  const app = tempApp();
  for (const cluster of ['berlin', 'paris']) {
    const site = new Construct(app, cluster);
    new NodePortRegistry(site, 'NodePorts', { cluster });
    staticService(new Chart(site, 'storage', { namespace: 'storage' }), 'minio', 30009);
  }
  expect(refusalsOf(app)).toEqual([]);
  staticService(new Chart(app.node.findChild('paris') as Construct, 'edge', { namespace: 'edge' }), 'ingress', 30009);
  expect(refusalsOf(app)).toEqual([
    expect.stringMatching(/^\[paris\/storage\/minio\] .*claimed by paris\/edge\/ingress/),
  ]);
});

test('a second registry for one cluster is refused', () => {
  const app = tempApp();
  const sites = ['a', 'b'].map((id) => new Construct(app, id));
  new NodePortRegistry(sites[0], 'NodePorts', { cluster: 'prod' });
  expect(() => new NodePortRegistry(sites[1], 'NodePorts', { cluster: 'prod' })).toThrow(
    "b/NodePorts: cluster prod already has a registry (a/NodePorts), and neither would see the other's " +
      "claims. Move one registry above both, or set cluster: 'prod-2'. (registry-repeated)",
  );
});

test('a Service that is written twice counts as one pick', () => {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts', { portRange: '30000' });
  for (const id of ['a', 'b']) plainService(new Chart(app, id, { namespace: 'n' }), 'web', pinned(undefined));
  expect(registry.findings().map(({ code }) => code)).toEqual(['static-band-unprotected', 'service-repeated']);
});

test('Services outside every registry are a cluster of their own only if one of them is static', () => {
  const app = tempApp();
  const site = new Construct(app, 'site');
  new NodePortRegistry(site, 'NodePorts', { cluster: 'site' });
  for (const id of ['a', 'b']) plainService(new Chart(app, id), id, pinned(30009));
  expect(refusalsOf(app)).toEqual([]);
  staticService(new Chart(app, 'c'), 'c', 30010);
  expect(codesOf(app)).toEqual(['port-taken']);
});

test('the default cluster can have only one registry', () => {
  const app = tempApp();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  new NodePortRegistry(a, 'NodePorts');
  staticService(a, 'x', 30010);
  expect(() => new NodePortRegistry(b, 'NodePorts')).toThrow(
    "b/NodePorts: cluster default already has a registry (a/NodePorts), and neither would see the other's " +
      "claims. Move one registry above both, or set cluster: 'b'. (registry-repeated)",
  );
  staticService(new Chart(app, 'c'), 'x', 30010);
  expect(refusalsOf(app)).toEqual([
    '[a/NodePorts] it describes cluster default below a, and c/x is outside and in cluster default too, so ' +
      "neither sees the other's claims. Move the registry to the app, or set cluster: 'a'. (registry-repeated)",
  ]);
});

test('a registry lists the claims of the whole cluster, by number', () => {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts', {
    cluster: 'prod',
    takenPorts: [{ port: 30000, reason: 'the API server' }],
  });
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  plainService(chart, 'open', { type: 'NodePort', ports: [{ port: 80 }] });
  plainService(chart, 'lb', {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30012,
    ports: [{ name: 'http', port: 80, nodePort: 30011 }],
  });
  staticService(chart, 'web', 30010);
  expect(registry.claims().map(({ nodePort, kind, owner }) => [nodePort, kind, owner.path, owner.port])).toEqual([
    [30000, ClaimKind.TAKEN, 'NodePorts', undefined],
    [30010, ClaimKind.NODE_PORT, 'chart/web', 'web'],
    [30011, ClaimKind.NODE_PORT, 'chart/lb', 'http'],
    [30012, ClaimKind.HEALTH_CHECK, 'chart/lb', 'healthCheckNodePort'],
    [undefined, ClaimKind.NODE_PORT, 'chart/open', '80/TCP'],
  ]);
});

test('a number in the dynamic band gets no warning if no static band is protected', () => {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts', { kubernetesVersion: '1.26' });
  plainService(new Chart(app, 'istio'), 'gateway', pinned(31380));
  expect(registry.findings().map(({ code }) => code)).toEqual(['static-band-unprotected']);
});

describe('warnings', () => {
  test('let the app pass, and refuse it under strict', () => {
    for (const strict of [false, true]) {
      const app = tempApp();
      new NodePortRegistry(app, 'NodePorts', { strict });
      plainService(new Chart(app, 'istio'), 'gateway', pinned(31380));
      const said = captureStderr(() => expect(codesOf(app)).toEqual(strict ? ['pinned-in-dynamic-band'] : []));
      expect(said === '').toBe(strict);
    }
  });

  test.each([
    ['1.26', undefined],
    ['1.27', undefined],
    ['1.28', false],
  ])(
    'are printed for a cluster that does not protect the static band: %s, gate %s',
    (kubernetesVersion, staticSubrangeGate) => {
      const app = tempApp();
      const registry = new NodePortRegistry(app, 'NodePorts', { kubernetesVersion, staticSubrangeGate });
      staticService(new Chart(app, 'chart'), 'web', 30010);
      expect(registry.findings().map(({ code, severity }) => [code, severity])).toEqual([
        ['static-band-unprotected', Severity.WARNING],
      ]);
    },
  );

  test.each(['30000-40000', '20000-32768', '60999-65000', '32768-35535'])(
    'are printed for a range that overlaps the ephemeral ports: %s',
    (portRange) => {
      const app = tempApp();
      const registry = new NodePortRegistry(app, 'NodePorts', { portRange });
      plainService(new Chart(app, 'chart'), 'web', pinned(undefined));
      expect(registry.findings().map(({ code }) => code)).toEqual(['range-meets-ephemeral-ports']);
    },
  );
});

describe('an accepted finding', () => {
  const risky = (annotations?: object) => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', { strict: true });
    const charts = ['a', 'ab'].map((id) => new Chart(app, id));
    charts.forEach((chart, index) => plainService(chart, `web-${index}`, pinned(31000 + index), { annotations }));
    return { app, registry, charts };
  };

  test('does not refuse the app and stays visible, at or below the construct that it was accepted for', () => {
    const { app, registry, charts } = risky();
    registry.accept(charts[0], 'pinned-in-dynamic-band', ' clients move by March ');
    expect(refusalsOf(app)).toEqual([expect.stringMatching(/^\[ab\/web-1\]/)]);
    expect(registry.findings().map(({ path, acceptedBecause }) => [path, acceptedBecause])).toEqual([
      ['a/web-0', 'clients move by March'],
      ['ab/web-1', undefined],
    ]);
    registry.accept(app, 'pinned-in-dynamic-band', 'all of them');
    expect(refusalsOf(app)).toEqual([]);
  });

  test('may come from an annotation of its Service', () => {
    const { app, registry } = risky({ 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'the appliance knows it' });
    expect(refusalsOf(app)).toEqual([]);
    expect(registry.findings().map(({ acceptedBecause }) => acceptedBecause)).toEqual([
      'the appliance knows it',
      'the appliance knows it',
    ]);
  });

  test.each([
    ['pinned-in-dynamic-band', ' ', 'reason-missing'],
    ['port-taken', 'why not', 'acceptance-invalid'],
    ['no-such-code', 'why not', 'acceptance-invalid'],
    ['reason-missing', 'why not', 'acceptance-invalid'],
    ['__proto__', 'why not', 'acceptance-invalid'],
  ])('is refused: %s, because %j', (code, reason, refusal) => {
    const { app, registry } = risky({ [`nodeport.cdk8s.io/accept-${code}`]: reason });
    expect(() => registry.accept(app, code, reason)).toThrow(new RegExp(`^NodePorts: .*\\(${refusal}\\)$`));
    expect(new Set(codesOf(app))).toEqual(new Set(['pinned-in-dynamic-band', refusal]));
  });

  test('of one Service does not cover the next one in a list', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts', { strict: true });
    const annotations = { 'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'only a' };
    new ApiObject(new Chart(app, 'c'), 'list', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', annotations }, spec: pinned(31000) },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'b' }, spec: pinned(31001) },
      ],
    });
    expect(registry.findings().map(({ service, acceptedBecause }) => [service, acceptedBecause])).toEqual([
      ['default/a', 'only a'],
      ['default/b', undefined],
    ]);
  });

  test('may be attached to the rendered object of a Service of this library', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts');
    const service = staticService(new Chart(app, 'c'), 'web', 30500);
    registry.accept(ApiObject.of(service), 'outside-static-band', 'the appliance knows it');
    expect(codesOf(app)).toEqual([]);
  });

  test('leaves the proposed free ports to findings that must be fixed', () => {
    const app = tempApp();
    const registry = new NodePortRegistry(app, 'NodePorts');
    const [accepted, broken] = ['accepted', 'broken'].map((id) => new Chart(app, id));
    for (let index = 0; index < 86; index++) plainService(accepted, `web-${index}`, pinned(31000 + index));
    registry.accept(app, 'pinned-in-dynamic-band', 'all of them');
    for (const id of ['a', 'b']) plainService(broken, id, pinned(32001));
    expect(refusalsOf(app)).toEqual([
      expect.stringContaining('Choose another: 30002 is the next free static port. (port-taken)'),
    ]);
  });

  test('is refused for a construct whose findings go to another registry', () => {
    const app = tempApp();
    const [site, other] = [new Construct(app, 'site'), new Construct(app, 'other')];
    const registry = new NodePortRegistry(site, 'NodePorts');
    expect(() => registry.accept(other, 'pinned-in-dynamic-band', 'why not')).toThrow(
      'site/NodePorts: other is outside site, to which this registry belongs. Call accept on ' +
        'NodePortRegistry.of() of that construct. (acceptance-invalid)',
    );
    expect(() => registry.accept(app, 'pinned-in-dynamic-band', 'fine')).not.toThrow();
    expect(() => registry.accept(registry, 'static-band-unprotected', 'fine')).not.toThrow();
  });

  test('never hides a finding that the API server would refuse', () => {
    const { app } = risky({
      'nodeport.cdk8s.io/accept-port-taken': 'please',
      'nodeport.cdk8s.io/accept-pinned-in-dynamic-band': 'fine',
    });
    plainService(new Chart(app, 'c'), 'web', pinned(31000));
    expect(codesOf(app)).toContain('port-taken');
  });
});

describe('a port taken outside the app', () => {
  test('is claimed before all others', () => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { takenPorts: [{ port: 30010, reason: 'the API server' }] });
    staticService(new Chart(app, 'chart'), 'web', 30010);
    expect(refusalsOf(app)).toEqual([
      '[chart/web] Service default/web, port "web": node port 30010 is already claimed by NodePorts (takenPorts: ' +
        'the API server); a node port is unique across the cluster, whatever the namespace or protocol. Choose ' +
        'another: 30011 is the next free static port. (port-taken)',
    ]);
  });

  test('may be listed twice, for two reasons', () => {
    const registry = new NodePortRegistry(tempApp(), 'NodePorts', {
      takenPorts: [
        { port: 30010, reason: 'x' },
        { port: 30010, reason: 'y' },
      ],
    });
    expect(registry.claims().map(({ owner }) => owner.reason)).toEqual(['x; y']);
    expect(registry.findings()).toEqual([]);
  });

  test.each([
    [0, 'x', 'not-a-port'],
    [1.5, 'x', 'not-a-port'],
    [99, 'x', 'outside-range'],
    [30010, '', 'reason-missing'],
  ])('is refused: %d because %j', (port, reason, code) => {
    expect(() => new NodePortRegistry(tempApp(), 'NodePorts', { takenPorts: [{ port, reason }] })).toThrow(
      new RegExp(`^NodePorts.*\\(${code}\\)$`),
    );
  });
});

test('when the static band is full, the way out is a range with a larger one', () => {
  const app = tempApp();
  new NodePortRegistry(app, 'NodePorts', { portRange: '30000-30031' });
  const chart = new Chart(app, 'chart');
  for (let port = 30000; port < 30016; port++) staticService(chart, `web-${port}`, port);
  staticService(chart, 'late', 30020);
  expect(refusalsOf(app)).toEqual([
    expect.stringContaining(
      "The static band 30000-30015 is full. Widen --service-node-port-range, then set portRange: '30000-31023'. " +
        '(outside-static-band)',
    ),
  ]);
});

test('a registry that was removed from the app reports nothing', () => {
  const app = tempApp();
  const registry = new NodePortRegistry(app, 'NodePorts');
  app.node.tryRemoveChild('NodePorts');
  expect([registry.claims(), registry.findings()]).toEqual([[], []]);
});
