import { cli, filesIn, serviceYaml } from '../../support/cli';

const check = async (files: Record<string, string>, ...args: string[]) =>
  cli(['check', '.', ...args], { cwd: filesIn(files) });

const kafka = (port: number) => `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: orders, namespace: shop }
spec:
  kafka:
    listeners:
      - name: external
        type: nodeport
        configuration:
          bootstrap: { nodePort: ${port} }
          brokers: [{ broker: 0, nodePort: ${port + 1} }]
`;

describe('the node ports of custom resources', () => {
  test('are claims, so that a Service cannot have them too', async () => {
    const { code, stdout } = await check({ 'kafka.yaml': kafka(30010), 'web.yaml': serviceYaml('web', 30011) });
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^web\.yaml:8:17: error: .*already claimed by kafka\.yaml:11:44 \(Kafka shop\/orders, spec\.kafka\.listeners\[\]\.configuration\.brokers\[\]\.nodePort\)/m,
    );
  });

  test.each<[string, string]>([
    [
      'EnvoyProxy',
      'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: {name: p}\nspec: {provider: ' +
        '{kubernetes: {envoyService: {patch: {value: {spec: {ports: [{nodePort: 30010}]}}}}}}}\n',
    ],
    [
      'GatewayParameters',
      'apiVersion: gateway.kgateway.dev/v1alpha1\nkind: GatewayParameters\nmetadata: {name: p}\nspec: {kube: ' +
        '{service: {ports: [{port: 80, nodePort: 30010}]}}}\n',
    ],
    [
      'Kafka',
      'apiVersion: platform.confluent.io/v1beta1\nkind: Kafka\nmetadata: {name: p}\nspec: {listeners: {external: ' +
        '{externalAccess: {nodePort: {nodePortOffset: 30010}}}}}\n',
    ],
  ])('are found in %s', async (kind, text) => {
    const { stdout } = await check({ 'a.yaml': text, 'web.yaml': serviceYaml('web', 30010) });
    expect(stdout).toContain(`(${kind} default/p, spec.`);
  });

  test('are not counted twice once the Service that the operator made is live', async () => {
    const live =
      'version: 1\ncluster: default\nportRange: 30000-32767\nports:\n  - { port: 30010, kind: node-port, service: ' +
      'shop/orders-kafka-external-bootstrap, servicePort: 9094, protocol: TCP }\n';
    expect((await check({ 'kafka.yaml': kafka(30010), 'prod.snapshot.yaml': live }, 'prod.snapshot.yaml')).code).toBe(
      0,
    );
    expect(
      (
        await check(
          {
            'kafka.yaml': kafka(30010),
            'prod.snapshot.yaml': live.replace('orders-kafka-external-bootstrap', 'other'),
          },
          'prod.snapshot.yaml',
        )
      ).code,
    ).toBe(2);
  });

  test('of other kinds are reported once, and counted if nodeports.yaml lists them', async () => {
    const broker =
      'apiVersion: example.com/v1\nkind: Broker\nmetadata: {name: b}\nspec: {ports: [{nodePort: 30010}, ' +
      '{nodePort: 30011}]}\n';
    const files = { 'a.yaml': broker, 'b.yaml': broker, 'web.yaml': serviceYaml('web', 30011) };
    const { code, stderr } = await check(files);
    expect({ code, lines: stderr.trim().split('\n') }).toEqual({
      code: 0,
      lines: [
        'cdk8s-nodeport: warning: a.yaml:4:27: node port 30010 in spec.ports[].nodePort of Broker default/b is ' +
          "not counted. If it requests a node port, add { kind: Broker, path: 'spec.ports[].nodePort' } to " +
          'customResources in nodeports.yaml.',
      ],
    });
    const known = await check({
      ...files,
      'nodeports.yaml': "customResources: [{ kind: Broker, path: 'spec.ports[].nodePort' }]\n",
    });
    expect(known.code).toBe(2);
    expect(known.stderr).toBe('');
  });

  test('in the values of a chart lead to a hint to render the chart', async () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r}\nspec: {values: {service: ' +
      '{nodePort: 30010}}}\n';
    expect((await check({ 'a.yaml': release })).stderr).toContain(
      'is not counted. Check what it renders: helm template CHART | cdk8s-nodeport check -.',
    );
  });

  test.each<[string, string, number]>([
    ['a Kafka of Confluent takes another port for each broker', 'replicas: 3, listeners: { external: ', 30013],
    ['each further listener does too', 'replicas: 2, listeners: { custom: [{ name: x, ', 30012],
    ['the REST service of a Kafka takes one', 'replicas: 3, services: { kafkaRest: { ', 30010],
  ])('count as often as they are taken: %s', async (_, start, last) => {
    const access = 'externalAccess: { type: nodePort, nodePort: { nodePortOffset: 30010 } }';
    const listener = start.endsWith('external: ') ? `{ ${access} }` : `${access} }`;
    const end = start.includes('[') ? ']' : '';
    const head = 'apiVersion: platform.confluent.io/v1beta1\nkind: Kafka\nmetadata: { name: k }\n';
    const confluent = `${head}spec: { ${start}${listener}${end} } }\n`;
    const codeBeside = async (port: number) =>
      (await check({ 'a.yaml': confluent, 'web.yaml': serviceYaml('web', port) })).code;
    expect([await codeBeside(last), await codeBeside(last + 1)]).toEqual([2, 0]);
  });

  test('are found in the items of lists, with the place of each', async () => {
    const item = kafka(30010).replace(/\n(?=.)/g, '\n    ');
    const { code, stdout } = await check({
      'a.yaml': `apiVersion: v1\nkind: List\nitems:\n  - ${item}`,
      'b.json': JSON.stringify({ apiVersion: 'v1', kind: 'PodList', items: [{ kind: 'Pod', spec: {} }] }),
      'web.yaml': serviceYaml('web', 30011),
    });
    expect(code).toBe(2);
    expect(stdout).toContain('already claimed by a.yaml:14:48 (Kafka shop/orders, spec.kafka.');
  });

  test('of a kind that nodeports.yaml adds are not counted twice once the Service that was made is live', async () => {
    const broker = 'apiVersion: example.com/v1\nkind: Broker\nmetadata: {name: b}\nspec: {nodePort: 30010}\n';
    const live = {
      'prod.snapshot.yaml':
        'version: 1\ncluster: default\nportRange: 30000-32767\nports:\n  - ' +
        '{ port: 30010, kind: node-port, service: shop/b-external, servicePort: 80, protocol: TCP }\n',
      'nodeports.yaml': 'customResources: [{ kind: Broker, path: spec.nodePort }]\n',
    };
    expect((await check({ ...live, 'b.yaml': broker }, 'prod.snapshot.yaml')).code).toBe(0);
  });

  test.each([
    ['HelmRelease', 'spec: { values: { controller: { service: { nodePorts: { http: 30010 } } } } }'],
    ['HelmRelease', 'spec: { values: { httpNodePort: 30010 } }'],
    ['HelmChart', "spec: { set: { 'service.nodePort': 30010 } }"],
    ['HelmChartConfig', 'spec:\n  valuesContent: |-\n    # nodePort: 1\n    ports: {web: {nodePort: 30010}}'],
    ['Application', 'spec: { source: { helm: { values: "nodePorts:\\n  http: 30010" } } }'],
  ])('in the values of a chart lead to a hint to render it: %s, %s', async (kind, spec) => {
    const release = `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: { name: r }\n${spec}\n`;
    const { code, stderr } = await check({ 'a.yaml': release, 'web.yaml': serviceYaml('web', 30010) });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /warning: a\.yaml:\d+:\d+: node port 30010 in spec\.\S+ of \w+ default\/r is not counted\. Check what /,
    );
  });

  test('in the values of many charts are reported in one line', async () => {
    const release = (port: number) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: r}\nspec: {values: {a: {nodePort: ` +
      `${port}}}}\n`;
    const { stderr } = await check({ 'a.yaml': release(30010), 'b.yaml': release(30011), 'c.yaml': release(30012) });
    expect(stderr).toMatch(/^[^\n]*HelmRelease default\/r and 2 more chart values are not counted\.[^\n]*\n$/);
  });

  test('do not count if they are texts, or part of something that is not an object', async () => {
    const { stderr } = await check({
      'values.yaml': 'service: {nodePort: 30010}\n',
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {nodePort: "30010"}\n',
      'b.yaml': 'nodePort: {{ .Values.x }}: [\n',
      'web.yaml': serviceYaml('web', 30010),
    });
    expect(stderr).toBe('');
  });
});

test('a host port gets a warning only if it is a node port too', async () => {
  const pod = (port: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: agent}\nspec: {containers: [{name: a, ports: [{containerPort: ` +
    `80, hostPort: ${port}}]}]}\n`;
  expect((await check({ 'pod.yaml': pod(30010), 'web.yaml': serviceYaml('web', 30010) })).stdout).toMatch(
    /^pod\.yaml:4:\d+: warning: Pod default\/agent: hostPort 30010 is also a node port, .*\(host-port-taken\)$/m,
  );
  expect((await check({ 'pod.yaml': pod(30011), 'web.yaml': serviceYaml('web', 30010) })).stdout).toBe(
    '1 Service in 2 files: no findings.\n',
  );
});

test('a range that contains ports of the nodes themselves gets a warning, and none of them is proposed', async () => {
  const files = { 'a.yaml': serviceYaml('a', 10247), 'b.yaml': serviceYaml('b', 10247) };
  const { stdout } = await check(files, '--range', '10240-10511');
  expect(stdout).toContain('10248 (the kubelet), 10249 (kube-proxy), 10250 (the kubelet), 10255 (the kubelet)');
  expect(stdout).toContain('Choose another: 10251 is the next free static port');
});
