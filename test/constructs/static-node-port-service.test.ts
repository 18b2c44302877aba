import { Chart, Testing } from 'cdk8s';
import { ExternalTrafficPolicy, NodePortRegistry, StaticNodePortService } from 'cdk8s-nodeport';
import * as kplus from 'cdk8s-plus-27';
import { codesOf, refusalsOf, staticService, tempApp } from '../support/apps';

test('the manifest contains what a person would have written by hand, and nothing else', () => {
  const chart = new Chart(tempApp(), 'storage');
  new StaticNodePortService(chart, 'minio-api', {
    metadata: { name: 'minio' },
    selector: kplus.Pods.select(chart, 'pods', { labels: { app: 'minio' } }),
    ports: [{ name: 'api', port: 9000, targetPort: 9000, protocol: kplus.Protocol.TCP, nodePort: 30009 }],
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'minio' },
      spec: {
        type: 'NodePort',
        selector: { app: 'minio' },
        ports: [{ name: 'api', port: 9000, targetPort: 9000, protocol: 'TCP', nodePort: 30009 }],
      },
    },
  ]);
});

test('everything that a cdk8s-plus Service offers can be used', () => {
  const chart = new Chart(tempApp(), 'shop');
  const pods = new kplus.Deployment(chart, 'pods', { containers: [{ image: 'nginx', portNumber: 8080 }] });
  const service = new StaticNodePortService(chart, 'web', {
    selector: pods,
    clusterIP: '10.0.0.7',
    externalIPs: ['192.0.2.1'],
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
  });
  service.bind(80, { name: 'http', targetPort: 8080, nodePort: 30020 });
  service.selectLabel('tier', 'front');
  service.exposeViaIngress('/shop');

  const manifests = Testing.synth(chart);
  expect(manifests.map(({ kind }) => kind).sort()).toEqual(['Deployment', 'Ingress', 'Service']);
  expect(manifests.find(({ kind }) => kind === 'Service').spec).toEqual({
    type: 'NodePort',
    clusterIP: '10.0.0.7',
    externalIPs: ['192.0.2.1'],
    externalTrafficPolicy: 'Local',
    selector: { 'cdk8s.io/metadata.addr': expect.any(String), 'tier': 'front' },
    ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30020 }],
  });
  expect(service.ports).toHaveLength(1);
  expect(service.type).toBe(kplus.ServiceType.NODE_PORT);
});

describe('a mistake in one prop throws where the construct is created', () => {
  const make = (nodePort: number) => () =>
    new StaticNodePortService(new Chart(tempApp(), 'storage'), 'minio-api', {
      ports: [{ name: 'api', port: 9000, nodePort }],
    });

  test.each([
    [-1, '-1'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['30009' as unknown as number, '"30009"'],
  ])('%p is not a port', (nodePort, shown) => {
    expect(make(nodePort)).toThrow(
      `storage/minio-api, port "api": ${shown} is not a node port, which is a whole number from 1 to 65535. Write ` +
        `one of the static band 30000-30085, such as nodePort: 30002. (not-a-port)`,
    );
  });

  test('0 is not a port either, and the message says why', () => {
    expect(make(0)).toThrow(
      'storage/minio-api, port "api": 0 means "unset" in a Service, so it is not a node port. Write one of the ' +
        'static band 30000-30085, such as nodePort: 30002. (not-a-port)',
    );
  });

  test('the proposed number is in the range of its own cluster', () => {
    const app = tempApp();
    new NodePortRegistry(app, 'NodePorts', { portRange: '20000-22767' });
    expect(() => staticService(new Chart(app, 'storage'), 'minio', NaN)).toThrow(
      /static band 20000-20085, such as nodePort: 20000\. \(not-a-port\)$/,
    );
  });
});

describe('findings that need the whole app are collected', () => {
  test.each([
    [
      30500,
      'outside-static-band',
      'node port 30500 lies in the dynamic band 30086-32767, from which the API server assigns dynamically, and ' +
        'it may already have assigned this one',
    ],
    [
      30086,
      'outside-static-band',
      'node port 30086 lies in the dynamic band 30086-32767, from which the API server assigns dynamically, and ' +
        'it may already have assigned this one',
    ],
    [
      29999,
      'outside-range',
      'node port 29999 is outside the range of the cluster, 30000-32767; the API server refuses it',
    ],
    [
      32768,
      'outside-range',
      'node port 32768 is outside the range of the cluster, 30000-32767; the API server refuses it',
    ],
    [
      70000,
      'outside-range',
      'node port 70000 is outside the range of the cluster, 30000-32767; the API server refuses it',
    ],
  ])('%d: %s', (nodePort, code, what) => {
    const app = tempApp();
    staticService(new Chart(app, 'storage'), 'minio', nodePort);
    expect(refusalsOf(app)).toEqual([
      `[storage/minio] Service default/minio, port "web": ${what}. Choose another: 30002 is the next free static ` +
        `port. (${code})`,
    ]);
  });

  test.each([30000, 30085])('%d, at an end of the static band, is in it', (nodePort) => {
    const app = tempApp();
    staticService(new Chart(app, 'storage'), 'minio', nodePort);
    expect(refusalsOf(app)).toEqual([]);
  });

  test('all findings are reported together, and all proposals can be followed at once', () => {
    const app = tempApp();
    const chart = new Chart(app, 'shop');
    for (const nodePort of [30500, 30501, 29999, 30010]) staticService(chart, `web-${nodePort}`, nodePort);
    staticService(new Chart(app, 'other', { namespace: 'other' }), 'web', 30010);
    expect(
      refusalsOf(app)
        .map((line) => /(\d+) is the next free static port/.exec(line)?.[1])
        .sort(),
    ).toEqual(['30002', '30003', '30004', '30011']);
  });
});

test('one number for TCP and UDP is one claim on one service port, and none across Services', () => {
  const app = tempApp();
  const dns = (id: string) =>
    new StaticNodePortService(new Chart(app, id, { namespace: id }), 'dns', {
      metadata: { name: 'dns' },
      ports: [
        { name: 'udp', port: 53, protocol: kplus.Protocol.UDP, nodePort: 30053 },
        { name: 'tcp', port: 53, protocol: kplus.Protocol.TCP, nodePort: 30053 },
      ],
    });
  dns('a');
  expect(codesOf(app)).toEqual([]);
  dns('b');
  expect(codesOf(app)).toEqual(['port-taken']);
});
