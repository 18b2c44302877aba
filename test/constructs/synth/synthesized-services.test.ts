import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Helm, Include, JsonPatch, Lazy, Testing } from 'cdk8s';
import { NodePortRegistry } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import * as newest from 'cdk8s-plus-34';
import { readManifest } from '../../../lib/core/service/service-manifest';
import { usualService } from '../../../lib/core/service/usual-service';
import { pinned, plainService, refusalsOf, staticService, tempApp } from '../../support/apps';

const FIXTURES = join(__dirname, 'fixtures');

/** Makes something that claims 30009, beside a registry that has seen nothing else; the finding names its path. */
const SOURCES: [string, string, (chart: Chart) => unknown][] = [
  ['a static Service', 'team/web', (chart) => staticService(chart, 'web', 30009)],
  [
    'a Service of cdk8s-plus-27',
    'team/web',
    (chart) =>
      new kplus.Service(chart, 'web', { type: kplus.ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: 30009 }] }),
  ],
  [
    'a Service of the newest cdk8s-plus',
    'team/web',
    (chart) =>
      new newest.Service(chart, 'web', { type: newest.ServiceType.NODE_PORT, ports: [{ port: 80, nodePort: 30009 }] }),
  ],
  [
    'exposeViaService',
    'team/pods/Service',
    (chart) =>
      new kplus.Deployment(chart, 'pods', { containers: [{ image: 'nginx', portNumber: 80 }] }).exposeViaService({
        serviceType: kplus.ServiceType.NODE_PORT,
        ports: [{ port: 80, nodePort: 30009 }],
      }),
  ],
  [
    'KubeService',
    'team/web',
    (chart) =>
      new kplus.k8s.KubeService(chart, 'web', { spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 30009 }] } }),
  ],
  ['a plain API object', 'team/web', (chart) => plainService(chart, 'web', pinned(30009))],
  [
    'an included YAML file',
    'team/yaml/web-service-included',
    (chart) => new Include(chart, 'yaml', { url: join(FIXTURES, 'manifests.yaml') }),
  ],
  [
    'a Helm chart, rendered',
    'team/helm/shop-web-service',
    (chart) =>
      new Helm(chart, 'helm', {
        chart: 'web',
        releaseName: 'shop',
        helmExecutable: join(FIXTURES, 'helm.mjs'),
      }),
  ],
  [
    'a List',
    'team/all',
    (chart) =>
      new ApiObject(chart, 'all', {
        apiVersion: 'v1',
        kind: 'List',
        items: [
          { apiVersion: 'v1', kind: 'ConfigMap' },
          { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: pinned(30009) },
        ],
      }),
  ],
  [
    'a ServiceList, whose items say less',
    'team/all',
    (chart) =>
      new ApiObject(chart, 'all', {
        apiVersion: 'v1',
        kind: 'ServiceList',
        items: [{ metadata: { name: 'web' }, spec: pinned(30009) }],
      }),
  ],
  [
    'a JSON patch of the number',
    'team/web',
    (chart) =>
      plainService(chart, 'web', pinned(30010)).addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30009)),
  ],
  [
    'a JSON patch of a static Service',
    'team/web',
    (chart) =>
      ApiObject.of(staticService(chart, 'web', 30010)).addJsonPatch(JsonPatch.replace('/spec/ports/0/nodePort', 30009)),
  ],
  [
    'a JSON patch of the kind',
    'team/web',
    (chart) =>
      new ApiObject(chart, 'web', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'web' },
        spec: pinned(30009),
      }).addJsonPatch(JsonPatch.replace('/kind', 'Service')),
  ],
  ['a Lazy number', 'team/web', (chart) => plainService(chart, 'web', pinned(Lazy.any({ produce: () => 30009 })))],
  ['a Lazy spec', 'team/web', (chart) => plainService(chart, 'web', Lazy.any({ produce: () => pinned(30009) }))],
  ['a load balancer', 'team/web', (chart) => plainService(chart, 'web', pinned(30009, 'LoadBalancer'))],
  [
    'a load balancer without allocation',
    'team/web',
    (chart) => plainService(chart, 'web', { ...pinned(30009, 'LoadBalancer'), allocateLoadBalancerNodePorts: false }),
  ],
  [
    'a health check',
    'team/web',
    (chart) =>
      plainService(chart, 'web', {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30009,
        ports: [{ port: 80, nodePort: 30010 }],
      }),
  ],
];

describe('the claim of', () => {
  test.each(SOURCES)('%s is counted', (_, path, make) => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { takenPorts: [{ port: 30009, reason: 'a test' }] });
    make(new Chart(app, 'team'));
    const [refusal, ...more] = refusalsOf(app);
    expect(refusal).toContain(`[${path}] Service `);
    expect(refusal).toMatch(/node port 30009 is already claimed by NodePorts \(takenPorts: a test\);.*\(port-taken\)$/);
    expect(more).toEqual([]);
  });
});

test('a resolver of the app decides what is counted', () => {
  const app = tempApp({
    resolvers: [
      {
        resolve: (context) => {
          if (context.value === 'thirty-thousand-nine') context.replaceValue(30009);
        },
      },
    ],
  });
  const chart = new Chart(app, 'team');
  plainService(chart, 'web', pinned('thirty-thousand-nine'));
  staticService(chart, 'minio', 30009);
  expect(refusalsOf(app)).toEqual([
    expect.stringContaining(
      '[team/web] Service default/web, port "web": node port 30009 is already claimed by team/minio',
    ),
  ]);
});

test('objects called Service in another API group, or of another kind, do not count', () => {
  const app = tempApp();
  const chart = new Chart(app, 'team');
  staticService(chart, 'minio', 30009);
  new ApiObject(chart, 'knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', spec: pinned(30009) });
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data: { nodePort: '30009' } });
  new ApiObject(chart, 'list', {
    apiVersion: 'v1',
    kind: 'ConfigMapList',
    items: [{ metadata: {}, spec: pinned(30009) }],
  });
  plainService(chart, 'patched', pinned(30009)).addJsonPatch(JsonPatch.replace('/apiVersion', 'v2'));
  expect(refusalsOf(app)).toEqual([]);
});

test('an app that uses only the registry of this library is judged', () => {
  const app = tempApp();
  for (const id of ['a', 'b']) plainService(new Chart(app, id), id, pinned(30009));
  expect(refusalsOf(app)).toEqual([]);
  new NodePortRegistry(app, 'NodePorts');
  expect(refusalsOf(app)).toEqual([expect.stringMatching(/^\[b\/b\] .*claimed by a\/a .*\(port-taken\)$/)]);
});

test('a Service of cdk8s-plus is read on the fast path', () => {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'shop' });
  const ports = [{ port: 80, nodePort: 30009 }];
  new kplus.Service(chart, 'web', { type: kplus.ServiceType.NODE_PORT, ports }).selectLabel('app', 'web');
  const [rendered] = Testing.synth(chart) as unknown[];
  expect(usualService(rendered)).toEqual(readManifest(rendered));
});

// Where there is no helm, the rendered output above stands for it.
if (spawnSync('helm', ['version']).status === 0) {
  test('a chart counts as the installed helm renders it', chartOfThisMachine);
}

function chartOfThisMachine(): void {
  const folder = mkdtempSync(join(tmpdir(), 'chart-'));
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 0.1.0\n');
  writeFileSync(
    join(folder, 'templates', 'service.yaml'),
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\nspec: ${JSON.stringify(pinned(30009))}\n`,
  );
  const app = tempApp();
  const chart = new Chart(app, 'team');
  staticService(chart, 'minio', 30009);
  new Helm(chart, 'helm', { chart: folder, releaseName: 'shop' });
  expect(refusalsOf(app)).toEqual([expect.stringMatching(/\(port-taken\)$/)]);
}
